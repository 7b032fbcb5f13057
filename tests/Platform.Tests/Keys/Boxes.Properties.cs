using Amparo.Platform.Keys;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Platform.Tests.Keys;

public sealed class BoxesProperties
{
    private static Gen<byte[]> Bytes => from length in Gen.Choose(0, 80) from bytes in Gen.Choose(0, 255).ArrayOf(length) select bytes.Select(value => (byte)value).ToArray();

    private static Gen<(byte[] Key, byte[] Plain, byte[] About, int Flip)> Boxes =>
        from key in Gen.Choose(0, 255).ArrayOf(32)
        from plain in Bytes
        from about in Bytes
        from flip in Gen.Choose(0, 1_000_000)
        select (key.Select(value => (byte)value).ToArray(), plain, about, flip);

    // Few letters, so that lists which only differ in where a text ends come up often.
    private static Gen<string?[]> Texts =>
        from count in Gen.Choose(0, 4)
        from texts in Gen.Elements<string?>(null, "", "a", "aa", "aaa", "\0", "\0\0\0\u0001a").ArrayOf(count)
        select texts;

    [Fact]
    public void A_box_opens_with_its_key_and_what_it_is_about_and_not_with_one_bit_changed() => ForAll(Boxes, drawn =>
    {
        var box = new byte[drawn.Plain.Length + AesGcmBox.Overhead];
        AesGcmBox.Close(drawn.Key, drawn.Plain, drawn.About, box);
        var plain = new byte[drawn.Plain.Length];
        AesGcmBox.TryOpen(drawn.Key, box, drawn.About, plain).ShouldBeTrue();
        plain.ShouldBe(drawn.Plain);

        AesGcmBox.TryOpen(drawn.Key, Flipped(box, drawn.Flip), drawn.About, plain).ShouldBeFalse();
        plain.ShouldAllBe(value => value == 0);
        AesGcmBox.TryOpen(Flipped(drawn.Key, drawn.Flip), box, drawn.About, plain).ShouldBeFalse();
        AesGcmBox.TryOpen(drawn.Key, box, [.. drawn.About, 0], plain).ShouldBeFalse();
        if (drawn.About.Length > 0)
            AesGcmBox.TryOpen(drawn.Key, box, Flipped(drawn.About, drawn.Flip), plain).ShouldBeFalse();
    });

    [Fact]
    public void Different_lists_have_different_bytes() => ForAll(
        from one in Texts from other in Texts select (one, other),
        drawn => Canonical(drawn.one).SequenceEqual(Canonical(drawn.other)).ShouldBe(drawn.one.SequenceEqual(drawn.other)));

    [Fact]
    public void A_forgotten_key_does_nothing_any_more()
    {
        var key = new OpenKey(1, new byte[32]);
        var box = new byte[AesGcmBox.Overhead];
        key.TryClose([], [], box).ShouldBeTrue();
        key.TryOpen(box, [], []).ShouldBeTrue();

        key.Forget();

        key.IsForgotten.ShouldBeTrue();
        key.TryClose([], [], box).ShouldBeFalse();
        key.TryOpen(box, [], []).ShouldBeFalse();
        key.ContentKey(new byte[16]).ShouldBeNull();
        key.Hash(HashUse.Index, []).ShouldBeNull();
    }

    private static byte[] Canonical(string?[] texts) => texts.Aggregate(new CanonicalBytes("trial"), (bytes, text) => bytes.Add(text)).Span.ToArray();

    private static byte[] Flipped(byte[] bytes, int draw)
    {
        var flipped = bytes.ToArray();
        flipped[draw / 8 % bytes.Length] ^= (byte)(1 << (draw % 8));
        return flipped;
    }

    private static void ForAll<T>(Gen<T> drawn, Action<T> check) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20261129UL, 1UL), Prop.ForAll(drawn.ToArbitrary(), check));
}
