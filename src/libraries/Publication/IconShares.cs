using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>What the icons stand for that no code's certain part takes.</summary>
internal enum IconRest
{
    /// <summary>Codes that the slice leaves out, or a difference that rounding left.</summary>
    Others,

    /// <summary>Withheld parts.</summary>
    Withheld,

    /// <summary>Parts the source does not give.</summary>
    Missing,

    /// <summary>What lies between the bounds of ranges.</summary>
    Range,
}

/// <summary>How a hundred icons are shared out.</summary>
internal sealed class IconShares
{
    /// <summary>How many icons there are.</summary>
    public const int Icon100 = 100;

    private IconShares()
    {
    }

    /// <summary>The whole; exact and above zero unless <see cref="WhyNone"/> says otherwise.</summary>
    public Figure Total { get; private init; }

    /// <summary>The icons of each row's certain part.</summary>
    public IReadOnlyList<int> Icons { get; private init; } = [];

    /// <summary>The icons that remain.</summary>
    public int Rest => Icon100 - Icons.Sum();

    /// <summary>What the remaining icons are; at least one kind.</summary>
    public IReadOnlyList<IconRest> RestKinds { get; private init; } = [];

    /// <summary>The key of the text that says why there are no shares; null if there are.</summary>
    public string? WhyNone { get; private init; }

    public static IconShares Of(SliceGrid grid)
    {
        var figures = grid.Rows.Select(row => grid[row.Code, CodeList.Total]).ToList();
        var total = TotalOf(grid);
        var certain = figures.Sum(figure => figure.Low);
        var why = WhyNoShares(total, certain);
        if (why is not null)
            return new IconShares { WhyNone = why, Total = total };

        return new IconShares
        {
            Total = total,
            Icons = SharedOut([.. figures.Select(figure => figure.Low), total.Low - certain], total.Low)[..^1],
            RestKinds = KindsOfRest(grid, figures),
        };
    }

    /// <summary>The most icons of a row that its upper bound may take.</summary>
    public int MostIcons(Figure figure) => (int)Math.Min(Icon100, Math.Ceiling(figure.High * Icon100 / Total.Low));

    // A share is a part of one; a count is a part of the table's total, whichever codes were chosen.
    private static Figure TotalOf(SliceGrid grid)
    {
        if (grid.Cube.Header.Measure == MeasureKind.Share)
            return Figure.Exact(1);
        var stated = grid[CodeList.Total, CodeList.Total];
        return stated.Kind != FigureKind.Missing || grid.Slice.Rows.Codes is not null ? stated : grid.GrandTotal();
    }

    private static string? WhyNoShares(Figure total, decimal certain) => total.Kind switch
    {
        FigureKind.Withheld => ChartTextKeys.IconsTotalWithheld,
        FigureKind.Missing => ChartTextKeys.IconsTotalMissing,
        FigureKind.Interval => ChartTextKeys.IconsTotalRange,
        _ when total.Low == 0 => ChartTextKeys.IconsTotalZero,
        _ => certain > total.Low ? ChartTextKeys.IconsTotalExceeded : null,
    };

    private static List<IconRest> KindsOfRest(SliceGrid grid, List<Figure> figures)
    {
        var kinds = new List<IconRest>();
        if (grid.Slice.Rows.Codes is not null)
            kinds.Add(IconRest.Others);
        if (figures.Exists(figure => figure.Kind == FigureKind.Withheld))
            kinds.Add(IconRest.Withheld);
        if (figures.Exists(figure => figure.Kind == FigureKind.Missing))
            kinds.Add(IconRest.Missing);
        if (figures.Exists(figure => figure.Kind == FigureKind.Interval))
            kinds.Add(IconRest.Range);
        if (kinds.Count == 0)
            kinds.Add(IconRest.Others);
        return kinds;
    }

    // Largest remainders: whole icons first, then one more for the largest fractions until there are a hundred.
    private static List<int> SharedOut(IReadOnlyList<decimal> parts, decimal total)
    {
        var quotas = parts.Select(part => part * Icon100 / total).ToList();
        var icons = quotas.ConvertAll(quota => (int)Math.Floor(quota));
        var byRemainder = Enumerable.Range(0, quotas.Count).OrderByDescending(part => quotas[part] - icons[part]).ToList();
        for (var next = 0; icons.Sum() < Icon100; next++)
            icons[byRemainder[next % byRemainder.Count]]++;
        return icons;
    }
}

/// <summary>What is said of the icons.</summary>
internal sealed class IconWords(ChartText text, FigureWords words)
{
    /// <summary>A stated part: its icons and its figure.</summary>
    public string Part(Line line, Figure figure, IconShares shares, int row)
    {
        ChartArgument[] known = [new("name", line.Name), new("value", words.Of(figure))];
        var icons = shares.Icons[row];
        if (figure.Kind == FigureKind.Interval)
            return text.Say(ChartTextKeys.IconsPartBetween, [.. known, Count("low", icons), Count("high", shares.MostIcons(figure))]);
        return icons == 0 && figure.Low > 0
            ? text.Say(ChartTextKeys.IconsPartBelowOne, known)
            : text.Say(ChartTextKeys.IconsPart, [.. known, Count("icons", icons)]);
    }

    /// <summary>A part that is withheld or missing.</summary>
    public string Unstated(Line line, Figure figure) => words.Named(line, figure);

    /// <summary>The icons that remain.</summary>
    public string Rest(IconShares shares)
    {
        if (shares.RestKinds is [IconRest.Others])
            return text.Say(ChartTextKeys.IconsOthers, [Count("icons", shares.Rest)]);

        // Codes that were not chosen are part of every rest beside what is withheld, missing or a range: only those need a word.
        var kinds = shares.RestKinds.Where(kind => kind != IconRest.Others).Select(kind => kind switch
        {
            IconRest.Withheld => words.Of(Figure.Withheld),
            IconRest.Missing => words.Of(Figure.Missing),
            _ => text.Say(ChartTextKeys.IconsRange, []),
        });
        return text.Say(ChartTextKeys.IconsRest, [new("names", text.Join([.. kinds])), Count("icons", shares.Rest)]);
    }

    /// <summary>A sentence about the only code chosen; null where its figure is no exact part.</summary>
    public string? One(Line line, Figure figure, (IconShares Shares, string Unit) of) =>
        figure.Kind != FigureKind.Exact || of.Shares.WhyNone is not null
            ? null
            : text.Say(
                ChartTextKeys.IconsOne,
                [
                    new("name", line.Name), new("value", words.Of(figure), figure.Low), new("total", words.Of(of.Shares.Total)),
                    new("share", text.Number(figure.Low / of.Shares.Total.Low, MeasureKind.Share)), new("unit", of.Unit),
                ]);

    /// <summary>A note that names the whole of which chosen codes are parts.</summary>
    public string OfTotal((IconShares Shares, string Unit) of) => text.Say(
        ChartTextKeys.IconsOfTotal, [new("total", words.Of(of.Shares.Total), of.Shares.Total.Low), new("unit", of.Unit)]);

    private ChartArgument Count(string name, int icons) => new(name, text.Number(icons, MeasureKind.Count), icons);
}
