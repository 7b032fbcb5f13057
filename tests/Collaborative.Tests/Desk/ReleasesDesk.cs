using System.Net;
using Amparo.Collaborative.Agreements;
using Amparo.Collaborative.Merges;
using Amparo.Collaborative.Releases;
using Amparo.Collaborative.Submissions;
using Amparo.Content;
using Amparo.Contracts.Portal;
using Amparo.Merging;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Jobs;
using Amparo.Records;
using Amparo.Stores;
using Amparo.TestSupport;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>The real host over a test's store, with people who came in and a merge of invented records.</summary>
/// <param name="store">The store.</param>
internal sealed class ReleasesDesk(TestStore store) : WebApplicationFactory<Program>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Guid _node = Guid.NewGuid();
    private readonly Guid _coalition = Guid.NewGuid();
    private readonly Guid _agency = Guid.NewGuid();
    private readonly string _keys = Directory.CreateTempSubdirectory("amparo-keys-").FullName;

    /// <summary>The name of the agency that sent what was merged.</summary>
    public const string AgencyName = "Albergue Inventado";

    internal IPublications Publications => Services.GetRequiredService<IPublications>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Instant Now => SystemClock.Instance.GetCurrentInstant();

    /// <summary>Somebody at a browser, who came in a moment ago.</summary>
    internal async Task<DeskReader> EnterAsync(params DeskRole[] roles)
    {
        await using var context = await Services.GetRequiredService<IDbContextFactory<PlatformContext>>().CreateDbContextAsync(Cancel);
        if (!await context.Set<Node>().AnyAsync(Cancel))
        {
            context.Add(new Node { Id = _node, Name = "Prueba", CreatedAt = Now });
            await context.SaveChangesAsync(Cancel);
            context.Add(new Organisation { Id = _coalition, NodeId = _node, Name = "Coalición", Country = "GT", Kind = Organisation.Coordination, CreatedAt = Now });
            context.Add(new Organisation { Id = _agency, NodeId = _node, Name = AgencyName, Country = "GT", Kind = "shelter", CreatedAt = Now });
            await context.SaveChangesAsync(Cancel);
        }

        var name = $"persona-{Guid.NewGuid():N}";
        var account = new Account
        {
            Id = Guid.NewGuid(),
            OrganisationId = _coalition,
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            SecurityStamp = Guid.NewGuid().ToString("N"),
            Language = "es",
            CreatedAt = Now,
            ConfirmedAt = Now,
            Version = Guid.NewGuid().ToString("N"),
        };
        context.Add(account);
        await context.SaveChangesAsync(Cancel);
        context.AddRange(roles.Select(role => new RoleGrant { Id = Guid.NewGuid(), AccountId = account.Id, Role = role, GrantedAt = Now }));
        var (session, key) = Sessions.Begin(account, SignInMethod.Passkey, Now);
        context.Add(session);
        await context.SaveChangesAsync(Cancel);
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        client.DefaultRequestHeaders.Add("Cookie", $"{DeskGate.Cookie}={key}");
        return new(client, session.FormToken, account.Id);
    }

    /// <summary>A program with a key of somebody's.</summary>
    internal async Task<HttpClient> ScriptAsync(DeskReader owner, params Entitlement[] scopes)
    {
        await using var context = await Services.GetRequiredService<IDbContextFactory<PlatformContext>>().CreateDbContextAsync(Cancel);
        var (account, key) = (await context.Set<Account>().SingleAsync(row => row.Id == owner.AccountId, Cancel), OneTimeKey.DrawLong());
        context.Add(new AccessToken
        {
            Id = Guid.NewGuid(),
            KeyHash = OneTimeKey.Hash(key),
            AccountId = account.Id,
            SecurityStamp = account.SecurityStamp,
            Name = "programa",
            Scopes = string.Join(' ', scopes),
            CreatedAt = Now,
            ExpiresAt = Now + Duration.FromDays(1),
        });
        await context.SaveChangesAsync(Cancel);
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    /// <summary>A computed merge of one submission.</summary>
    internal async Task<Guid> MergeAsync(bool mayPublish = true)
    {
        await using var context = await ContextAsync();
        var (agreement, submission, version, merge) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), UuidV7.At(Now));
        context.Add(new Agreement
        {
            Id = agreement,
            NodeId = _node,
            OrganisationId = _agency,
            Title = "Acuerdo 1",
            MayIdentify = true,
            MayPublish = mayPublish,
            RetentionMonths = 12,
            StartsOn = "2020-01-01",
            EndsOn = "2099-12-31",
            MadeBy = Guid.NewGuid(),
            CreatedAt = Now,
        });
        await context.SaveChangesAsync(Cancel);
        context.Add(new Submission
        {
            Id = submission,
            NodeId = _node,
            OrganisationId = _agency,
            AgreementId = agreement,
            PeriodFrom = "2020-01",
            PeriodTo = "2024-12",
            State = SubmissionState.Accepted,
            Newest = 1,
            CreatedBy = Guid.NewGuid(),
            CreatedAt = Now,
            Version = "1",
        });
        await context.SaveChangesAsync(Cancel);
        context.Add(new SubmissionVersion
        {
            Id = version,
            NodeId = _node,
            OrganisationId = _agency,
            SubmissionId = submission,
            Number = 1,
            Size = 1,
            CreatedBy = Guid.NewGuid(),
            CreatedAt = Now,
        });
        var row = new Merge { Id = merge, NodeId = _node, OrganisationId = _coalition, State = MergeState.Done, Round = 1, CreatedBy = Guid.NewGuid(), CreatedAt = Now, Version = "1" };
        await FillAsync(row, Records(600));
        context.Add(row);
        await context.SaveChangesAsync(Cancel);
        context.Add(new MergedSubmission { Id = Guid.NewGuid(), NodeId = _node, OrganisationId = _coalition, MergeId = merge, SubmissionId = submission, SubmissionVersionId = version });
        await context.SaveChangesAsync(Cancel);
        return merge;
    }

    /// <summary>Computes the merge again, with other records.</summary>
    internal async Task ComputeAgainAsync(Guid merge)
    {
        await using var context = await ContextAsync();
        var row = await context.Set<Merge>().SingleAsync(found => found.Id == merge, Cancel);
        await FillAsync(row, Records(650));
        row.Round = 2;
        await context.SaveChangesAsync(Cancel);
    }

    /// <summary>Changes rows beside the pages.</summary>
    internal async Task ChangeAsync(Func<CollaborativeContext, Task> change)
    {
        await using var context = await ContextAsync();
        await change(context);
        await context.SaveChangesAsync(Cancel);
    }

    internal async Task<ReleaseDraft> DraftAsync(Guid id)
    {
        await using var context = await ContextAsync();
        return await context.Set<ReleaseDraft>().AsNoTracking().SingleAsync(row => row.Id == id, Cancel);
    }

    /// <summary>Waits until the job has come to an end.</summary>
    internal async Task<ReleaseDraft> EndedAsync(Guid id)
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += TimeSpan.FromMilliseconds(100))
        {
            if (await DraftAsync(id) is { State: not ReleaseState.Approved } ended)
                return ended;
            await Task.Delay(100, Cancel);
        }

        throw new TimeoutException("The release was not published and did not fail.");
    }

    /// <summary>Runs the job for a release, as if it had been asked for, and waits for it.</summary>
    internal async Task<JobState> RunJobAsync(Guid release)
    {
        var jobs = Services.GetRequiredService<JobBoard>();
        var job = await jobs.RequestAsync(new() { Kind = PublishRelease.Kind, OrganisationId = _coalition, RequestedBy = Guid.NewGuid(), SubjectId = release }, Cancel);
        await foreach (var state in jobs.WatchAsync(job, Cancel))
        {
            if (state.IsOver)
                return state;
        }

        throw new InvalidOperationException("There is no such job.");
    }

    internal async Task<StandingTables> StandingAsync() => (await Publications.StandingAsync(Cancel)).Value;

    /// <summary>What a release would publish now, by the function that publishes it.</summary>
    internal async Task<WorkedRelease> WorkedAsync(Guid release)
    {
        var draft = await DraftAsync(release);
        await using var context = await ContextAsync();
        var merge = await context.Set<Merge>().AsNoTracking().SingleAsync(row => row.Id == draft.MergeId, Cancel);
        return (await Services.GetRequiredService<ReleaseWork>().TryAsync(draft, merge, Now, Cancel)).Value;
    }

    /// <summary>The acts that the trail tells of.</summary>
    internal async Task<IReadOnlyList<string>> ActsAsync()
    {
        await using var context = await ContextAsync();
        return await context.Set<Platform.Audit.AuditLine>().OrderBy(line => line.Sequence).Select(line => line.Act).ToListAsync(Cancel);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("data", store.DataFolder);
        builder.UseSetting("keys", Path.Combine(_keys, "keys"));
        builder.UseSetting("content", Path.Combine(Repository.Root, "content"));
        if (store.Address.Kind == StoreKind.PostgreSql)
            builder.UseSetting("postgres", store.ServingConnectionString);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(_keys))
            Directory.Delete(_keys, recursive: true);
    }

    private async Task<CollaborativeContext> ContextAsync()
    {
        var context = await Services.GetRequiredService<IDbContextFactory<CollaborativeContext>>().CreateDbContextAsync(Cancel);
        context.Tenancy = new(_node, null);
        return context;
    }

    private async Task FillAsync(Merge merge, MergedRecords merged)
    {
        var ids = (Records: Guid.NewGuid(), Persons: Guid.NewGuid());
        var sizes = await Services.GetRequiredService<MergeFiles>().KeepAsync(merge.Id, ids, merged, Cancel);
        (merge.RecordsId, merge.RecordsSize, merge.PersonsId, merge.PersonsSize) = (ids.Records, sizes.Records, ids.Persons, sizes.Persons);
        (merge.Records, merge.Persons) = (merged.Records.Count, merged.Persons);
    }

    // Persons who exist nowhere, spread so unevenly that some cells hold few of them; every fifth is known to a second agency.
    private MergedRecords Records(int count)
    {
        var schema = Services.GetRequiredService<ContentSource>().Schema;
        string[] countries = ["GT", "GT", "GT", "GT", "HN", "HN", "SV"];
        string[] agencies = ["police", "shelter", "hotline"];
        var persons = Enumerable.Range(0, count).Select(at => at % 6 == 5 ? at - 1 : at).ToArray();
        return MergedRecords.Of(
            new RecordSet(
                count,
                [
                    Coded("country", at => countries[persons[at] % 7]), Coded("year", at => $"{2020 + (persons[at] % 11 % 5)}"), Coded("agency-kind", at => agencies[at % 3]),
                    Coded("sex", at => persons[at] % 4 == 0 ? "male" : "female"), Coded("age-group", at => persons[at] % 9 < 2 ? "0-17" : "18-plus"),
                    Coded("citizenship", _ => "GT"), Coded("form", at => persons[at] % 23 == 0 ? "begging" : persons[at] % 3 == 0 ? "labour" : "sexual"),
                ],
                new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
                {
                    ["record"] = [.. Enumerable.Range(0, count).Select(at => $"r{at}")],
                    ["registered"] = [.. persons.Select(at => $"{2020 + (at % 11 % 5)}-05-03")],
                    // What else every standard file has.
                    ["file-number"] = None(),
                    ["subject"] = None(),
                    ["given-names"] = None(),
                    ["surname-1"] = None(),
                    ["surname-2"] = None(),
                    ["birth-date"] = None(),
                    ["age"] = None(),
                    ["document"] = None(),
                    ["municipality"] = None(),
                }),
            [.. persons.Select(person => $"p{person}")]);

        string[] None() => [.. Enumerable.Repeat("", count)];

        CodedColumn Coded(string field, Func<int, string> code)
        {
            var list = schema.Find(field)!.List!;
            return new(field, list, [.. Enumerable.Range(0, count).Select(at => (short)list.PositionOf(code(at)))]);
        }
    }
}

/// <summary>Somebody at a browser.</summary>
internal sealed class DeskReader(HttpClient client, string form, Guid accountId)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Guid AccountId => accountId;

    public async Task<IHtmlDocument> PageAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        var answer = await client.GetAsync(path, Cancel);
        answer.StatusCode.ShouldBe(status, path);
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(Cancel));
    }

    public async Task<(HttpStatusCode Status, string Location, string Text)> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Append((DeskGate.FormField, form)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        var answer = await client.PostAsync(path, content, Cancel);
        return (answer.StatusCode, answer.Headers.Location?.ToString() ?? "", await answer.Content.ReadAsStringAsync(Cancel));
    }
}
