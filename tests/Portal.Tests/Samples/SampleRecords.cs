using System.Security.Cryptography;
using Amparo.PrivateRelease;
using Amparo.PrivateRelease.Noise;
using Amparo.PrivateRelease.Tables;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.Portal.Tests.Samples;

/// <summary>Synthetic rows about a few hundred invented persons, through the real door.</summary>
internal static class SampleRecords
{
    internal const string Id = "open-data";

    internal const string Population = "demonstration-open";

    internal static FormalRelease Release(Ledger before, out Ledger after)
    {
        var table = new CodedTable(
            new CodedDomain([new CodedColumn("country", 9), new CodedColumn("sex", 4), new CodedColumn("form", 9)]),
            [Codes(row => row % 9), Codes(row => row / 7 % 3), Codes(row => row * row % 8)]);
        var door = new FormalDoor(before, Instant.FromUtc(2026, 11, 23, 9, 0), _ => { }, new TestNoise());
        var request = new FormalRequest { Id = Id, Population = Population, Epsilon = 2, Budget = 4, Origin = DataOrigin.Invented };
        var made = door.Release(table, request).Value;
        after = door.Ledger;
        return made;
    }

    private static ushort[] Codes(Func<int, int> code) => [.. Enumerable.Range(0, 600).Select(row => (ushort)code(row))];

    private sealed class TestNoise : NoiseSource
    {
        public override void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
    }
}
