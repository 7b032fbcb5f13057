using System.Globalization;
using System.Net;
using Amparo.Collaborative.Agreements;
using Amparo.Collaborative.Merges;
using Amparo.Collaborative.Submissions;
using Amparo.Content;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
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

/// <summary>The real host on a store of its own, with two agencies that handed over three lists of invented people.</summary>
internal sealed class MergingHost : WebApplicationFactory<Program>
{
    private readonly TestStore _store;
    private readonly Guid _node = UuidV7.At(Now);

    private MergingHost(TestStore store) => _store = store;

    public static Instant Now => SystemClock.Instance.GetCurrentInstant();

    public Guid Office { get; private set; }

    public Guid Police { get; private set; }

    public Guid Shelter { get; private set; }

    public static async Task<MergingHost> StartAsync(StoreKind kind)
    {
        var host = new MergingHost(await TestStore.CreateServedAsync(kind));
        await host.FillAsync();
        return host;
    }

    public async Task<T> AskAsync<T>(Func<CollaborativeContext, Task<T>> ask)
    {
        await using var context = await Services.GetRequiredService<IDbContextFactory<CollaborativeContext>>().CreateDbContextAsync();
        context.Tenancy = new(_node, null);
        return await ask(context);
    }

    /// <summary>A browser in which somebody of an organisation has come in.</summary>
    public async Task<Visitor> EnterAsync(Guid organisation, DeskRole role)
    {
        await using var context = await PlatformAsync();
        var name = string.Create(CultureInfo.InvariantCulture, $"{role}-{Guid.NewGuid():N}");
        var account = new Account
        {
            Id = UuidV7.At(Now),
            OrganisationId = organisation,
            UserName = name,
            NormalizedUserName = name.ToUpperInvariant(),
            SecurityStamp = name,
            Language = "es",
            CreatedAt = Now,
            ConfirmedAt = Now,
            Version = name,
        };
        var (session, key) = Sessions.Begin(account, SignInMethod.Password, Now);
        context.AddRange(account, new RoleGrant { Id = UuidV7.At(Now), AccountId = account.Id, Role = role, GrantedAt = Now }, session);
        await context.SaveChangesAsync();
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        client.DefaultRequestHeaders.Add("Cookie", $"{DeskGate.Cookie}={key}");
        return new Visitor(client, session.FormToken);
    }

    /// <summary>Waits until a merge is no longer being computed.</summary>
    public async Task<Merge> UntilOverAsync(Guid id)
    {
        for (var waited = 0; waited < 1200; waited++)
        {
            var merge = await AskAsync(context => context.Set<Merge>().AsNoTracking().SingleAsync(row => row.Id == id));
            if (merge.State != MergeState.Running)
                return merge;
            await Task.Delay(100);
        }

        throw new TimeoutException();
    }

    /// <summary>The person of each record.</summary>
    public Dictionary<string, string> PersonsOf(Merge merge)
    {
        var merged = Services.GetRequiredService<MergeFiles>().Read(merge).Value;
        return merged.Records.FindText(PersonReport.Record)!.Zip(merged.Records.FindText(Merging.MergedRecords.Person)!)
            .ToDictionary(row => row.First, row => row.Second, StringComparer.Ordinal);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _store.DisposeAsync();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("data", Path.Combine(_store.DataFolder, "data"));
        builder.UseSetting("keys", Path.Combine(_store.DataFolder, "keys"));
        builder.UseSetting("content", Path.Combine(Repository.Root, "content"));
        if (_store.ConnectionString.Length > 0)
            builder.UseSetting("postgres", _store.ServingConnectionString);
    }

    private Task<PlatformContext> PlatformAsync() => Services.GetRequiredService<IDbContextFactory<PlatformContext>>().CreateDbContextAsync();

    private async Task FillAsync()
    {
        Directory.CreateDirectory(Path.Combine(_store.DataFolder, "data"));
        await using (var context = await PlatformAsync())
        {
            context.Add(new Node { Id = _node, Name = "Coalition", CreatedAt = Now });
            // The same in each run: which pairs two must decide without knowing of one another hangs on the organisations' ids.
            Office = Add(context, Organisation.Coordination, new("0199aaaa-0000-7000-8000-0000000000c0"));
            Police = Add(context, "police", new("0199aaaa-0000-7000-8000-0000000000a1"));
            Shelter = Add(context, "shelter", new("0199aaaa-0000-7000-8000-0000000000b2"));
            await context.SaveChangesAsync();
        }

        var (police, shelter) = InventedPeople.Lists(Services.GetRequiredService<ContentSource>().Schema);
        await HandOverAsync(Police, police.Take([.. Enumerable.Range(0, police.Count / 2)]));
        await HandOverAsync(Shelter, shelter);
        // Its rows have the numbers of the first file again, as files of one office do.
        var rest = police.Take([.. Enumerable.Range(police.Count / 2, police.Count / 2)]);
        var numbered = police.FindText(PersonReport.Record)!.Take(rest.Count).ToList();
        await HandOverAsync(Police, new RecordSet(rest.Count, [.. rest.Columns.Select(column => column.Field == PersonReport.Record ? new TextColumn(PersonReport.Record, numbered) : column)]));
    }

    private Guid Add(PlatformContext context, string kind, Guid id)
    {
        var organisation = new Organisation { Id = id, NodeId = _node, Name = $"Institution of {kind}", Country = "GT", Kind = kind, CreatedAt = Now };
        context.Add(organisation);
        return id;
    }

    private Task<int> HandOverAsync(Guid organisation, RecordSet records) => AskAsync(async context =>
    {
        var account = Guid.NewGuid();
        var agreement = new Agreement
        {
            Id = UuidV7.At(Now),
            NodeId = _node,
            OrganisationId = organisation,
            Title = "1/2026",
            MayIdentify = true,
            MayPublish = true,
            RetentionMonths = 12,
            StartsOn = "2020-01-01",
            EndsOn = "2099-12-31",
            MadeBy = account,
            CreatedAt = Now,
        };
        var submission = new Submission
        {
            Id = UuidV7.At(Now),
            NodeId = _node,
            OrganisationId = organisation,
            AgreementId = agreement.Id,
            PeriodFrom = "2024-01",
            PeriodTo = "2024-12",
            State = SubmissionState.Accepted,
            Newest = 1,
            CreatedBy = account,
            CreatedAt = Now,
            AcceptedAt = Now,
            Version = "1",
        };
        var version = new SubmissionVersion
        {
            Id = UuidV7.At(Now),
            NodeId = _node,
            OrganisationId = organisation,
            SubmissionId = submission.Id,
            Number = 1,
            Size = 1,
            CreatedBy = account,
            CreatedAt = Now,
            Read = records.Count,
            Accepted = records.Count,
            Quarantined = 0,
            RecordsId = UuidV7.At(Now),
        };
        version.RecordsSize = await Services.GetRequiredService<SubmissionFiles>().KeepAsync(
            version, version.RecordsId.Value, stream => RecordFile.Write(stream, records, Services.GetRequiredService<ContentSource>().Schema), CancellationToken.None);
        context.AddRange(agreement, submission, version);
        return await context.SaveChangesAsync();
    });
}

/// <summary>Somebody at a browser.</summary>
internal sealed class Visitor(HttpClient client, string formToken)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async Task<IHtmlDocument> PageAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        var answer = await client.GetAsync(path, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        answer.StatusCode.ShouldBe(status, path);
        return await new HtmlParser().ParseDocumentAsync(text);
    }

    /// <summary>Sends a form.</summary>
    /// <returns>Where it leads; null for a page.</returns>
    public async Task<string?> SendAsync(string path, HttpStatusCode status, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Append((DeskGate.FormField, formToken)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        var answer = await client.PostAsync(path, form, Cancel);
        answer.StatusCode.ShouldBe(status, path);
        return answer.Headers.Location?.ToString();
    }
}

/// <summary>Invented people, of whom two agencies know some in common, with slips of the pen. Nobody's data.</summary>
internal static class InventedPeople
{
    private static readonly string[] Given = ["María", "José", "Ana", "Juan", "Luis", "Carlos", "Rosa", "Manuel", "Elena", "Pedro", "Lucía", "Miguel", "Sofía", "Jorge", "Carmen", "Irma", "Hugo", "Silvia"];

    private static readonly string[] Surnames =
    [
        "López", "García", "Pérez", "Hernández", "Ramírez", "González", "Morales", "Caal", "Choc", "Tzul", "Méndez", "Vásquez", "Gómez", "Juárez", "Castillo", "Reyes", "Ortiz", "Flores", "Aguilar",
        "Santos", "Rivas", "Mejía", "Escobar", "Barrios", "Orozco", "Muñoz",
    ];

    private static readonly string[] Needed =
        [PersonReport.Record, PersonReport.Subject, PersonReport.GivenNames, PersonReport.FirstSurname, PersonReport.SecondSurname, PersonReport.BirthDate];

    private static readonly string[] Coded = [PersonReport.Year, PersonReport.AgeGroup, PersonReport.Form, PersonReport.Citizenship];

    private static readonly string[] Empty = [PersonReport.FileNumber, PersonReport.Registered, PersonReport.Age, PersonReport.Document, PersonReport.Municipality];

    public static (RecordSet Police, RecordSet Shelter) Lists(RecordSchema schema)
    {
        var random = new Random(7);
        List<string[]> police = [], shelter = [];
        for (var person = 0; person < 600; person++)
        {
            string[] cells =
            [
                Given[random.Next(Given.Length)], Surnames[random.Next(Surnames.Length)], Surnames[random.Next(Surnames.Length)],
                string.Create(CultureInfo.InvariantCulture, $"{1970 + random.Next(35)}-{1 + random.Next(12):D2}-{1 + random.Next(28):D2}"),
            ];
            var where = random.Next(3);
            if (where != 1)
                police.Add([.. Ids("police", police.Count), .. cells.Select(cell => Slip(cell, random))]);
            if (where != 0)
                shelter.Add([.. Ids("shelter", shelter.Count), .. cells.Select(cell => Slip(cell, random))]);
        }

        return (Set(schema, "police", police), Set(schema, "shelter", shelter));
    }

    private static string[] Ids(string agency, int row) =>
        [string.Create(CultureInfo.InvariantCulture, $"GT-{agency}-{row + 1}"), string.Create(CultureInfo.InvariantCulture, $"GT-{agency}-F{row + 1}")];

    private static string Slip(string cell, Random random)
    {
        if (random.Next(5) > 0)
            return cell;
        if (cell.Contains('-', StringComparison.Ordinal))
            return cell[..4];
        var at = random.Next(1, cell.Length - 1);
        return cell[..at] + cell[(at + 1)..];
    }

    private static RecordSet Set(RecordSchema schema, string agency, List<string[]> rows) => new(
        rows.Count,
        [
            Column(schema, PersonReport.Country, "GT", rows.Count), Column(schema, PersonReport.AgencyKind, agency, rows.Count), Column(schema, PersonReport.Sex, "female", rows.Count),
            .. Coded.Select(field => new CodedColumn(field, schema.Find(field)!.List!, Enumerable.Repeat((short)-1, rows.Count).ToArray())),
            .. Empty.Select(field => new TextColumn(field, [.. rows.Select(_ => "")])),
            .. Needed.Select((field, cell) => new TextColumn(field, [.. rows.Select(row => row[cell])])),
        ]);

    private static CodedColumn Column(RecordSchema schema, string field, string code, int count)
    {
        var list = schema.Find(field)!.List!;
        return new(field, list, Enumerable.Repeat((short)list.PositionOf(code), count).ToArray());
    }
}
