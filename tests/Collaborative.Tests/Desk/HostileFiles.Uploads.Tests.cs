using System.Net;
using System.Text;
using Amparo.Collaborative.Contents;
using Amparo.Collaborative.Submissions;
using Amparo.Platform.Accounts;
using Amparo.Platform.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static Amparo.Collaborative.Tests.Desk.HostileFile;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>What comes in pieces or breaks off: nothing of it stays.</summary>
public abstract partial class HostileFilesTests<THost>
{
    [Fact]
    public async Task A_form_that_breaks_off_leaves_nothing()
    {
        var before = await ReceivingAsync();
        Task<List<Submission>> AllAsync() => host.CollaborativeAsync(context => context.Set<Submission>().AsNoTracking().ToListAsync());
        var known = (await AllAsync()).Select(row => row.Id).ToHashSet();
        // Two whole pieces and a part, and then the connection is cut; then a form whose end never comes.
        foreach (var body in new HttpContent[] { new CutContent(host, await host.Officer.Browser.FormAsync(), throws: true), new CutContent(host, await host.Officer.Browser.FormAsync(), throws: false) })
        {
            try
            {
                var answer = await host.Officer.Browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri("/en/desk/submissions/new", UriKind.Relative)) { Content = body }, TimeSpan.FromSeconds(3));
                answer.Status.ShouldBe(HttpStatusCode.BadRequest);
            }
            catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
            {
                // The sender's own end of it.
            }
        }

        // What was begun is dropped when the host has noticed, which may be after the sender has gone.
        async Task<List<(SubmissionState State, int Pieces)>> LeftBehindAsync()
        {
            var begun = new List<(SubmissionState State, int Pieces)>();
            foreach (var row in (await AllAsync()).Where(row => !known.Contains(row.Id)))
                begun.Add((row.State, await PiecesAsync((await NewestAsync(row.Id)).Id)));
            return begun;
        }

        var left = await LeftBehindAsync();
        for (var tried = 0; tried < 400 && (left.Count == 0 || left.Exists(one => one is not (SubmissionState.Withdrawn, 0))); tried++)
        {
            await Task.Delay(50, Cancel);
            left = await LeftBehindAsync();
        }

        left.Count.ShouldBeGreaterThan(0);
        left.ShouldAllBe(one => one.State == SubmissionState.Withdrawn && one.Pieces == 0);
        (await ReceivingAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task What_did_not_arrive_whole_is_swept_when_it_is_old_enough()
    {
        var browser = await host.BrowserOfAsync(host.Officer.Id);
        // As a host leaves them that dies in the midst of it: one that came in a form, and one in pieces.
        var (form, pieces, young) = (await LeftAsync(0, SweepUploads.OneFormLasts), await LeftAsync(5 << 20, SweepUploads.PiecesLast), await LeftAsync(5 << 20, SweepUploads.OneFormLasts));
        await SweepAsync();
        foreach (var (id, state, left) in new[] { (form, SubmissionState.Withdrawn, 0), (pieces, SubmissionState.Withdrawn, 0), (young, SubmissionState.Receiving, 1) })
        {
            (await host.CollaborativeAsync(context => context.Set<Submission>().Where(row => row.Id == id).Select(row => row.State).SingleAsync())).ShouldBe(state);
            (await PiecesAsync((await NewestAsync(id)).Id)).ShouldBe(left);
        }

        (await host.PlatformAsync(context => context.Set<Platform.Audit.AuditLine>().CountAsync(line => line.Act == "submission.swept"))).ShouldBe(2);
        await SweepAsync();
        (await host.PlatformAsync(context => context.Set<Platform.Audit.AuditLine>().CountAsync(line => line.Act == "submission.swept"))).ShouldBe(2);
        await host.CollaborativeAsync(context => context.Set<Submission>().Where(row => row.Id == young).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, SubmissionState.Withdrawn)));
    }

    [Fact]
    public async Task What_was_left_is_looked_for_every_hour()
    {
        // The schedule, which makes up for the times that passed while no host ran, knows of it.
        for (var tried = 0; tried < 200 && !await IsScheduledAsync(); tried++)
            await Task.Delay(50, Cancel);
        (await IsScheduledAsync()).ShouldBeTrue();
    }

    private Task<bool> IsScheduledAsync() => host.PlatformAsync(context => context.Set<RecurringJob>().AnyAsync(row => row.Kind == SweepUploads.Kind));

    private async Task SweepAsync()
    {
        var board = host.Services.GetRequiredService<JobBoard>();
        var job = await board.RequestAsync(new() { Kind = SweepUploads.Kind, OrganisationId = host.AgencyA, RequestedBy = host.Officer.Id, SubjectId = Guid.NewGuid() }, Cancel);
        await foreach (var state in board.WatchAsync(job, Cancel))
        {
            if (state.IsOver)
                state.Phase.ShouldBe(JobPhase.Done);
        }
    }

    private async Task<Guid> LeftAsync(long size, Duration age)
    {
        var (submission, version, at) = (Guid.CreateVersion7(), Guid.CreateVersion7(), host.Clock.GetCurrentInstant() - age - Duration.FromMinutes(1));
        var piece = await host.Services.GetRequiredService<SealedContents>().SealAsync(new(ContentPlace.OfSubmission(submission), version), 0, Encoding.UTF8.GetBytes(Row), Cancel);
        var node = await host.PlatformAsync(context => context.Set<Node>().Select(row => row.Id).SingleAsync());
        await host.CollaborativeAsync(async context =>
        {
            context.Add(new Submission
            {
                Id = submission,
                NodeId = node,
                OrganisationId = host.AgencyA,
                AgreementId = host.AgreementA,
                PeriodFrom = "2025-01",
                PeriodTo = "2025-12",
                State = SubmissionState.Receiving,
                Newest = 1,
                CreatedBy = host.Officer.Id,
                CreatedAt = at,
                Version = "1",
            });
            await context.SaveChangesAsync(Cancel);
            context.Add(new SubmissionVersion
            {
                Id = version,
                NodeId = node,
                OrganisationId = host.AgencyA,
                SubmissionId = submission,
                Number = 1,
                Size = size,
                Pieces = 1,
                CreatedBy = host.Officer.Id,
                CreatedAt = at,
            });
            context.Add(piece.Value);
            return await context.SaveChangesAsync(Cancel);
        });
        return submission;
    }

    private async Task<Guid> SendInPiecesAsync(string name)
    {
        var (browser, bytes) = (await host.BrowserOfAsync(host.Officer.Id), Encoding.UTF8.GetBytes($"{Header}\n{Row}\n{new string('\n', Random.Shared.Next(1000, 9_000_000) % 100_000)}"));
        var begun = await BeginAsync(browser, name, bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var id = System.Text.Json.JsonDocument.Parse(begun.Text).RootElement.GetProperty("id").GetGuid();
        (await ScriptAsync(browser, HttpMethod.Put, $"/es/mesa/envios/{id}/piezas/0", new ByteArrayContent(bytes))).Status.ShouldBe(HttpStatusCode.OK);
        (await ScriptAsync(browser, HttpMethod.Post, $"/es/mesa/envios/{id}/completo", null)).Status.ShouldBe(HttpStatusCode.OK);
        await host.SettledAsync(id);
        return id;
    }

    private Task<Answer> BeginAsync(Browser browser, string name, string size) => ScriptAsync(
        browser, HttpMethod.Post, "/es/mesa/envios/empezar", Browser.Fields([("agreement", host.AgreementA.ToString()), ("from", "2025-01"), ("to", "2025-02"), ("name", name), ("size", size)]));

    private static async Task<Answer> ScriptAsync(Browser browser, HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Add("X-Amparo-Form", await browser.FormAsync());
        return await browser.SendAsync(request);
    }

    private Task<int> ReceivingAsync() => host.CollaborativeAsync(context => context.Set<Submission>().CountAsync(row => row.State == SubmissionState.Receiving));

    /// <summary>A form with a file whose end does not come.</summary>
    private sealed class CutContent : HttpContent
    {
        private readonly THost _host;
        private readonly string _form;
        private readonly bool _throws;

        public CutContent(THost host, string form, bool throws)
        {
            (_host, _form, _throws) = (host, form, throws);
            Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var fields = new[] { ("form", _form), ("agreement", _host.AgreementA.ToString()), ("from", "2025-01"), ("to", "2025-12") };
            var text = string.Concat(fields.Select(field => $"--x\r\nContent-Disposition: form-data; name=\"{field.Item1}\"\r\n\r\n{field.Item2}\r\n"))
                + "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.csv\"\r\n\r\n";
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text), Cancel);
            await stream.WriteAsync(new byte[(2 << 20) + 1000], Cancel);
            await stream.FlushAsync(Cancel);
            if (_throws)
                throw new IOException("The connection is cut.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
