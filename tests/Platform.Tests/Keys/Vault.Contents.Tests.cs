using Amparo.Platform.Keys;
using Amparo.Stores;
using Amparo.TestSupport;

namespace Amparo.Platform.Tests.Keys;

public sealed class VaultContentsTests
{
    private const int Header = 21;
    private const int Chunk = 65_536 + 28;

    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => PlatformTrial.Cancel;

    private static SealedPlace Place { get; } = new() { Compartment = new("originals"), Purpose = "upload.content", Row = "0199-upload-1" };

    [Theory, MemberData(nameof(Kinds))]
    public async Task Content_of_any_length_opens(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var vault = (await trial.PreparedHostAsync()).Vault;
        foreach (var length in new[] { 0, 1, 65_535, 65_536, 65_537, 131_072, 300_001 })
        {
            var plain = Plain(length);
            var bytes = await SealAsync(vault, plain);

            bytes.Length.ShouldBe(Header + length + (28 * Math.Max(1, (length + 65_535) / 65_536)));
            using var target = new MemoryStream();
            var opened = await vault.UnsealContentAsync(Place, new(new TrickleStream(bytes), target), Cancel);
            opened.Value.ShouldBe(new ContentSize(length, bytes.Length));
            target.ToArray().ShouldBe(plain);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Cut_reordered_exchanged_and_lengthened_content_does_not_open(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var vault = (await trial.PreparedHostAsync()).Vault;
        var bytes = await SealAsync(vault, Plain(200_000));
        var again = await SealAsync(vault, Plain(200_000));
        var even = await SealAsync(vault, Plain(131_072));
        byte[] Part(byte[] from, int chunk) => from[(Header + (chunk * Chunk))..Math.Min(from.Length, Header + ((chunk + 1) * Chunk))];

        foreach (var length in new[] { 0, 1, Header - 1, Header, Header + 1, Header + 27, Header + Chunk, Header + (2 * Chunk), Header + (3 * Chunk), bytes.Length - 1 })
            await RefusedAsync(vault, Place, bytes[..length]);
        await RefusedAsync(vault, Place, even[..(Header + Chunk)]);
        await RefusedAsync(vault, Place, [.. bytes[..Header], .. Part(bytes, 1), .. Part(bytes, 0), .. Part(bytes, 2), .. Part(bytes, 3)]);
        await RefusedAsync(vault, Place, [.. bytes[..Header], .. Part(bytes, 0), .. Part(bytes, 0), .. Part(bytes, 1), .. Part(bytes, 2), .. Part(bytes, 3)]);
        await RefusedAsync(vault, Place, [.. bytes[..Header], .. Part(bytes, 1), .. Part(bytes, 2), .. Part(bytes, 3)]);
        await RefusedAsync(vault, Place, [.. bytes[..Header], .. Part(bytes, 0), .. Part(again, 1), .. Part(bytes, 2), .. Part(bytes, 3)]);
        await RefusedAsync(vault, Place, [.. again[..Header], .. bytes[Header..]]);
        await RefusedAsync(vault, Place, [.. bytes, 0]);
        await RefusedAsync(vault, Place, [.. even, .. Part(even, 1)]);
        await RefusedAsync(vault, Place with { Row = "0199-upload-2" }, bytes);
        await RefusedAsync(vault, Place with { Purpose = "upload.report" }, bytes);
        for (var at = 0; at < bytes.Length; at += at < 60 ? 1 : 9_973)
        {
            var changed = bytes.ToArray();
            changed[at] ^= 0x10;
            await RefusedAsync(vault, Place, changed);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_value_is_no_content_and_content_is_no_value(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var vault = (await trial.PreparedHostAsync()).Vault;

        await RefusedAsync(vault, Place, (await vault.SealAsync(Place, Plain(100), Cancel)).Value);
        (await vault.UnsealAsync(Place, await SealAsync(vault, Plain(100)), Cancel)).Problems[0].Code.ShouldBe(PlatformProblems.SealBroken);
    }

    private static byte[] Plain(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static async Task<byte[]> SealAsync(Vault vault, byte[] plain)
    {
        using var target = new MemoryStream();
        var size = (await vault.SealContentAsync(Place, new(new TrickleStream(plain), target), Cancel)).Value;
        size.ShouldBe(new ContentSize(plain.Length, target.Length));
        return target.ToArray();
    }

    private static async Task RefusedAsync(Vault vault, SealedPlace place, byte[] bytes)
    {
        using var target = new MemoryStream();
        var opened = await vault.UnsealContentAsync(place, new(new MemoryStream(bytes), target), Cancel);
        opened.Succeeded.ShouldBeFalse();
        opened.Problems.ShouldHaveSingleItem().Code.ShouldBeOneOf(PlatformProblems.SealBroken, PlatformProblems.KeyUnknown);
    }

    /// <summary>A stream that gives little at a time, as a network does.</summary>
    private sealed class TrickleStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 10_007)], cancellationToken);
    }
}
