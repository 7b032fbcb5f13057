using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>What a reader can work out of tables published together: withheld cells that surely hold somebody, and surely fewer than the threshold.</summary>
/// <remarks>
/// Every total is the sum of its parts, in one table or over several; a withheld count is a whole number from zero. The bounds of each cell are narrowed by
/// every such sum until nothing changes. This finds what adding and subtracting finds, and not all that linear programming would: it can show a leak, never prove that
/// there is none. That is what the witnesses of <see cref="SuppressionPlan"/> are for.
/// </remarks>
internal static class TableAttack
{
    private const long LargestTerms = 5_000_000;

    // A bound that nothing has set yet; sums of some millions of it do not overflow.
    private const long Unbounded = 1_000_000_000_000;

    /// <summary>Attacks every table, every two together, and all together.</summary>
    /// <param name="tables">The tables as they would be published.</param>
    /// <param name="threshold">The smallest count that may be shown, in persons.</param>
    /// <returns>
    /// The cells revealed, each with the fewest tables that reveal it; or PRV-036 where there is too much to search, PRV-038 where the tables contradict each other.
    /// </returns>
    public static Outcome<AttackPreview> Preview(IReadOnlyList<Cube> tables, int threshold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 2);
        var found = new SortedDictionary<string, RevealedCell>(StringComparer.Ordinal);
        foreach (var together in Together(tables.Count))
        {
            var cells = new Dictionary<string, Bound>(StringComparer.Ordinal);
            var agree = together.All(table => Read(tables[table], cells));
            if (Sums([.. together.Select(table => tables[table])], cells) is not { } sums)
                return new Problem(PrivateReleaseProblems.AttackTooLarge, "tables");
            if (!agree || !Narrow(cells, sums))
                return new Problem(PrivateReleaseProblems.TablesContradict, "tables", string.Join('+', together.Select(table => tables[table].Header.Id)));
            foreach (var (key, bound) in cells)
            {
                if (bound.Withheld && bound.Low >= 1 && bound.High < threshold)
                    found.TryAdd(key, new([.. together.Select(table => tables[table].Header.Id)], bound.At, bound.Low, bound.High));
            }
        }

        return new AttackPreview([.. found.Values]);
    }

    private static IEnumerable<int[]> Together(int tables)
    {
        for (var one = 0; one < tables; one++)
            yield return [one];
        for (var one = 0; one < tables; one++)
        {
            for (var other = one + 1; other < tables; other++)
                yield return [one, other];
        }

        if (tables > 2)
            yield return [.. Enumerable.Range(0, tables)];
    }

    // False where two tables say different numbers of one cell.
    private static bool Read(Cube table, Dictionary<string, Bound> cells)
    {
        foreach (var (index, figure) in table.Cells)
        {
            var at = table.PositionsOf(index);
            (string, string)[] codes = [.. table.Dimensions.Select((dimension, axis) => (dimension, Position: at[axis]))
                .Where(cell => cell.Position != cell.dimension.TotalPosition)
                .Select(cell => (cell.dimension.Id, cell.dimension.CodeAt(cell.Position)))];
            var key = KeyOf(codes);
            if (!cells.TryGetValue(key, out var bound))
                cells[key] = bound = new(codes);
            if (figure.IsStated)
            {
                bound.Low = Math.Max(bound.Low, (long)Math.Ceiling(figure.Low));
                bound.High = Math.Min(bound.High, (long)Math.Floor(figure.High));
                bound.Withheld = false;
            }
        }

        return cells.Values.All(bound => bound.Low <= bound.High);
    }

    // Every cell that is the sum of cells known to be there: the same codes and, of one more dimension, each code.
    private static List<(Bound Total, Bound[] Parts)>? Sums(Cube[] tables, Dictionary<string, Bound> cells)
    {
        var sums = new List<(Bound, Bound[])>();
        long terms = 0;
        foreach (var dimension in tables.SelectMany(table => table.Dimensions).DistinctBy(dimension => dimension.Id, StringComparer.Ordinal))
        {
            var name = dimension.Id;
            foreach (var total in cells.Values.Where(cell => cell.At.All(code => code.Column != name)))
            {
                terms += dimension.Size;
                if (terms > LargestTerms)
                    return null;
                var parts = Enumerable.Range(0, dimension.TotalPosition)
                    .Select(position => cells.GetValueOrDefault(KeyOf([.. total.At, (name, dimension.CodeAt(position))]))).ToArray();
                Bound[] known = [.. parts.OfType<Bound>()];
                if (known.Length == parts.Length)
                    sums.Add((total, known));
            }
        }

        return sums;
    }

    // False where no table of whole numbers agrees.
    private static bool Narrow(Dictionary<string, Bound> cells, List<(Bound Total, Bound[] Parts)> sums)
    {
        // Bounds that creep towards each other one by one would take as many rounds as there are persons.
        for (var (round, changed) = (0, true); changed && round < 1000; round++)
        {
            changed = false;
            foreach (var (total, parts) in sums)
            {
                var low = parts.Sum(part => part.Low);
                var high = parts.Sum(part => part.High);
                changed |= total.Set(low, high);
                foreach (var part in parts)
                    changed |= part.Set(total.Low - (high - part.High), total.High - (low - part.Low));
                if (total.Low > total.High || parts.Any(part => part.Low > part.High))
                    return false;
            }
        }

        return cells.Values.All(cell => cell.Low <= cell.High);
    }

    private static string KeyOf(IEnumerable<(string Column, string Code)> codes) =>
        string.Join('|', codes.OrderBy(code => code.Column, StringComparer.Ordinal).Select(code => $"{code.Column}={code.Code}"));

    private sealed class Bound(IReadOnlyList<(string Column, string Code)> at)
    {
        public IReadOnlyList<(string Column, string Code)> At { get; } = at;

        public long Low { get; set; }

        public long High { get; set; } = Unbounded;

        public bool Withheld { get; set; } = true;

        public bool Set(long low, long high)
        {
            var changed = false;
            if (low > Low)
                (Low, changed) = (low, true);
            if (high < High)
                (High, changed) = (high, true);
            return changed;
        }
    }
}

/// <summary>What an attack found.</summary>
/// <param name="Revealed">The cells revealed, in the order of their codes; empty says only that adding and subtracting found nothing.</param>
internal sealed record AttackPreview(IReadOnlyList<RevealedCell> Revealed);

/// <summary>A withheld cell that is not hidden.</summary>
/// <param name="Tables">The ids of the fewest tables that reveal it together.</param>
/// <param name="At">The columns and codes of the cell; columns left out stand at their total.</param>
/// <param name="Low">The fewest persons it can hold, one or more.</param>
/// <param name="High">The most; below the threshold.</param>
internal sealed record RevealedCell(IReadOnlyList<string> Tables, IReadOnlyList<(string Column, string Code)> At, long Low, long High);
