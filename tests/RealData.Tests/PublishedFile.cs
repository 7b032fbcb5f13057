using Amparo.Records;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Amparo.RealData.Tests;

/// <summary>
/// A publisher's file, read twice: by the library with a shipped mapping, and here by plain splitting of its text, which shares nothing with the
/// library. The files are in no clone; without them the tests are skipped.
/// </summary>
internal sealed class PublishedFile
{
    private static readonly Dictionary<string, PublishedFile> Known = new(StringComparer.Ordinal);

    private readonly Dictionary<string, int> _places;

    private PublishedFile(string mappingId, string path)
    {
        Mapping = Shipped.Mapping(mappingId);
        var bytes = path.EndsWith(".gz", StringComparison.Ordinal) ? Unpacked(path) : File.ReadAllBytes(path);
        var rows = Split(Encoding.UTF8.GetString(bytes));
        _places = rows[0].Select((name, place) => (name, place)).ToDictionary(column => column.name, column => column.place, StringComparer.Ordinal);
        Header = rows[0];
        Rows = rows[1..];
        using var stream = new MemoryStream(bytes);
        Mapped = RecordMapper.Map(stream, Mapping, new MappingOptions()).Value;
    }

    internal RecordMapping Mapping { get; }

    internal MappedFile Mapped { get; }

    internal string[] Header { get; }

    /// <summary>The cells of every row, as they stand in the file.</summary>
    internal string[][] Rows { get; }

    /// <summary>Where the publishers' files lie; null where they are absent.</summary>
    internal static string? Folder { get; } = Environment.GetEnvironmentVariable("AMPARO_SHARED_DATA") is { Length: > 0 } named
        ? named
        : Ancestors(Shipped.Root).Select(ancestor => Path.Combine(ancestor, "shared", "data")).FirstOrDefault(Directory.Exists);

    internal static PublishedFile Of(string mappingId, string path)
    {
        Assert.SkipWhen(Folder is null, "The publishers' files are not on this machine: set AMPARO_SHARED_DATA to their folder.");
        lock (Known)
        {
            if (!Known.TryGetValue(path, out var file))
                Known.Add(path, file = new(mappingId, Path.Combine(Folder!, path)));
            return file;
        }
    }

    /// <summary>The cells of the accepted rows in a column, in the order of the records.</summary>
    internal string[] Cells(string column)
    {
        var place = _places[column];
        return [.. Mapped.Rows.Select(row => Rows[row - 1][place])];
    }

    /// <summary>All cells of a column.</summary>
    internal IEnumerable<string> AllCells(string column) => Rows.Select(row => row[_places[column]]);

    /// <summary>What the records say, cell by cell: a code's id, or an underscore and the kind of missing value.</summary>
    internal string[] Coded(string field)
    {
        var column = Mapped.Records.FindCoded(field)!;
        var ids = column.List.Codes.Select(code => code.Id).ToArray();
        return [.. column.Cells.ToArray().Select(cell => cell >= 0 ? ids[cell] : Missing(cell))];
    }

    /// <summary>What the records say of one flag, cell by cell.</summary>
    internal string[] Flag(string field, string code)
    {
        var column = Mapped.Records.FindFlags(field)!;
        var position = Enumerable.Range(0, column.List.Codes.Count).First(place => column.List.Codes[place].Id == code);
        return [.. Enumerable.Range(0, column.Count).Select(row => column[position, row] switch
        {
            FlagsColumn.Yes => "yes",
            FlagsColumn.No => "no",
            var cell => Missing(cell),
        })];
    }

    /// <summary>The reasons of quarantine with the number of rows, as <c>field code rows</c>.</summary>
    internal string[] Reasons() =>
    [
        .. Mapped.Report.Findings.GroupBy(finding => $"{finding.Field} {finding.Code}", StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Key} {group.Count()}")),
    ];

    internal static SortedDictionary<string, int> Tally(IEnumerable<string> keys)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var key in keys)
            counts[key] = counts.GetValueOrDefault(key) + 1;
        return counts;
    }

    private static string Missing(short cell) => $"_{MissingKinds.NameOf((MissingKind)(-cell))}";

    private static byte[] Unpacked(string path)
    {
        using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }

    // Lines, then cells; a quotation mark switches between inside and outside, and two of them inside are one.
    private static string[][] Split(string text)
    {
        var rows = new List<string[]>();
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            var content = line.TrimEnd('\r');
            if (content.Length == 0)
                continue;
            if (!content.Contains('"', StringComparison.Ordinal))
            {
                rows.Add(content.Split(','));
                continue;
            }

            var cells = new List<string>();
            var cell = new StringBuilder();
            var inside = false;
            for (var i = 0; i < content.Length; i++)
            {
                if (content[i] == '"' && inside && i + 1 < content.Length && content[i + 1] == '"')
                    cell.Append(content[i++]);
                else if (content[i] == '"')
                    inside = !inside;
                else if (content[i] == ',' && !inside)
                {
                    cells.Add(cell.ToString());
                    cell.Clear();
                }
                else
                    cell.Append(content[i]);
            }

            inside.ShouldBeFalse("A cell goes over several lines; this reader has to learn that first.");
            cells.Add(cell.ToString());
            rows.Add([.. cells]);
        }

        return [.. rows];
    }

    private static IEnumerable<string> Ancestors(string path)
    {
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
            yield return folder.FullName;
    }
}
