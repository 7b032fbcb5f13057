using System.Globalization;
using System.Text;
using System.Text.Json;
using Amparo.Linkage;
using Amparo.Linkage.Clustering;
using Amparo.Linkage.Explaining;
using Amparo.Linkage.Review;
using Amparo.Linkage.Uncertainty;
using Amparo.Merging;
using Amparo.Records;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Cli.Linking;

/// <summary>The files that <c>link</c> writes and reads back: CSV with LF, whole or not at all, for their owner only.</summary>
internal sealed class LinkFiles(LinkageResult result)
{
    // Ids that two lists share are told apart by the list's name.
    private readonly bool _plain = result.Lists.IdsAreUnique();

    /// <summary>Pairs: left, right, weight in bits, probability.</summary>
    internal void WriteLinks(string path) => Write(path, "left,right,weight,probability", writer =>
    {
        foreach (var link in result.Links)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"{Id(link.Left)},{Id(link.Right)},{link.Weight:F3},{link.Probability:F6}\n"));
    });

    /// <summary>The person of each record.</summary>
    internal void WriteClusters(string path, PersonIds ids) => Write(path, "record_id,cluster_id", writer =>
    {
        foreach (var record in result.Lists.InOrder())
            writer.Write($"{Id(record)},{ids.Of[record]}\n");
    });

    /// <summary>Records that changed their person.</summary>
    internal static void WriteHistory(string path, PersonIds ids) => Write(path, "record_id,list,from,to,event", writer =>
    {
        foreach (var change in ids.Changes)
        {
            writer.Write(
                $"{CsvCell.Of(change.Record.Id)},{CsvCell.Of(change.Record.List)},{change.From},{change.To},{(change.Event == PersonEvent.Merge ? "merge" : "split")}\n");
        }
    });

    /// <summary>Persons by the lists that know them: the chosen partition as draw 0, then the drawn ones.</summary>
    internal static void WriteCaptures(string path, IReadOnlyList<CaptureTable> tables) =>
        Write(path, string.Join(',', tables[0].Lists.Select(CsvCell.Of).Prepend("draw").Append("persons")), writer =>
        {
            foreach (var (draw, table) in tables.Index())
            {
                foreach (var (known, persons) in table.Cells)
                {
                    var lists = table.Lists.Select((_, list) => (known >> list & 1).ToString(CultureInfo.InvariantCulture));
                    writer.Write(string.Create(CultureInfo.InvariantCulture, $"{draw},{string.Join(',', lists)},{persons}\n"));
                }
            }
        });

    /// <summary>Why each pair is linked, a line each.</summary>
    /// <param name="path">The file.</param>
    /// <param name="textOf">What a level is called.</param>
    internal void WriteExplanations(string path, Func<string, string> textOf) => AtomicFile.Write(
        path,
        stream =>
        {
            foreach (var link in result.Links)
                WriteWaterfall(stream, link, result.Explain(link.Left, link.Right), textOf);
        },
        new AtomicFileOptions { OwnerOnly = true });

    /// <summary>The pairs that a person should look at, for the pages.</summary>
    /// <returns>Number of pairs.</returns>
    internal int WriteReview(string path, IReadOnlyDictionary<string, LocalizedText> texts, bool invented)
    {
        var pairs = 0;
        AtomicFile.Write(path, stream => pairs = PairsToReview.Write(stream, result, texts, invented), new AtomicFileOptions { OwnerOnly = true });
        return pairs;
    }

    /// <summary>Reads an earlier file of persons.</summary>
    /// <param name="path">The file.</param>
    internal Outcome<Dictionary<RecordKey, string>> ReadClusters(string path)
    {
        var name = Path.GetFileName(path);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        using (var stream = File.OpenRead(path))
        {
            var opened = RowSource.Open(stream, new SourceFormat { Delimiter = ',' }, new ReadingLimits());
            if (!opened.Succeeded)
                return new Problem(LinkageProblems.PreviousUnusable, name);
            using var rows = opened.Value;
            if (rows.Header is not ["record_id", "cluster_id"])
                return new Problem(LinkageProblems.PreviousUnusable, name);
            while (rows.Read())
            {
                if (!known.TryAdd(Encoding.UTF8.GetString(rows.Cell(0)), Encoding.UTF8.GetString(rows.Cell(1))))
                    return new Problem(LinkageProblems.PreviousUnusable, name, string.Create(CultureInfo.InvariantCulture, $"row {rows.RowNumber}"));
            }
        }

        var before = new Dictionary<RecordKey, string>();
        var used = new Dictionary<string, RecordKey>(StringComparer.Ordinal);
        for (var record = 0; record < result.Lists.Count; record++)
        {
            var key = result.Lists.KeyOf(record);
            var written = known.ContainsKey(key.Id) ? key.Id : $"{key.List}/{key.Id}";
            if (!known.TryGetValue(written, out var id))
                continue;
            // An id that is in two lists now was in one of them then: which one, nobody can tell any more.
            if (!used.TryAdd(written, key))
                return new Problem(LinkageProblems.PreviousUnusable, name, key.List);
            before.Add(key, id);
        }

        // Persons whose records are gone keep their ids too: nobody gets one of them.
        foreach (var (written, id) in known.Where(pair => !used.ContainsKey(pair.Key)))
            before.Add(new RecordKey("", written), id);
        return before;
    }

    private string Id(int record) => CsvCell.Of(_plain ? result.Lists.IdOf(record) : $"{result.Lists.Lists[result.Lists.ListOf(record)]}/{result.Lists.IdOf(record)}");

    private static void Write(string path, string header, Action<StreamWriter> write) => AtomicFile.Write(
        path,
        stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
            writer.Write(header + "\n");
            write(writer);
        },
        new AtomicFileOptions { OwnerOnly = true });

    private void WriteWaterfall(Stream stream, Link link, Waterfall why, Func<string, string> textOf)
    {
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("left", result.Lists.IdOf(link.Left));
            json.WriteString("leftList", result.Lists.Lists[result.Lists.ListOf(link.Left)]);
            json.WriteString("right", result.Lists.IdOf(link.Right));
            json.WriteString("rightList", result.Lists.Lists[result.Lists.ListOf(link.Right)]);
            json.WriteString("model", why.Model);
            json.WriteNumber("prior", Math.Round(why.Prior, 4));
            json.WriteStartArray("steps");
            foreach (var step in why.Steps)
            {
                json.WriteStartObject();
                json.WriteString("field", step.Field);
                json.WriteString("level", step.Level);
                json.WriteString("text", textOf(step.Level));
                json.WriteNumber("bits", Math.Round(step.Bits, 4));
                json.WriteNumber("frequency", Math.Round(step.Frequency, 4));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("weight", Math.Round(why.Weight, 4));
            json.WriteNumber("probability", Math.Round(link.Probability, 6));
            json.WriteStartArray("flip");
            foreach (var flip in why.Flips)
            {
                json.WriteStartObject();
                json.WriteString("field", flip.Field);
                json.WriteString("level", flip.Level);
                json.WriteNumber("weight", Math.Round(flip.Weight, 4));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("keys");
            foreach (var key in why.Keys)
                json.WriteStringValue(key);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.WriteByte((byte)'\n');
    }
}
