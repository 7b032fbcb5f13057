using System.Globalization;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Languages;

/// <summary>Dates as readers of a language expect them, with names of months and days from own tables.</summary>
/// <remarks>
/// Short dates spell the month, because 03/05 is in March for some readers of English and in May for others. Names are lower case except in
/// English. Immutable and thread-safe.
/// </remarks>
public sealed class DateFormat
{
    private static readonly Dictionary<string, DateFormat> Formats = new(StringComparer.Ordinal)
    {
        ["es"] = new(
            Language.Spanish,
            ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
            ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
            ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]),
        ["en"] = new(
            Language.English,
            ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
        ["fr"] = new(
            Language.French,
            ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
            ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc."],
            ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]),
        ["ht"] = new(
            Language.HaitianCreole,
            ["janvye", "fevriye", "mas", "avril", "me", "jen", "jiyè", "out", "septanm", "oktòb", "novanm", "desanm"],
            ["jan", "fev", "mas", "avr", "me", "jen", "jiy", "out", "sep", "okt", "nov", "des"],
            ["lendi", "madi", "mèkredi", "jedi", "vandredi", "samdi", "dimanch"]),
    };

    private readonly string[] _months;
    private readonly string[] _shortMonths;
    private readonly string[] _days;

    private DateFormat(Language language, string[] months, string[] shortMonths, string[] days)
    {
        Language = language;
        _months = months;
        _shortMonths = shortMonths;
        _days = days;
    }

    /// <summary>The language.</summary>
    public Language Language { get; }

    /// <summary>The format of a language.</summary>
    /// <param name="language">The reader's language.</param>
    /// <returns>Its format.</returns>
    public static DateFormat For(Language language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return Formats[language.Code];
    }

    /// <summary>The name of a month.</summary>
    /// <param name="month">From 1 to 12.</param>
    /// <returns>The name, in the middle of a sentence.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such month.</exception>
    public string MonthName(int month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        return _months[month - 1];
    }

    /// <summary>The name of a day of the week.</summary>
    /// <param name="day">The day.</param>
    /// <returns>The name, in the middle of a sentence.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The day is <see cref="IsoDayOfWeek.None"/> or none at all.</exception>
    public string DayName(IsoDayOfWeek day)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan((int)day, 1, nameof(day));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)day, 7, nameof(day));
        return _days[(int)day - 1];
    }

    /// <summary>A day: "23 de noviembre de 2026".</summary>
    /// <param name="date">The day, in the ISO calendar.</param>
    /// <returns>Day, month in words, year.</returns>
    public string Day(LocalDate date) => Language.Code == "es"
        ? $"{DayOfMonth(date)} de {MonthName(date.Month)} de {Digits(date.Year)}"
        : $"{DayOfMonth(date)} {MonthName(date.Month)} {Digits(date.Year)}";

    /// <summary>A day with its name: "lunes, 23 de noviembre de 2026".</summary>
    /// <param name="date">The day, in the ISO calendar.</param>
    /// <returns>Name of the day, day, month in words, year.</returns>
    public string WeekdayAndDay(LocalDate date) => Language.Code switch
    {
        "fr" or "ht" => $"{DayName(date.DayOfWeek)} {Day(date)}",
        _ => $"{DayName(date.DayOfWeek)}, {Day(date)}",
    };

    /// <summary>A day for tables: "23 nov 2026".</summary>
    /// <param name="date">The day, in the ISO calendar.</param>
    /// <returns>Day, short name of the month, year, joined by no-break spaces.</returns>
    public string ShortDay(LocalDate date) => $"{Digits(date.Day)}\u00A0{_shortMonths[date.Month - 1]}\u00A0{Digits(date.Year)}";

    /// <summary>A month: "noviembre de 2026".</summary>
    /// <param name="month">The month of a year, in the ISO calendar.</param>
    /// <returns>Month in words, year.</returns>
    public string Month(YearMonth month) => Language.Code == "es"
        ? $"{MonthName(month.Month)} de {Digits(month.Year)}"
        : $"{MonthName(month.Month)} {Digits(month.Year)}";

    // French and Haitian Creole write the first of a month as an ordinal, and only the first.
    private string DayOfMonth(LocalDate date) => (Language.Code, date.Day) switch
    {
        ("fr", 1) => "1er",
        ("ht", 1) => "1ye",
        _ => Digits(date.Day),
    };

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
