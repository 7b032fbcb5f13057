using System.Globalization;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Amparo.Languages.Tests;

public class FormatsTests
{
    private const string Nbsp = "\u00A0";

    [Theory]
    [InlineData("es", "1234", "1234")]
    [InlineData("es", "12345", "12_345")]
    [InlineData("es", "1234567", "1_234_567")]
    [InlineData("es", "-12345", "\u221212_345")]
    [InlineData("en", "999", "999")]
    [InlineData("en", "1234", "1,234")]
    [InlineData("en", "1234567", "1,234,567")]
    [InlineData("fr", "999", "999")]
    [InlineData("fr", "1234", "1_234")]
    [InlineData("ht", "123456", "123_456")]
    [InlineData("es", "0", "0")]
    public void Whole_numbers_are_grouped_as_readers_expect(string language, string number, string expected) =>
        NumberFormat.For(Language.Find(language)!).Whole(Read(number)).ShouldBe(expected.Replace("_", Nbsp, StringComparison.Ordinal));

    [Theory]
    [InlineData("0.5", 0, "0")]
    [InlineData("1.5", 0, "2")]
    [InlineData("2.5", 0, "2")]
    [InlineData("2.500001", 0, "3")]
    [InlineData("0.125", 2, "0.12")]
    [InlineData("0.375", 2, "0.38")]
    [InlineData("-0.4", 0, "0")]
    [InlineData("7", 2, "7.00")]
    public void Halves_are_rounded_to_even(string number, int decimals, string expected) =>
        NumberFormat.For(Language.Spanish).Fixed(Read(number), decimals).ShouldBe(expected);

    [Theory]
    [InlineData("es", "45.3_%")]
    [InlineData("en", "45.3%")]
    [InlineData("fr", "45,3_%")]
    [InlineData("ht", "45,3_%")]
    public void A_share_is_printed_in_per_cent(string language, string expected) =>
        NumberFormat.For(Language.Find(language)!).Percent(0.453m).ShouldBe(expected.Replace("_", Nbsp, StringComparison.Ordinal));

    [Fact]
    public void A_figure_is_printed_as_its_measure_asks()
    {
        var numbers = NumberFormat.For(Language.English);
        numbers.Figure(1234, MeasureKind.Count).ShouldBe("1,234");
        numbers.Figure(1234, MeasureKind.Distinct).ShouldBe("1,234");
        numbers.Figure(0.5m, MeasureKind.Share).ShouldBe("50.0%");
        numbers.Figure(0.456m, MeasureKind.Rate).ShouldBe("0.46");
        Should.Throw<ArgumentOutOfRangeException>(() => numbers.Figure(1, (MeasureKind)9));
        Should.Throw<ArgumentOutOfRangeException>(() => numbers.Fixed(1, -1));
        Should.Throw<ArgumentOutOfRangeException>(() => numbers.Fixed(1, 11));
    }

    [Fact]
    public void The_digits_are_those_of_the_number_in_every_language() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<int>().Select(number => number * 7919L).ToArbitrary(), number =>
        {
            foreach (var language in Language.All)
            {
                var printed = NumberFormat.For(language).Whole(number).Replace("\u2212", "-", StringComparison.Ordinal);
                string.Concat(printed.Where(letter => letter is '-' || char.IsAsciiDigit(letter)))
                    .ShouldBe(number.ToString(CultureInfo.InvariantCulture));
                printed.Split(Nbsp, ',').Skip(1).ShouldAllBe(group => group.Length == 3);
            }
        }).Check(Config.QuickThrowOnFailure.WithReplay(20261123UL, 7UL));

    [Theory]
    [InlineData("es", 1, "1.º", "1.ª")]
    [InlineData("es", 23, "23.º", "23.ª")]
    [InlineData("en", 1, "1st", "1st")]
    [InlineData("en", 2, "2nd", "2nd")]
    [InlineData("en", 3, "3rd", "3rd")]
    [InlineData("en", 11, "11th", "11th")]
    [InlineData("en", 112, "112th", "112th")]
    [InlineData("en", 121, "121st", "121st")]
    [InlineData("fr", 1, "1er", "1re")]
    [InlineData("fr", 2, "2e", "2e")]
    [InlineData("ht", 1, "1ye", "1ye")]
    [InlineData("ht", 4, "4yèm", "4yèm")]
    public void Ordinals_agree_in_gender_where_the_language_does(string language, int position, string masculine, string feminine)
    {
        var numbers = NumberFormat.For(Language.Find(language)!);
        numbers.Ordinal(position).ShouldBe(masculine);
        numbers.Ordinal(position, GrammaticalGender.Feminine).ShouldBe(feminine);
        Should.Throw<ArgumentOutOfRangeException>(() => numbers.Ordinal(0));
    }

    [Theory]
    [InlineData("es", "23 de noviembre de 2026", "lunes, 23 de noviembre de 2026", "23_nov_2026", "noviembre de 2026")]
    [InlineData("en", "23 November 2026", "Monday, 23 November 2026", "23_Nov_2026", "November 2026")]
    [InlineData("fr", "23 novembre 2026", "lundi 23 novembre 2026", "23_nov._2026", "novembre 2026")]
    [InlineData("ht", "23 novanm 2026", "lendi 23 novanm 2026", "23_nov_2026", "novanm 2026")]
    public void A_day_is_written_out(string language, string day, string withWeekday, string inTables, string month)
    {
        var dates = DateFormat.For(Language.Find(language)!);
        var date = new LocalDate(2026, 11, 23);
        dates.Day(date).ShouldBe(day);
        dates.WeekdayAndDay(date).ShouldBe(withWeekday);
        dates.ShortDay(date).ShouldBe(inTables.Replace("_", Nbsp, StringComparison.Ordinal));
        dates.Month(new YearMonth(2026, 11)).ShouldBe(month);
    }

    [Theory]
    [InlineData("es", "1 de agosto de 2018")]
    [InlineData("en", "1 August 2018")]
    [InlineData("fr", "1er août 2018")]
    [InlineData("ht", "1ye out 2018")]
    public void The_first_of_a_month_is_an_ordinal_in_French_and_Creole(string language, string expected) =>
        DateFormat.For(Language.Find(language)!).Day(new LocalDate(2018, 8, 1)).ShouldBe(expected);

    [Fact]
    public void The_day_that_a_system_told_in_French_is_told_in_Creole()
    {
        // CultureInfo("ht") answers "lundi 30 juillet 2018".
        DateFormat.For(Language.HaitianCreole).WeekdayAndDay(new LocalDate(2018, 7, 30)).ShouldBe("lendi 30 jiyè 2018");
    }

    [Fact]
    public void Months_and_days_agree_with_the_systems_tables_where_it_has_them()
    {
        foreach (var language in new[] { Language.Spanish, Language.English, Language.French })
        {
            var (own, system) = (DateFormat.For(language), CultureInfo.GetCultureInfo(language.Code).DateTimeFormat);
            Enumerable.Range(1, 12).Select(own.MonthName).ShouldBe(system.MonthNames.Take(12));
            Enumerable.Range(1, 7).Select(day => own.DayName((IsoDayOfWeek)day)).ShouldBe(system.DayNames.Skip(1).Append(system.DayNames[0]));
        }
    }

    [Fact]
    public void No_month_or_day_outside_the_calendar_has_a_name()
    {
        var dates = DateFormat.For(Language.Spanish);
        Should.Throw<ArgumentOutOfRangeException>(() => dates.MonthName(0));
        Should.Throw<ArgumentOutOfRangeException>(() => dates.MonthName(13));
        Should.Throw<ArgumentOutOfRangeException>(() => dates.DayName(IsoDayOfWeek.None));
        Should.Throw<ArgumentOutOfRangeException>(() => dates.DayName((IsoDayOfWeek)8));
    }

    [Theory]
    [InlineData("es", "A, B y C")]
    [InlineData("en", "A, B and C")]
    [InlineData("fr", "A, B et C")]
    [InlineData("ht", "A, B ak C")]
    public void Names_are_enumerated(string language, string expected)
    {
        var lists = ListFormat.For(Language.Find(language)!);
        lists.Join(["A", "B", "C"]).ShouldBe(expected);
        lists.Join(["A"]).ShouldBe("A");
        Should.Throw<ArgumentException>(() => lists.Join([]));
    }

    [Theory]
    [InlineData("institución", "sexo e institución")]
    [InlineData("Índice", "sexo e Índice")]
    [InlineData("hijos", "sexo e hijos")]
    [InlineData("hielo", "sexo y hielo")]
    [InlineData("iones", "sexo y iones")]
    [InlineData("edad", "sexo y edad")]
    [InlineData("", "sexo y ")]
    public void Spanish_y_becomes_e_before_the_sound_of_i(string last, string expected) =>
        ListFormat.For(Language.Spanish).Join(["sexo", last]).ShouldBe(expected);

    [Theory]
    [InlineData("sr-Latn-RS")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void Nothing_depends_on_the_culture_of_the_machine(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            var expected = Language.All.Select(Everything).ToList();
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Language.All.Select(Everything).ShouldBe(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static string Everything(Language language) => string.Join('|', [
            NumberFormat.For(language).Fixed(-1234567.895m, 2), NumberFormat.For(language).Percent(0.12345m), NumberFormat.For(language).Ordinal(1),
            DateFormat.For(language).WeekdayAndDay(new LocalDate(2026, 1, 1)), DateFormat.For(language).ShortDay(new LocalDate(2026, 1, 1)),
            ListFormat.For(language).Join(["a", "institución"]),
        ]);
    }

    private static decimal Read(string number) => decimal.Parse(number, CultureInfo.InvariantCulture);
}
