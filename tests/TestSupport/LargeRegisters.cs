using System.Globalization;
using Amparo.Contracts.Portal;
using Amparo.PrivateRelease;
using Amparo.Records.Registers;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.TestSupport;

/// <summary>Forty registers of 400 kB that pass their door, so that storing them takes a while.</summary>
public static class LargeRegisters
{
    /// <summary>How many there are.</summary>
    public const int Count = 40;

    /// <summary>Lets them pass.</summary>
    /// <param name="at">What stands, and the time.</param>
    /// <param name="text">What each line begins with.</param>
    public static Outcome<PassedTables> Pass((StandingTables Standing, Instant Now) at, string text)
    {
        var doors = new ReleaseDoors(at.Standing.Ledger, at.Now);
        var filling = new string('.', 4_000);
        var registers = Enumerable.Range(0, Count).Select(number => doors.NonPersonal(
            new RegisterTable(
                string.Create(CultureInfo.InvariantCulture, $"large-{number}"), LocalizedText.Same("Registro"), LocalizedText.Same("Nota"),
                new Source("Prueba", "Leyes", new LocalDate(2026, 1, 1), "CC0"), [new RegisterColumn("law", LocalizedText.Same("Ley"))],
                [.. Enumerable.Range(0, 100).Select(row => (IReadOnlyList<string>)[string.Create(CultureInfo.InvariantCulture, $"{text} {number} {row}{filling}")])]),
            RegisterHolding.Laws)).ToList();
        return new PassedTables(doors.Ledger) { Registers = registers };
    }
}
