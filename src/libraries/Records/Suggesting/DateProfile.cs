using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>What the cells of a column say under the ways of writing dates that occur in agencies' files.</summary>
internal sealed class DateProfile
{
    private const int FirstYear = 1850;
    private const int LastYear = 2150;

    private static readonly char[] Separators = ['/', '-', '.', ' '];

    private static readonly (DateLayout DayFirst, DateLayout MonthFirst, DateLayout TwoDigits, DateLayout YearFirst, DateLayout MonthAndYear)[] Families =
        [.. Separators.Select(s => (Layout($"d{s}M{s}yyyy"), Layout($"M{s}d{s}yyyy"), Layout($"dd{s}MM{s}yyyy"), Layout($"yyyy{s}MM{s}dd"), Layout($"MM{s}yyyy")))];

    private static readonly DateLayout YearAndMonth = Layout("yyyy-MM");
    private static readonly DateLayout Compact = Layout("yyyyMMdd");

    private static readonly string[] MonthWords =
    [
        "ene", "jan", "feb", "fev", "mar", "abr", "apr", "avr", "may", "mai", "jun", "juin", "jul", "ago", "aug", "aou", "sep", "set", "oct", "out",
        "okt", "nov", "dic", "dec", "dez", "des",
    ];

    // Cells that are dates with the day first only, with the month first only, and either way.
    private readonly int[] _dayFirst = new int[4];
    private readonly int[] _monthFirst = new int[4];
    private readonly int[] _either = new int[4];
    private readonly int[] _twoDigits = new int[4];
    private readonly int[] _yearFirst = new int[4];
    private readonly int[] _monthAndYear = new int[4];
    private readonly int[] _years = new int[LastYear - FirstYear + 1];
    private int _yearAndMonth;
    private int _year;
    private int _compact;

    /// <summary>Dates followed by a time of day.</summary>
    internal int WithTime { get; private set; }

    /// <summary>Dates whose month is a word.</summary>
    internal int WithWords { get; private set; }

    /// <summary>Dates whose year has two digits.</summary>
    internal int ShortYears { get; private set; }

    internal void Add(string cell)
    {
        if (cell.Length < 4 || !char.IsAsciiDigit(cell[0]) && !char.IsLetter(cell[0]))
            return;
        if (cell.Length > 10)
        {
            NoteLonger(cell);
            return;
        }

        if (!char.IsAsciiDigit(cell[0]))
            return;
        var digits = cell.All(char.IsAsciiDigit);
        if (digits && cell.Length == 4)
        {
            _year++;
            Note(int.Parse(cell, System.Globalization.CultureInfo.InvariantCulture));
            return;
        }

        if (digits && cell.Length == 8)
        {
            _compact += Note(Compact, cell) == DateReading.Read ? 1 : 0;
            return;
        }

        if (Note(YearAndMonth, cell) == DateReading.Read)
        {
            _yearAndMonth++;
            return;
        }

        for (var i = 0; i < Families.Length; i++)
        {
            if (cell.Contains(Separators[i], StringComparison.Ordinal))
            {
                AddTo(i, cell);
                return;
            }
        }
    }

    /// <summary>The ways of writing that fit the stated cells.</summary>
    /// <param name="stated">Number of stated cells.</param>
    internal DateGuess Guess(int stated)
    {
        var complete = new List<string>();
        var partial = new List<string>();
        int whole = 0, parts = 0;
        var (dayOnly, monthOnly, either) = (_dayFirst.Sum(), _monthFirst.Sum(), _either.Sum());
        var dayIsFirst = dayOnly >= monthOnly;
        for (var i = 0; i < Families.Length; i++)
        {
            var s = Separators[i];
            var read = _either[i] + (dayIsFirst ? _dayFirst[i] : _monthFirst[i]);
            if (read > 0)
            {
                var two = _twoDigits[i] >= read;
                complete.Add((dayIsFirst, two) switch
                {
                    (true, true) => $"dd{s}MM{s}yyyy",
                    (true, false) => $"d{s}M{s}yyyy",
                    (false, true) => $"MM{s}dd{s}yyyy",
                    _ => $"M{s}d{s}yyyy",
                });
                whole += read;
            }

            if (_yearFirst[i] > 0)
            {
                complete.Add($"yyyy{s}MM{s}dd");
                whole += _yearFirst[i];
            }

            if (_monthAndYear[i] > 0)
            {
                partial.Add($"MM{s}yyyy");
                parts += _monthAndYear[i];
            }
        }

        Take(complete, "yyyyMMdd", _compact, ref whole);
        Take(partial, "yyyy-MM", _yearAndMonth, ref parts);
        Take(partial, "yyyy", _year, ref parts);
        // One typing error must not settle what all other cells leave open, nor must a few contradict what most cells settle.
        var less = Math.Min(dayOnly, monthOnly);
        var more = Math.Max(dayOnly, monthOnly);
        var isSettled = dayOnly + monthOnly + either == 0 || (more > 0 && less * 20 <= more);
        return new(complete, partial, (whole, parts), stated) { IsSettled = isSettled, MiddleYear = Middle() };
    }

    private static void Take(List<string> formats, string format, int count, ref int sum)
    {
        if (count == 0)
            return;
        formats.Add(format);
        sum += count;
    }

    private static DateLayout Layout(string format) => DateLayout.TryParse(format) ?? throw new ArgumentException("This is no layout.", nameof(format));

    private void AddTo(int family, string cell)
    {
        var (dayFirst, monthFirst, twoDigits, yearFirst, monthAndYear) = Families[family];
        if (Note(yearFirst, cell) != DateReading.Unreadable)
        {
            _yearFirst[family]++;
        }
        else if (Note(monthAndYear, cell) == DateReading.Read)
        {
            _monthAndYear[family]++;
        }
        else if (dayFirst.Read(cell, out _) is not DateReading.Unreadable and var day)
        {
            var (isDay, isMonth) = (day == DateReading.Read, monthFirst.Read(cell, out _) == DateReading.Read);
            _either[family] += isDay && isMonth ? 1 : 0;
            _dayFirst[family] += isDay && !isMonth ? 1 : 0;
            _monthFirst[family] += isMonth && !isDay ? 1 : 0;
            _twoDigits[family] += (isDay || isMonth) && Written(twoDigits, cell) ? 1 : 0;
            Note(int.Parse(cell.AsSpan(cell.Length - 4), System.Globalization.CultureInfo.InvariantCulture));
        }
        else if (cell.Length <= 8 && cell.Count(char.IsAsciiDigit) is >= 4 and <= 6 && cell.Count(c => c == Separators[family]) == 2 && !cell.Any(char.IsLetter))
        {
            ShortYears++;
        }
        else
        {
            NoteLonger(cell);
        }
    }

    private static bool Written(DateLayout layout, string cell) => layout.Read(cell, out _) != DateReading.Unreadable;

    private void NoteLonger(string cell)
    {
        if (cell.Length > 40 || !cell.Any(char.IsAsciiDigit))
            return;
        var date = cell[..Math.Min(10, cell.Length)];
        if (cell.Contains(':', StringComparison.Ordinal) && date.Count(char.IsAsciiDigit) >= 6)
        {
            WithTime++;
            return;
        }

        var folded = Spelling.Fold(cell);
        if (cell.Count(char.IsAsciiDigit) is >= 3 and <= 6 && Array.Exists(MonthWords, month => folded.Contains(month, StringComparison.Ordinal)))
            WithWords++;
    }

    private DateReading Note(DateLayout layout, string cell)
    {
        var reading = layout.Read(cell, out var date);
        if (reading == DateReading.Read)
            Note(date.Year);
        return reading;
    }

    private void Note(int year)
    {
        if (year is >= FirstYear and <= LastYear)
            _years[year - FirstYear]++;
    }

    private int? Middle()
    {
        var total = _years.Sum();
        var seen = 0;
        for (var i = 0; i < _years.Length; i++)
        {
            seen += _years[i];
            if (seen * 2 >= total && total > 0)
                return FirstYear + i;
        }

        return null;
    }
}

/// <summary>How the dates of a column are written.</summary>
/// <param name="Complete">Layouts with a day.</param>
/// <param name="Partial">Layouts without one.</param>
/// <param name="Fitting">Number of cells that fit the ones and the others.</param>
/// <param name="Stated">Number of stated cells.</param>
internal sealed record DateGuess(IReadOnlyList<string> Complete, IReadOnlyList<string> Partial, (int Complete, int Partial) Fitting, int Stated)
{
    /// <summary>Whether it is certain which of day and month comes first.</summary>
    internal bool IsSettled { get; init; }

    /// <summary>The year in the middle of all, or null without dates.</summary>
    internal int? MiddleYear { get; init; }

    internal double CompleteShare => Stated == 0 ? 0 : Fitting.Complete / (double)Stated;

    internal double AnyShare => Stated == 0 ? 0 : (Fitting.Complete + Fitting.Partial) / (double)Stated;
}
