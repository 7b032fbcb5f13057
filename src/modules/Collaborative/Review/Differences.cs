using System.Globalization;

namespace Amparo.Collaborative.Review;

/// <summary>A run of letters of one cell that the other cell has too, or has not.</summary>
/// <param name="Text">The letters.</param>
/// <param name="Differs">Whether the other cell lacks them at this place.</param>
public sealed record MarkedRun(string Text, bool Differs);

/// <summary>Finds the letters in which two cells differ: those outside a longest common subsequence.</summary>
internal static class Differences
{
    // The table has a square of this many places; a longer cell is no name, and is marked as a whole.
    private const int Longest = 400;

    /// <summary>Marks both cells.</summary>
    /// <param name="left">One cell.</param>
    /// <param name="right">The other cell.</param>
    /// <returns>The runs of each, which put together are the cell again. Letters are what a reader takes for one, accents included.</returns>
    public static (IReadOnlyList<MarkedRun> Left, IReadOnlyList<MarkedRun> Right) Between(string left, string right)
    {
        if (string.Equals(left, right, StringComparison.Ordinal))
            return ([new MarkedRun(left, Differs: false)], [new MarkedRun(right, Differs: false)]);
        var (a, b) = (Letters(left), Letters(right));
        if (a.Length > Longest || b.Length > Longest)
            return ([new MarkedRun(left, Differs: true)], [new MarkedRun(right, Differs: true)]);

        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var (inA, inB) = (new bool[a.Length], new bool[b.Length]);
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (a[i] == b[j])
                (inA[i++], inB[j++]) = (true, true);
            else if (common[i + 1, j] >= common[i, j + 1])
                i++;
            else
                j++;
        }

        return (Runs(a, inA), Runs(b, inB));
    }

    private static string[] Letters(string cell)
    {
        var letters = new List<string>();
        for (var each = StringInfo.GetTextElementEnumerator(cell); each.MoveNext();)
            letters.Add(each.GetTextElement());
        return [.. letters];
    }

    private static List<MarkedRun> Runs(string[] letters, bool[] shared)
    {
        var runs = new List<MarkedRun>();
        for (var from = 0; from < letters.Length;)
        {
            var to = from;
            while (to < letters.Length && shared[to] == shared[from])
                to++;
            runs.Add(new MarkedRun(string.Concat(letters[from..to]), !shared[from]));
            from = to;
        }

        return runs;
    }
}
