using Amparo.PrivateRelease.Anonymity;

namespace Amparo.PrivateRelease.Tests.Anonymity;

public class WordTableTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_is_found_is_what_comparing_row_by_row_finds(int words)
    {
        var random = new Random(words);
        var (rows, masks) = (new List<ulong[]>(), new List<ulong[]>());
        var (table, kept) = (new WordTable(words), new WordTable(words));
        for (var step = 0; step < 300; step++)
        {
            if (rows.Count > 0 && random.Next(4) == 0)
            {
                var gone = random.Next(rows.Count);
                rows.RemoveAt(gone);
                masks.RemoveAt(gone);
                table.RemoveAt(gone);
                kept.RemoveAt(gone);
            }
            else
            {
                rows.Add(Draw());
                masks.Add(Draw());
                table.Add(rows[^1]);
                kept.Add(masks[^1]);
            }

            var (like, mask) = (Draw(), Draw());
            Found(from => table.Next(from, like, mask)).ShouldBe(Expected(at => Same(rows[at], like, mask)));
            Found(from => table.Next(from, like, kept)).ShouldBe(Expected(at => Same(rows[at], like, masks[at])));
        }

        ulong[] Draw() => [.. Enumerable.Range(0, words).Select(_ => ((ulong)(uint)random.Next(4) << 60) | (uint)random.Next(2))];
        IEnumerable<int> Expected(Func<int, bool> same) => Enumerable.Range(0, rows.Count).Where(same);
    }

    private static bool Same(ulong[] left, ulong[] right, ulong[] kept) => !kept.Index().Any(word => ((left[word.Index] ^ right[word.Index]) & word.Item) != 0);

    private static List<int> Found(Func<int, int> next)
    {
        var found = new List<int>();
        for (var at = next(0); at >= 0; at = next(at + 1))
            found.Add(at);
        return found;
    }
}
