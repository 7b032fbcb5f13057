using System.Globalization;
using System.Text;
using Amparo.Linkage.Normalising;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Content;

/// <content>What is known of names, and what reviewers of pairs read (<c>linkage/</c>).</content>
public sealed partial class ContentFolder
{
    private const string LinkageFolder = "linkage";

    /// <summary>Loads nicknames and abbreviations, <c>linkage/nicknames.csv</c> and <c>linkage/abbreviations.csv</c>.</summary>
    /// <returns>What is known of names; or CNT-001, CNT-002, CNT-003 or a <c>REC-</c> problem of each file.</returns>
    public Outcome<NameKnowledge> LoadNameKnowledge()
    {
        var nicknames = LoadTable("nicknames.csv", ',');
        var abbreviations = LoadTable("abbreviations.csv", ',');
        return nicknames.Succeeded && abbreviations.Succeeded
            ? new NameKnowledge(Pairs(nicknames.Value), Pairs(abbreviations.Value))
            : Outcome<NameKnowledge>.Refused([.. nicknames.Problems, .. abbreviations.Problems]);
    }

    /// <summary>Loads what levels, fields, kinds of columns and parts of blocking keys are called, <c>linkage/texts.tsv</c>.</summary>
    /// <returns>Texts by id, each in the languages that the table has a column for; or CNT-001, CNT-002, CNT-003 or a <c>REC-</c> problem.</returns>
    public Outcome<IReadOnlyDictionary<string, LocalizedText>> LoadLinkageTexts()
    {
        const string name = "texts.tsv";
        var read = LoadTable(name, '\t');
        if (!read.Succeeded)
            return Outcome<IReadOnlyDictionary<string, LocalizedText>>.Refused(read.Problems);
        var table = read.Value;
        var languages = table.Header.Skip(1).Select(Language.Find).ToArray();
        if (!languages.Contains(Language.Spanish) || languages.Contains(null) || languages.Distinct().Count() < languages.Length)
            return Unreadable(name, 1);
        var texts = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
        foreach (var (row, cells) in table.Rows.Index())
        {
            var filled = languages.Select((language, place) => (Language: language!, Text: cells[place + 1])).Where(text => !string.IsNullOrWhiteSpace(text.Text))
                .ToDictionary(text => text.Language, text => (text.Text, TranslationStatus.Reviewed));
            if (!filled.ContainsKey(Language.Spanish) || !texts.TryAdd(cells[0], new LocalizedText(filled)))
                return Unreadable(name, row + 2);
        }

        return texts;
    }

    private static IEnumerable<(string, string)> Pairs(ContentTable table) => table.Rows.Select(row => (row[0], row[1]));

    private Outcome<ContentTable> LoadTable(string name, char delimiter)
    {
        var file = $"{LinkageFolder}/{name}";
        try
        {
            using var stream = File.OpenRead(Path.Combine(Root, LinkageFolder, name));
            var opened = RowSource.Open(stream, new SourceFormat { Delimiter = delimiter }, new ReadingLimits());
            if (!opened.Succeeded)
                return Outcome<ContentTable>.Refused([.. opened.Problems.Select(problem => problem with { Subject = file })]);
            using var rows = opened.Value;
            var table = new ContentTable(rows.Header, []);
            while (rows.Read())
            {
                string[] cells = [.. Enumerable.Range(0, rows.Header.Count).Select(cell => Encoding.UTF8.GetString(rows.Cell(cell)))];
                if (rows.RowProblem is not null || cells.Length < 2 || cells[0].Length == 0)
                    return Unreadable(name, table.Rows.Count + 2);
                table.Rows.Add(cells);
            }

            return rows.Failure is { } failure ? failure with { Subject = file } : table;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Problem(ContentProblems.Missing, file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Problem(ContentProblems.Unreadable, file);
        }
    }

    private static Problem Unreadable(string name, int row) =>
        new(ContentProblems.TableUnreadable, $"{LinkageFolder}/{name}", string.Create(CultureInfo.InvariantCulture, $"row {row}"));

    private sealed record ContentTable(IReadOnlyList<string> Header, List<string[]> Rows);
}
