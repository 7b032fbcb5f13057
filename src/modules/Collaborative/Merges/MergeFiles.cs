using System.Globalization;
using System.Text;
using Amparo.Collaborative.Contents;
using Amparo.Content;
using Amparo.Linkage.Review;
using Amparo.Merging;
using Amparo.Platform.Keys;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Collaborative.Merges;

/// <summary>What a merge holds, sealed: its records and their persons.</summary>
/// <param name="contents">The sealed contents.</param>
/// <param name="content">The schema of the records.</param>
internal sealed class MergeFiles(SealedContents contents, ContentSource content)
{
    /// <summary>The compartment of a merge.</summary>
    /// <param name="mergeId">The merge.</param>
    public static Compartment CompartmentOf(Guid mergeId) => new(string.Create(CultureInfo.InvariantCulture, $"merge.{mergeId:N}"));

    /// <summary>Keeps records and persons under new ids, which the caller writes into the merge's row.</summary>
    /// <param name="mergeId">The merge.</param>
    /// <param name="ids">New ids of the two contents.</param>
    /// <param name="merged">The records with their persons.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>How many bytes each has.</returns>
    public async Task<(long Records, long Persons)> KeepAsync(Guid mergeId, (Guid Records, Guid Persons) ids, MergedRecords merged, CancellationToken cancel)
    {
        var compartment = CompartmentOf(mergeId);
        // The person is no field of the standard record: it is this merge's own finding.
        var plain = new RecordSet(merged.Records.Count, [.. merged.Records.Columns.Where(column => column.Field != MergedRecords.Person)]);
        var records = await contents.KeepAsync(new(compartment, ids.Records), stream => RecordFile.Write(stream, plain, content.Schema), cancel);
        var persons = await contents.KeepAsync(
            new(compartment, ids.Persons),
            stream => stream.Write(Encoding.UTF8.GetBytes(string.Join('\n', merged.Records.FindText(MergedRecords.Person)!))), cancel);
        return (records, persons);
    }

    /// <summary>Reads a merge's records with their persons.</summary>
    /// <param name="merge">The merge; it was computed.</param>
    public Outcome<MergedRecords> Read(Merge merge)
    {
        var compartment = CompartmentOf(merge.Id);
        using var records = contents.Open(new(compartment, merge.RecordsId!.Value), merge.RecordsSize!.Value);
        var read = RecordFile.Read(records, content.Schema);
        if (!read.Succeeded)
            return Outcome<MergedRecords>.Refused(read.Problems);
        using var stream = contents.Open(new(compartment, merge.PersonsId!.Value), merge.PersonsSize!.Value);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return MergedRecords.Of(read.Value, reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Keeps a content of a merge.</summary>
    /// <param name="mergeId">The merge.</param>
    /// <param name="contentId">A new id.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>How many bytes it has.</returns>
    public Task<long> KeepAsync(Guid mergeId, Guid contentId, Action<Stream> write, CancellationToken cancel) =>
        contents.KeepAsync(new(CompartmentOf(mergeId), contentId), write, cancel);

    /// <summary>Reads what came out of a merge in numbers.</summary>
    /// <param name="merge">The merge; it was computed.</param>
    public MergeFigures ReadFigures(Merge merge)
    {
        using var stream = contents.Open(new(CompartmentOf(merge.Id), merge.FiguresId!.Value), merge.FiguresSize!.Value);
        return MergeFigures.Read(stream);
    }

    /// <summary>Reads the pairs of a country.</summary>
    /// <param name="queue">Which.</param>
    public Outcome<QueuedPairs> ReadQueue(QueuedCountry queue)
    {
        using var stream = contents.Open(new(CompartmentOf(queue.MergeId), queue.Id), queue.Size);
        return QueuedPairs.Read(stream);
    }
}
