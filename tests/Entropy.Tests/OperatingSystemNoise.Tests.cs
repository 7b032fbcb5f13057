namespace Amparo.Entropy.Tests;

public sealed class OperatingSystemNoiseTests
{
    [Fact]
    public void Bytes_are_filled_to_the_last_and_never_the_same_twice()
    {
        var noise = new OperatingSystemNoise();
        var (one, other) = (new byte[1_000_001], new byte[1_000_001]);
        noise.Fill(one);
        noise.Fill(other);
        one.AsSpan().SequenceEqual(other).ShouldBeFalse();
        one[^64..].ShouldContain(value => value != 0);
        noise.Fill([]);
    }

    [Fact]
    public void Every_byte_is_as_likely_as_any_other()
    {
        var bytes = new byte[256 * 4_000];
        new OperatingSystemNoise().Fill(bytes);
        var counts = new int[256];
        foreach (var value in bytes)
            counts[value]++;
        // Seven deviations of a count of 4,000: wrong less than once in a thousand million runs.
        counts.ShouldAllBe(count => count > 3_557 && count < 4_443);
    }

    [Fact]
    public void There_is_nothing_to_set() =>
        typeof(OperatingSystemNoise).GetConstructors().ShouldHaveSingleItem().GetParameters().ShouldBeEmpty();
}
