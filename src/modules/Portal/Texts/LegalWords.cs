using Amparo.Vocabulary;

namespace Amparo.Portal.Texts;

/// <summary>The code lists that the register of laws is written in, so that readers get words and not codes.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class LegalWords
{
    private readonly Dictionary<string, CodeList> _lists;

    private LegalWords(Dictionary<string, CodeList> lists) => _lists = lists;

    // Columns of the register, and the list each is coded by.
    private static readonly (string Column, string List)[] Coded =
        [("fact", "legal-fact"), ("step", "treaty-step"), ("certainty", "certainty"), ("verified-by", "verification")];

    /// <summary>Reads the lists.</summary>
    /// <param name="folder">The folder with a file <c>LIST.yaml</c> for each.</param>
    /// <returns>The words; a list that the folder lacks leaves its codes as they are. <c>VOC-</c> problems if a list is unreadable.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Outcome<LegalWords> ReadFolder(string folder)
    {
        var lists = new Dictionary<string, CodeList>(StringComparer.Ordinal);
        foreach (var (column, name) in Coded)
        {
            var path = Path.Combine(folder, name + ".yaml");
            if (!File.Exists(path))
                continue;
            using var reader = new StreamReader(path);
            var list = CodeListReader.Read(reader, name + ".yaml");
            if (!list.Succeeded)
                return Outcome<LegalWords>.Refused(list.Problems);
            lists.Add(column, list.Value);
        }

        return new LegalWords(lists);
    }

    /// <summary>The words of a cell.</summary>
    /// <param name="column">The register's column.</param>
    /// <param name="cell">The cell: a code, or plain text.</param>
    /// <param name="language">The reader's language.</param>
    internal string Say(string column, string cell, Language language) =>
        _lists.GetValueOrDefault(column)?.Find(cell)?.Name[language] ?? cell;
}
