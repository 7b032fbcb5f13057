using Amparo.Publication.Drawing;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>Writes the cells of a slice as a <c>table</c> element.</summary>
internal static class FigureTable
{
    public static string Write(SliceGrid grid, FigureWords words, ChartText text, string title)
    {
        var table = new MarkupWriter();
        table.Open("table", ("class", "govuk-table amparo-figure__table"));
        table.Element("caption", title, ("class", "govuk-table__caption"));
        table.Open("thead", ("class", "govuk-table__head"));
        table.Open("tr", ("class", "govuk-table__row"));
        table.Element("th", grid.RowDimension.List.Title[text.Language], ("scope", "col"), ("class", "govuk-table__header"));
        foreach (var series in grid.TableSeries)
        {
            // Where nothing runs over the series, the column is headed by what its numbers are.
            var heading = grid.SeriesDimension is null ? grid.Cube.Header.Unit[text.Language] : series.Name;
            table.Element("th", heading, ("scope", "col"), ("class", "govuk-table__header govuk-table__header--numeric"));
        }

        table.Close();
        table.Close();
        table.Open("tbody", ("class", "govuk-table__body"));
        foreach (var row in grid.TableRows)
        {
            table.Open("tr", ("class", row.Code == CodeList.Total ? "govuk-table__row amparo-figure__total" : "govuk-table__row"));
            table.Element("th", row.Name, ("scope", "row"), ("class", "govuk-table__header"));
            foreach (var series in grid.TableSeries)
            {
                var figure = grid[row.Code, series.Code];
                table.Element("td", words.Of(figure), ("class", ClassOf(figure)));
            }

            table.Close();
        }

        table.Close();
        table.Close();
        return table.ToString();
    }

    private static string ClassOf(Figure figure) => "govuk-table__cell govuk-table__cell--numeric" + figure.Kind switch
    {
        FigureKind.Interval => " amparo-figure__range",
        FigureKind.Withheld => " amparo-figure__withheld",
        FigureKind.Missing => " amparo-figure__missing",
        _ => string.Empty,
    };
}
