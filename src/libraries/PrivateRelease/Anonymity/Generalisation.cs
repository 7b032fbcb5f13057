using Amparo.PrivateRelease.Tables;
using Amparo.Vocabulary;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>Recodes a column to the broader codes of a hierarchy: countries to areas, years of age to bands.</summary>
/// <remarks>
/// A column holds the codes of a list in its order, and may have further codes after them (absent, other). The broader column holds the codes of
/// the broader list in its order, then one code for what the hierarchy places nowhere, then the same further codes.
/// </remarks>
internal static class Generalisation
{
    /// <summary>Recodes one column.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="column">Number of the column, from zero.</param>
    /// <param name="hierarchy">How its codes roll up.</param>
    /// <returns>The table with the broader column, or PRV-035 where the column has fewer codes than the hierarchy's narrower list.</returns>
    public static Outcome<CodedTable> Recode(CodedTable table, int column, Hierarchy hierarchy)
    {
        var narrower = hierarchy.Narrower.Codes.Count;
        var broader = hierarchy.Broader.Codes.Count;
        var further = table.Domain.SizeOf(column) - narrower;
        if (further < 0 || broader + 1 + further > CodedColumn.LargestSize)
            return new Problem(PrivateReleaseProblems.HierarchyDoesNotFit, table.Domain.Columns[column].Name, hierarchy.Id);

        var map = new ushort[table.Domain.SizeOf(column)];
        for (var code = 0; code < map.Length; code++)
        {
            map[code] = (ushort)(code >= narrower
                ? broader + 1 + (code - narrower)
                : hierarchy.Parents[code] < 0 ? broader : hierarchy.Parents[code]);
        }

        return Recode(table, column, (map, broader + 1 + further));
    }

    /// <summary>Recodes one column by a map of its codes.</summary>
    public static CodedTable Recode(CodedTable table, int column, (ushort[] Map, int Size) to)
    {
        CodedColumn[] domain = [.. table.Domain.Columns];
        domain[column] = domain[column] with { Size = to.Size, Labels = null };
        var columns = Enumerable.Range(0, domain.Length).Select(at => table.Column(at).ToArray()).ToArray();
        var codes = columns[column];
        for (var row = 0; row < codes.Length; row++)
            codes[row] = to.Map[codes[row]];
        return new CodedTable(new CodedDomain(domain), columns);
    }
}
