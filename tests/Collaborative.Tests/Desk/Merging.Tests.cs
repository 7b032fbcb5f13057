using System.Net;
using Amparo.Collaborative.Contents;
using Amparo.Collaborative.Merges;
using Amparo.Collaborative.Submissions;
using Amparo.Linkage.Review;
using Amparo.Platform.Accounts;
using Amparo.Stores;
using Amparo.TestSupport;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Collaborative.Tests.Desk;

public sealed class MergingTests
{
    private const string Merges = "/es/mesa/uniones";

    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_model_fits_the_migrated_tables(StoreKind kind)
    {
        await using var host = await MergingHost.StartAsync(kind);
        await host.AskAsync(async context =>
        {
            (await SchemaComparison.DifferencesAsync(context)).ShouldBeEmpty();
            return 0;
        });
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Lists_are_merged_reviewed_computed_again_and_ended(StoreKind kind)
    {
        await using var host = await MergingHost.StartAsync(kind);
        var officer = await host.EnterAsync(host.Office, DeskRole.DataOfficer);
        var agency = await host.EnterAsync(host.Police, DeskRole.AgencyOfficer);
        var (anna, berta) = (await host.EnterAsync(host.Office, DeskRole.Reviewer), await host.EnterAsync(host.Office, DeskRole.Reviewer));

        // Two lists at least, of two organisations.
        var offered = (await officer.PageAsync($"{Merges}/nueva")).QuerySelectorAll("input[name=submission]").Select(box => box.GetAttribute("value")!).ToList();
        offered.Count.ShouldBe(3);
        (await officer.PageAsync($"{Merges}/nueva?from=2025-01&to=2025-12")).QuerySelectorAll("input[name=submission]").ShouldBeEmpty();
        await officer.PageAsync($"{Merges}/nueva?from=2025", HttpStatusCode.UnprocessableEntity);
        await officer.SendAsync($"{Merges}/nueva", HttpStatusCode.UnprocessableEntity, ("submission", offered[0]));
        await officer.SendAsync($"{Merges}/nueva", HttpStatusCode.UnprocessableEntity, ("submission", offered[0]), ("submission", Guid.NewGuid().ToString()));
        var page = (await officer.SendAsync($"{Merges}/nueva", HttpStatusCode.SeeOther, [.. offered.Select(id => ("submission", id))]))!.Split('?')[0];
        var id = Guid.Parse(page.Split('/')[^1]);

        // Each record with one person, whichever file it came in.
        var first = await host.UntilOverAsync(id);
        (first.State, first.ProblemCode).ShouldBe((MergeState.Done, null));
        var before = host.PersonsOf(first);
        var rows = await host.AskAsync(context => context.Set<SubmissionVersion>().SumAsync(row => row.Accepted!.Value));
        (before.Count, first.Records).ShouldBe((rows, rows));
        before.Values.Distinct().Count().ShouldBe(first.Persons!.Value);
        first.Persons.Value.ShouldBeLessThan(rows);
        var shown = await officer.PageAsync(page);
        shown.Body!.TextContent.ShouldContain("No es para publicar");
        shown.QuerySelectorAll("[style],script:not([src])").ShouldBeEmpty();
        (await officer.PageAsync(Merges)).QuerySelectorAll("tbody tr").Length.ShouldBe(1);

        // Nobody else: an agency sees no merge, who merges sees no pair, who reviews starts none.
        foreach (var path in new[] { Merges, page, $"{page}/revision/GT", $"{Merges}/nueva" })
            await agency.PageAsync(path, HttpStatusCode.Forbidden);
        await officer.PageAsync($"{page}/revision/GT", HttpStatusCode.Forbidden);
        await anna.PageAsync($"{Merges}/nueva", HttpStatusCode.Forbidden);
        await anna.PageAsync($"{Merges}/{Guid.NewGuid()}", HttpStatusCode.NotFound);
        await anna.PageAsync($"{page}/revision/XX", HttpStatusCode.NotFound);
        await anna.PageAsync($"{page}/revision/GT/00000000000000000000", HttpStatusCode.NotFound);

        // What two decide changes the next round; a blind pair waits for the second.
        var queue = await host.AskAsync(context => context.Set<QueuedCountry>().AsNoTracking().SingleAsync());
        var pairs = host.Services.GetRequiredService<MergeFiles>().ReadQueue(queue).Value.Pairs;
        pairs.Count.ShouldBe(first.ToReview!.Value);
        (await anna.PageAsync($"{page}/revision/GT")).QuerySelectorAll("tbody tr").Length.ShouldBe(Math.Min(100, pairs.Count));
        var open = pairs.Where(pair => !pair.Key.IsInBlindSample(0.1)).ToList();
        bool IsOne(ReviewPair pair, Dictionary<string, string> persons) => persons[pair.Left.Key.Id] == persons[pair.Right.Key.Id];
        // Two pairs without a record in common, so that one decision does not bear on the other.
        bool Share(ReviewPair left, ReviewPair right) => new[] { left.Left.Key, left.Right.Key }.Intersect([right.Left.Key, right.Right.Key]).Any();
        var (one, other) = open.SelectMany(left => open.Where(right => !Share(left, right)).Select(right => (left, right))).First();
        string Against(ReviewPair pair) => IsOne(pair, before) ? "different" : "same";
        var text = (await anna.PageAsync($"{page}/revision/GT/{one.Key.Id()}")).Body!.TextContent;
        text.ShouldContain("Institution of");
        text.ShouldNotContain(queue.OrganisationId.ToString("N"));
        await FieldsAndCodesHaveNamesAsync((host, anna), $"{page}/revision/GT", open);
        await anna.SendAsync($"{page}/revision/GT/{one.Key.Id()}", HttpStatusCode.SeeOther, ("verdict", Against(one)));
        await anna.SendAsync($"{page}/revision/GT/{one.Key.Id()}", HttpStatusCode.NotFound, ("verdict", "perhaps"));
        await officer.SendAsync($"{page}/revision/GT/{one.Key.Id()}", HttpStatusCode.Forbidden, ("verdict", "same"));
        await berta.SendAsync($"{page}/revision/GT/{other.Key.Id()}", HttpStatusCode.SeeOther, ("verdict", Against(other)));
        (await berta.PageAsync($"{page}/revision/GT/{one.Key.Id()}")).QuerySelector("#verdicts")!.ParentElement!.TextContent.ShouldContain("Otra persona que revisa");
        var blind = pairs.First(pair => pair.Key.IsInBlindSample(0.1));
        await anna.SendAsync($"{page}/revision/GT/{blind.Key.Id()}", HttpStatusCode.SeeOther, ("verdict", "same"));
        var veiled = await berta.PageAsync($"{page}/revision/GT/{blind.Key.Id()}");
        veiled.QuerySelector("#veil").ShouldNotBeNull();
        veiled.QuerySelector("#verdicts")!.ParentElement!.QuerySelectorAll("li").ShouldBeEmpty();

        await anna.SendAsync($"{page}/de-nuevo", HttpStatusCode.Forbidden);
        await officer.SendAsync($"{page}/de-nuevo", HttpStatusCode.SeeOther);
        var second = await host.UntilOverAsync(id);
        (second.State, second.Round).ShouldBe((MergeState.Done, 2));
        var after = host.PersonsOf(second);
        IsOne(one, after).ShouldBe(!IsOne(one, before));
        IsOne(other, after).ShouldBe(!IsOne(other, before));
        (await host.AskAsync(context => context.Set<QueuedCountry>().CountAsync())).ShouldBe(1);
        (await host.AskAsync(context => context.Set<ContentPiece>().CountAsync(row => row.ContentId == first.RecordsId))).ShouldBe(0);

        // What was taken back is not computed with.
        await host.AskAsync(context => context.Set<Submission>().Where(row => row.OrganisationId == host.Shelter)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, SubmissionState.Withdrawn)));
        await officer.SendAsync($"{page}/de-nuevo", HttpStatusCode.SeeOther);
        var third = await host.UntilOverAsync(id);
        (third.State, third.ProblemCode).ShouldBe((MergeState.Failed, CollaborativeProblems.SubmissionWithdrawn));
        (await officer.PageAsync(page)).Body!.TextContent.ShouldContain("COL-030");

        await officer.SendAsync($"{page}/terminar", HttpStatusCode.SeeOther, ("sure", "yes"));
        (await host.AskAsync(context => context.Set<PairDecision>().CountAsync())).ShouldBe(0);
        (await host.AskAsync(context => context.Set<ContentPiece>().CountAsync(row => row.ContentId == second.RecordsId))).ShouldBe(0);
        await officer.PageAsync(page);
        await anna.PageAsync($"{page}/revision/GT", HttpStatusCode.NotFound);
        Should.Throw<StoreException>(() => host.PersonsOf(second));
    }

    // As the page's language calls them: neither the ids of columns nor codes.
    private static async Task FieldsAndCodesHaveNamesAsync((MergingHost Host, Visitor Reader) at, string list, IReadOnlyList<ReviewPair> pairs)
    {
        var schema = at.Host.Services.GetRequiredService<Amparo.Content.ContentSource>().Schema;
        var named = 0;
        foreach (var pair in pairs.Take(5))
        {
            var rows = (await at.Reader.PageAsync($"{list}/{pair.Key.Id()}")).QuerySelectorAll(".amparo-compare tbody tr").ToDictionary(row => row.QuerySelector("th")!.TextContent, StringComparer.Ordinal);
            rows.Keys.ShouldAllBe(heading => !heading.Contains('('));
            foreach (var (field, code) in pair.Left.Cells)
            {
                if (schema.Find(field) is not { List: { } codes } known || codes.Find(code) is not { } found || found.Name[Vocabulary.Language.Spanish] == code)
                    continue;
                var cell = rows[known.Title[Vocabulary.Language.Spanish]].QuerySelectorAll("td .amparo-cell")[0].TextContent;
                cell.ShouldContain(found.Name[Vocabulary.Language.Spanish]);
                cell.ShouldNotContain(code, Case.Sensitive);
                named++;
            }
        }

        named.ShouldBeGreaterThan(0);
    }
}
