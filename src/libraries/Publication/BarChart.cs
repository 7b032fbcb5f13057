using Amparo.Vocabulary;

namespace Amparo.Publication;

/// <summary>Draws one bar for each code of a dimension.</summary>
public static class BarChart
{
    /// <summary>Makes the unit: sentence, picture, table, CSV, notes.</summary>
    /// <param name="spec">What to show.</param>
    /// <param name="text">Words and numbers of the reader's language.</param>
    /// <returns>The unit, or problems of <see cref="PublicationProblems"/> when the table cannot support the slice.</returns>
    public static Outcome<FigureUnit> Draw(ChartSpec spec, ChartText text) => throw new NotSupportedException();
}
