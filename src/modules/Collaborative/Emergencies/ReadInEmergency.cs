using Amparo.Collaborative.Merges;
using Amparo.Collaborative.Submissions;
using Amparo.Content;
using Amparo.Merging;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Records;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Emergencies;

/// <summary>A record, as its page shows it.</summary>
/// <param name="Number">Its place in the submission or merge, from one.</param>
/// <param name="Fields">Names of fields and what stands in them; empty ones are left out.</param>
public sealed record EmergencyRecord(int Number, IReadOnlyList<(string Name, string Value)> Fields);

/// <summary>Reading the records of the one submission or merge that was opened, page by page, while it is open; each page is in the trail.</summary>
internal static class ReadInEmergency
{
    public static readonly DeskAddress Address = ManageEmergencies.Address.Below("{id}", "{id}").Below("registros", "records");

    private const int RecordsOfPage = 20;

    public static void Map(IEndpointRouteBuilder routes) => DeskGate.Read(routes, Address, DeskRule.May(Entitlement.BreakGlass), ShowAsync);

    private static async Task<IResult> ShowAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.BreakGlass);
        // Asked anew at each page: what was revoked a moment ago is closed.
        if (await ManageEmergencies.FindAsync(request, context) is not { } emergency || emergency.OpenedBy != request.Officer.AccountId || !emergency.IsOpen(request.Now))
            return DeskGate.NotFound(request);
        if (await ReadAsync(request, context, emergency) is not { } records)
            return DeskGate.NotFound(request);
        await request.SaveAsync(context, emergency.MergeId is { } merge ? new("emergency.records-read", "merge", merge) : new("emergency.records-read", "submission", emergency.SubmissionId!.Value));
        var last = Math.Max(1, (records.Count + RecordsOfPage - 1) / RecordsOfPage);
        var page = Math.Min(request.Page("page"), last);
        var schema = request.Get<ContentSource>().Schema;
        var shown = Enumerable.Range((page - 1) * RecordsOfPage, Math.Min(RecordsOfPage, records.Count - ((page - 1) * RecordsOfPage)))
            .Select(row => new EmergencyRecord(row + 1, [.. Fields((records, schema), row, request)])).ToList();
        return DeskGate.Page<EmergencyRecordsPage>(
            StatusCodes.Status200OK,
            (nameof(EmergencyRecordsPage.Frame), request.Frame(Address.With("id", emergency.Id), request.Texts["emergencies.records"])),
            (nameof(EmergencyRecordsPage.Emergency), emergency),
            (nameof(EmergencyRecordsPage.Records), shown),
            (nameof(EmergencyRecordsPage.PageOfRecords), (page, last)));
    }

    // Null for what was taken back, ended or computed anew since it was opened.
    private static async Task<RecordSet?> ReadAsync(DeskRequest request, CollaborativeContext context, Emergency emergency)
    {
        try
        {
            var read = emergency.MergeId is { } merge ? await ReadMergeAsync(request, context, merge) : await ReadSubmissionAsync(request, context, emergency.SubmissionId!.Value);
            return read is { Succeeded: true } ? read.Value : null;
        }
        catch (StoreException failure) when (failure.Problem.Code is PlatformProblems.KeyDestroyed or PlatformProblems.KeyUnknown or CollaborativeProblems.ContentIncomplete)
        {
            return null;
        }
    }

    private static async Task<Outcome<RecordSet>?> ReadSubmissionAsync(DeskRequest request, CollaborativeContext context, Guid id)
    {
        var version = await ManageEmergencies.Openable(context).Where(row => row.Id == id)
            .Join(context.Set<SubmissionVersion>(), row => new { row.Id, Number = row.Newest }, found => new { Id = found.SubmissionId, found.Number }, (row, found) => found)
            .SingleOrDefaultAsync(request.Cancel);
        return version?.RecordsId is null ? null : request.Get<SubmissionFiles>().ReadRecords(version);
    }

    // The records of one person stand together: what several agencies know of somebody is why a merge is opened, and no submission.
    private static async Task<Outcome<RecordSet>?> ReadMergeAsync(DeskRequest request, CollaborativeContext context, Guid id)
    {
        if (await ManageEmergencies.OpenableMerges(context).SingleOrDefaultAsync(row => row.Id == id, request.Cancel) is not { } merge)
            return null;
        var read = request.Get<MergeFiles>().Read(merge);
        if (!read.Succeeded)
            return Outcome<RecordSet>.Refused(read.Problems);
        var persons = read.Value.Records.FindText(MergedRecords.Person)!;
        return read.Value.Records.Take([.. Enumerable.Range(0, read.Value.Records.Count).OrderBy(row => persons[row], StringComparer.Ordinal).ThenBy(row => row)]);
    }

    private static IEnumerable<(string Name, string Value)> Fields((RecordSet Records, RecordSchema Schema) read, int row, DeskRequest request)
    {
        var (records, schema, language) = (read.Records, read.Schema, request.Language);
        foreach (var column in records.Columns)
        {
            var value = column switch
            {
                TextColumn text => text[row],
                CodedColumn coded when coded.Cells[row] >= 0 => coded.List.Codes[coded.Cells[row]].Name[language],
                _ => "",
            };
            if (value.Length > 0)
                yield return (column.Field == MergedRecords.Person ? request.Texts["emergencies.person"] : schema.Find(column.Field)?.Title[language] ?? column.Field, value);
        }
    }
}
