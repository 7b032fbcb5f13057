using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Amparo.Stores.Tests;

public sealed class InstantConverterTests
{
    private static readonly InstantConverter Converter = new();

    private static long Stored(Instant instant) => (long)Converter.ConvertToProvider(instant)!;

    private static Instant Read(long ticks) => (Instant)Converter.ConvertFromProvider(ticks)!;

    // Seconds from `date -u -d … +%s`, times ten million.
    [Theory]
    [InlineData(1970, 1, 1, 0)]
    [InlineData(2026, 11, 23, 17_953_920_000_000_000)]
    [InlineData(1969, 12, 31, -864_000_000_000)]
    [InlineData(2262, 4, 12, 92_233_728_000_000_000)]
    public void The_unit_is_100_nanoseconds_since_1970(int year, int month, int day, long ticks)
    {
        Stored(Instant.FromUtc(year, month, day, 0, 0)).ShouldBe(ticks);
        Read(ticks).ShouldBe(Instant.FromUtc(year, month, day, 0, 0));
    }

    [Fact]
    public void The_whole_range_of_instants_can_be_stored_down_to_the_tick()
    {
        Read(Stored(Instant.MinValue)).ShouldBe(Instant.MinValue);
        (Instant.MaxValue - Read(Stored(Instant.MaxValue))).ShouldBeLessThan(Duration.FromTicks(1));
    }

    [Fact]
    public void What_is_finer_than_a_tick_is_lost_towards_the_past()
    {
        Read(Stored(Instant.FromUnixTimeTicks(7).PlusNanoseconds(99))).ShouldBe(Instant.FromUnixTimeTicks(7));
        Read(Stored(Instant.FromUnixTimeTicks(-7).PlusNanoseconds(99))).ShouldBe(Instant.FromUnixTimeTicks(-7));
    }

    [Fact]
    public void Stored_numbers_order_like_the_instants()
    {
        var config = Config.QuickThrowOnFailure.WithReplay(20261123, 3).WithMaxTest(500);

        Prop.ForAll((long some, long another) =>
        {
            var (one, other) = (Instant.FromUnixTimeSeconds(some % 200_000_000_000), Instant.FromUnixTimeSeconds(another % 200_000_000_000));
            return one.CompareTo(other) == Stored(one).CompareTo(Stored(other)) && Read(Stored(one)) == one;
        }).Check(config);
    }
}

public sealed class UuidV7Tests
{
    [Fact]
    public void A_key_begins_with_the_milliseconds_and_says_version_7()
    {
        // The example of RFC 9562, appendix A.6.
        var key = UuidV7.At(Instant.FromUtc(2022, 2, 22, 19, 22, 22)).ToString();

        key.ShouldStartWith("017f22e2-79b0-7");
        "89ab".ShouldContain(key[19]);
    }

    [Fact]
    public void Keys_of_later_times_sort_later_as_text_and_no_two_are_equal()
    {
        var start = Instant.FromUtc(2026, 11, 23, 6, 0);
        var keys = Enumerable.Range(0, 300).Select(at => UuidV7.At(start + Duration.FromMilliseconds(at))).ToList();

        keys.Select(key => key.ToString()).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        Enumerable.Range(0, 300).Select(_ => UuidV7.At(start)).Distinct().Count().ShouldBe(300);
    }
}
