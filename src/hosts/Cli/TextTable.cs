using Amparo.Vocabulary;

namespace Amparo.Cli;

/// <summary>An embedded table of texts: a key, then other columns, the last two of them Spanish and English.</summary>
internal sealed class TextTable
{
    private readonly Dictionary<string, string[]> _rows;

    private TextTable(Dictionary<string, string[]> rows) => _rows = rows;

    /// <summary>The keys in the table's own order.</summary>
    internal IReadOnlyList<string> Keys { get; private init; } = [];

    /// <summary>Reads a table out of the program.</summary>
    /// <param name="name">The file's name.</param>
    internal static TextTable Read(string name)
    {
        using var stream = typeof(TextTable).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        using var reader = new StreamReader(stream);
        var rows = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var keys = new List<string>();
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            rows.Add(cells[0], cells);
            keys.Add(cells[0]);
        }

        return new TextTable(rows) { Keys = keys };
    }

    /// <summary>A text in the reader's language.</summary>
    /// <param name="key">The row's key.</param>
    /// <param name="language">The reader's language.</param>
    /// <returns>The text, or null if the table has no such row.</returns>
    internal string? Find(string key, Language language) =>
        _rows.TryGetValue(key, out var cells) ? cells[language == Language.English ? ^1 : ^2] : null;
}
