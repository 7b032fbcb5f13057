using System.Text;
using Amparo.Cli.Folders;
using Amparo.Linkage.Normalising;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Cli.Linking;

/// <summary>What the content folder knows of names.</summary>
internal static class LinkKnowledge
{
    /// <summary>Reads <c>content/linkage</c>.</summary>
    internal static Outcome<NameKnowledge> Read()
    {
        if (ContentSource.FindFolder() is not { } content)
            return new Problem(CliProblems.ContentMissing, "content");
        var folder = Path.Combine(content, "linkage");
        return Pairs(folder, "nicknames.csv").Then(nicknames =>
            Pairs(folder, "abbreviations.csv").Then<List<(string, string)>, NameKnowledge>(abbreviations => new NameKnowledge(nicknames, abbreviations)));
    }

    private static Outcome<List<(string, string)>> Pairs(string folder, string name)
    {
        var file = Path.Combine(folder, name);
        if (!File.Exists(file))
            return new Problem(CliProblems.ContentMissing, name);
        using var stream = File.OpenRead(file);
        return RowSource.Open(stream, new SourceFormat { Delimiter = ',' }, new ReadingLimits()).Then<RowSource, List<(string, string)>>(opened =>
        {
            using var rows = opened;
            var pairs = new List<(string, string)>();
            while (rows.Read())
                pairs.Add((Encoding.UTF8.GetString(rows.Cell(0)), Encoding.UTF8.GetString(rows.Cell(1))));
            return pairs;
        });
    }
}
