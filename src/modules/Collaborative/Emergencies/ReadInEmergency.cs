using Amparo.Collaborative.Submissions;
using Amparo.Content;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Records;
using Amparo.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Emergencies;

/// <summary>A record, as its page shows it.</summary>
/// <param name="Number">Its place in the submission, from one.</param>
/// <param name="Fields">Names of fields and what stands in them; empty ones are left out.</param>
public sealed record EmergencyRecord(int Number, IReadOnlyList<(string Name, string Value)> Fields);

/// <summary>Reading the records of the one submission that was opened, page by page, while it is open; each page is in the trail.</summary>
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
        var version = await context.Set<Submission>().AsNoTracking().Where(row => row.Id == emergency.SubmissionId && (row.State == SubmissionState.Accepted || row.State == SubmissionState.Checked))
            .Join(context.Set<SubmissionVersion>(), row => new { row.Id, Number = row.Newest }, found => new { Id = found.SubmissionId, found.Number }, (row, found) => found)
            .SingleOrDefaultAsync(request.Cancel);
        if (version?.RecordsId is null)
            return DeskGate.NotFound(request);
        RecordSet records;
        try
        {
            var read = request.Get<SubmissionFiles>().ReadRecords(version);
            if (!read.Succeeded)
                return DeskGate.NotFound(request);
            records = read.Value;
        }
        catch (StoreException failure) when (failure.Problem.Code is PlatformProblems.KeyDestroyed or PlatformProblems.KeyUnknown or CollaborativeProblems.ContentIncomplete)
        {
            // Taken back since it was opened.
            return DeskGate.NotFound(request);
        }

        await request.SaveAsync(context, new("emergency.records-read", "submission", emergency.SubmissionId));
        var last = Math.Max(1, (records.Count + RecordsOfPage - 1) / RecordsOfPage);
        var page = Math.Min(request.Page("page"), last);
        var schema = request.Get<ContentSource>().Schema;
        var shown = Enumerable.Range((page - 1) * RecordsOfPage, Math.Min(RecordsOfPage, records.Count - ((page - 1) * RecordsOfPage)))
            .Select(row => new EmergencyRecord(row + 1, [.. Fields(records, schema, row, request.Language)])).ToList();
        return DeskGate.Page<EmergencyRecordsPage>(
            StatusCodes.Status200OK,
            (nameof(EmergencyRecordsPage.Frame), request.Frame(Address.With("id", emergency.Id), request.Texts["emergencies.records"])),
            (nameof(EmergencyRecordsPage.Emergency), emergency),
            (nameof(EmergencyRecordsPage.Records), shown),
            (nameof(EmergencyRecordsPage.PageOfRecords), (page, last)));
    }

    private static IEnumerable<(string Name, string Value)> Fields(RecordSet records, RecordSchema schema, int row, Vocabulary.Language language)
    {
        foreach (var column in records.Columns)
        {
            var value = column switch
            {
                TextColumn text => text[row],
                CodedColumn coded when coded.Cells[row] >= 0 => coded.List.Codes[coded.Cells[row]].Name[language],
                _ => "",
            };
            if (value.Length > 0)
                yield return (schema.Find(column.Field)?.Title[language] ?? column.Field, value);
        }
    }
}
