using System.Globalization;
using Amparo.Content;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Keys;
using Amparo.Platform.Pages;
using Amparo.Records;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Submissions;

/// <summary>What the page of a proposal shows: columns and fields, and no value of the file.</summary>
/// <param name="Submission">The submission.</param>
/// <param name="Suggestion">What is proposed; null where nothing can be.</param>
/// <param name="Problem">Why nothing can be proposed.</param>
/// <param name="Fields">The fields that a column may be chosen for, by their names in the reader's language.</param>
public sealed record ProposalModel(Submission Submission, MappingSuggestion? Suggestion, Problem? Problem, IReadOnlyList<RecordField> Fields)
{
    /// <summary>What a column stands on: as it was sent, else as proposed where that is no mere guess.</summary>
    /// <param name="column">The column.</param>
    /// <param name="sent">What was sent; empty where nothing was.</param>
    internal static string ChoiceOf(SuggestedUse column, IReadOnlyList<string?> sent) =>
        sent.FirstOrDefault(text => text?.StartsWith(Unread(column), StringComparison.Ordinal) == true)
        ?? Unread(column) + (column.Confidence > SuggestionConfidence.Low ? ProposeMapping.AsProposed : "");

    /// <summary>What is sent for a column that is not read; the beginning of every other choice.</summary>
    /// <param name="column">The column.</param>
    internal static string Unread(SuggestedUse column) => string.Create(CultureInfo.InvariantCulture, $"{column.Number}:");

    /// <summary>The share of a column's stated cells that can be read, to be said in whole hundredths: all of them only where it is all.</summary>
    /// <param name="column">The column.</param>
    internal static double ShareOf(SuggestedUse column) => column.Placed < 1 ? Math.Min(column.Placed, 0.99) : 1;

    /// <summary>The id of a column's field on the page.</summary>
    /// <param name="number">The column's number.</param>
    internal static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"c{number}");
}

/// <summary>A mapping proposed from a file's columns, corrected and accepted on screen; from then on the agency's own.</summary>
/// <remarks>For people of the organisation that sent the file. What is proposed is worked out anew when it is accepted: it depends on the file alone, and nothing of it lies about.</remarks>
internal static class ProposeMapping
{
    public static readonly DeskAddress Address = ShowSubmission.Address.Below("propuesta", "proposal");

    /// <summary>What is sent for a column that is read as proposed.</summary>
    internal const string AsProposed = "proposed";

    /// <summary>The most rows that are read for a proposal: what columns are shows in far fewer, and somebody waits for the page.</summary>
    internal const int MostRows = 20_000;

    /// <summary>After how many bytes no further row is begun.</summary>
    internal const long MostBytes = 16L << 20;

    // A workbook is unpacked whole before anything of it is seen: less than where a job reads it.
    private static readonly ReadingLimits Limits = SubmissionFiles.Limits with { LargestWorkbook = 1L << 28, LargestSharedTexts = 1L << 25 };

    // Reading takes a processor for a second or two: one at a time, and the others wait.
    private static readonly SemaphoreSlim OneAtATime = new(1);

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Read(routes, Address, DeskRule.May(Entitlement.ReadRows), ShowAsync);
        DeskGate.Send(routes, Address, DeskRule.May(Entitlement.SendSubmissions), AcceptAsync);
    }

    private static async Task<IResult> ShowAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ReadRows);
        return await ModelAsync(request, context) is { } model ? Page(request, model, []) : DeskGate.NotFound(request);
    }

    private static IResult Page(DeskRequest request, ProposalModel model, IReadOnlyList<FieldError> errors) => DeskGate.Page<ProposeMappingPage>(
        errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
        (nameof(ProposeMappingPage.Frame), request.Frame(Address.With("id", model.Submission.Id), request.Texts["proposal.title"]) with { Errors = errors }),
        (nameof(ProposeMappingPage.Model), model),
        (nameof(ProposeMappingPage.Sent), request.Form["column"].ToList()));

    /// <summary>What is proposed for the submission of the address; null where the asker may choose nothing.</summary>
    internal static async Task<ProposalModel?> ModelAsync(DeskRequest request, CollaborativeContext context)
    {
        if (await ShowSubmission.FindToChooseAsync(request, context) is not var (submission, version))
            return null;
        var (source, _) = await SubmissionFiles.SourceAsync(context, version, request.Cancel);
        var suggested = await SuggestAsync(request, source);
        await request.SaveAsync(context, new("submission.mapping-proposed", "submission", submission.Id));
        return new(submission, suggested.Succeeded ? suggested.Value : null, suggested.Succeeded ? null : suggested.Problems[0], ColumnChoice.Fields(request.Get<ContentSource>().Schema));
    }

    private static async Task<Outcome<MappingSuggestion>> SuggestAsync(DeskRequest request, SubmissionVersion source)
    {
        var (content, files) = (request.Get<ContentSource>(), request.Get<SubmissionFiles>());
        if (files.IsUnscanned(source))
            return new Problem(CollaborativeProblems.FileNotScanned, "file");
        var words = content.SuggestionWords();
        if (!words.Succeeded)
            return Outcome<MappingSuggestion>.Refused(words.Problems);
        await OneAtATime.WaitAsync(request.Cancel);
        try
        {
            return await Task.Run(
                () =>
                {
                    using var file = files.OpenFile(source);
                    return FileScan.Refuse(file) is { } hostile ? hostile
                        : MappingSuggester.Suggest(file, content.Schema, new() { Words = words.Value, Language = request.Language, Limits = Limits, MostRows = MostRows, MostBytes = MostBytes });
                },
                request.Cancel);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static async Task<IResult> AcceptAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
        if (await ModelAsync(request, context) is not { } model)
            return DeskGate.NotFound(request);
        var outcome = await AcceptAsync(request, context, model);
        if (await outcome.RefusalAsync(request, errors => Task.FromResult(Page(request, model, errors))) is { } refused)
            return refused;
        return DeskGate.SeeOther(ShowSubmission.Address.With("id", model.Submission.Id)[request.Language], "mapping-accepted");
    }

    /// <summary>Keeps the mapping that was made of the proposal, and has the file checked by it.</summary>
    internal static async Task<ActOutcome> AcceptAsync(DeskRequest request, CollaborativeContext context, ProposalModel model)
    {
        if (model.Suggestion is not { } suggestion)
            return ActOutcome.Refused([new("columns", request.Texts.Problem(model.Problem!))]);
        var content = request.Get<ContentSource>();
        var (choices, errors) = Choices(request, model, suggestion);
        if (errors.Count > 0)
            return ActOutcome.Refused(errors);
        var document = suggestion.Compose(choices, content.Schema);
        using (var reader = new StringReader(document))
        {
            // Lines and columns of a document that nobody sees would help nobody: the field says enough.
            if (MappingReader.Read(reader, "mapping", content.Schemas) is { Succeeded: false } wrong)
                return ActOutcome.Refused([.. wrong.Problems.DistinctBy(problem => (problem.Code, problem.Subject)).Take(10).Select(problem => new FieldError("columns", Sentence(request, content, problem)))]);
        }

        var submission = model.Submission;
        if (await SendSubmission.RefuseCheckAsync(request, context, submission.OrganisationId, "columns") is { } full)
            return ActOutcome.Refused([full]);
        var id = UuidV7.At(request.Now);
        var closed = await request.Get<Vault>().SealTextAsync(OwnMapping.Place(submission.OrganisationId, id), document, request.Cancel);
        if (!closed.Succeeded)
            throw new StoreException(closed.Problems[0]);
        var own = new OwnMapping
        {
            Id = id,
            NodeId = submission.NodeId,
            OrganisationId = submission.OrganisationId,
            Document = closed.Value,
            MadeBy = request.Officer.AccountId,
            CreatedAt = request.Now,
        };
        context.Add(own);
        await ShowSubmission.RememberAsync(request, context, submission, own.Name);
        await SendSubmission.CheckAsync(request, context, submission);
        return ActOutcome.Done(submission.Id);
    }

    // NUMBER: for a column that is not read, NUMBER:proposed, NUMBER:FIELD. What the page does not offer is not understood.
    private static (List<ColumnChoice> Choices, List<FieldError> Errors) Choices(DeskRequest request, ProposalModel model, MappingSuggestion suggestion)
    {
        var (choices, errors, taken) = (new List<ColumnChoice>(), new List<FieldError>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var column in suggestion.Columns)
        {
            // A column of which nothing was said is not read.
            var unread = ProposalModel.Unread(column);
            var field = ProposalModel.ChoiceOf(column, [.. request.Form["column"], unread])[unread.Length..];
            if (field.Length == 0)
                continue;
            var isProposed = field == AsProposed && column.Fields.Count > 0;
            if (!isProposed && !model.Fields.Any(known => known.Id == field))
                errors.Add(new(ProposalModel.IdOf(column.Number), request.Texts["error.required"]));
            else if (!isProposed && !taken.Add(field))
                errors.Add(new(ProposalModel.IdOf(column.Number), request.Texts["proposal.error.twice"]));
            else
                choices.Add(new(column.Number, isProposed ? null : field));
        }

        var asProposed = choices.Where(choice => choice.Field is null).Select(choice => choice.Number).ToHashSet();
        foreach (var line in suggestion.Lines.Where(line => line.Columns.All(asProposed.Contains) && taken.Contains(line.Field)))
            errors.Add(new(ProposalModel.IdOf(line.Columns[0]), request.Texts["proposal.error.twice"]));
        if (choices.Count == 0 && errors.Count == 0)
            errors.Add(new("columns", request.Texts["proposal.error.none"]));
        return (choices, errors);
    }

    private static string Sentence(DeskRequest request, ContentSource content, Problem problem) =>
        content.Schema.Find(problem.Subject) is { } field ? $"{field.Title[request.Language]}: {request.Texts.Problem(new Problem(problem.Code, ""))}" : request.Texts.Problem(new Problem(problem.Code, ""));
}
