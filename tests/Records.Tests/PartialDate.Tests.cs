using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Amparo.Records.Tests;

public sealed class PartialDateTests
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20_261_123, 1);

    [Theory]
    [InlineData("1999", "1999-01-01", "1999-12-31")]
    [InlineData("1999-02", "1999-02-01", "1999-02-28")]
    [InlineData("2000-02", "2000-02-01", "2000-02-29")]
    [InlineData("1999-12", "1999-12-01", "1999-12-31")]
    [InlineData("1999-05-03", "1999-05-03", "1999-05-03")]
    public void A_date_means_every_day_between_the_earliest_and_the_latest(string text, string earliest, string latest)
    {
        var date = PartialDate.TryParse(text)!.Value;

        date.ToString().ShouldBe(text);
        PartialDate.Of(date.Earliest).ToString().ShouldBe(earliest);
        PartialDate.Of(date.Latest).ToString().ShouldBe(latest);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("99")]
    [InlineData("0000")]
    [InlineData("1999-00")]
    [InlineData("1999-13")]
    [InlineData("1999-02-29")]
    [InlineData("1999-05-00")]
    [InlineData("1999-00-05")]
    [InlineData("1999/05/03")]
    [InlineData("1999-5-03")]
    [InlineData("1999-05-3 ")]
    [InlineData("+999")]
    [InlineData("١٩٩٩")]
    public void Anything_else_is_no_date(string? text)
    {
        PartialDate.TryParse(text).ShouldBeNull();
    }

    [Fact]
    public void Every_day_is_read_back_as_it_was_written()
    {
        Prop.ForAll(Gen.Choose(0, 3_652_058).ToArbitrary(), days =>
        {
            var date = PartialDate.Of(new LocalDate(1, 1, 1).PlusDays(days));
            PartialDate.TryParse(date.ToString()).ShouldBe(date);
        }).Check(Config);
    }
}
