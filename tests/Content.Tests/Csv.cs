using System.Text;

namespace Amparo.Content.Tests;

/// <summary>Reads a CSV file as it is, so that nothing of the product stands between a test and the publisher.</summary>
internal static class Csv
{
    internal static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string file)
    {
        var rows = Rows(File.ReadAllText(file)).ToArray();
        return [.. rows.Skip(1).Where(row => row.Count > 1).Select(row => rows[0].Zip(row).ToDictionary(
            pair => pair.First, pair => pair.Second, StringComparer.Ordinal))];
    }

    private static IEnumerable<List<string>> Rows(string text)
    {
        var row = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '"' && quoted && at + 1 < text.Length && text[at + 1] == '"')
            {
                cell.Append(c);
                at++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c is ',' or '\n' && !quoted)
            {
                row.Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                if (c == '\n')
                {
                    yield return row;
                    row = [];
                }
            }
            else
            {
                cell.Append(c);
            }
        }

        if (cell.Length > 0 || row.Count > 0)
        {
            row.Add(cell.ToString());
            yield return row;
        }
    }
}
