using System.Net;
using System.Text.RegularExpressions;
using Amparo.Collaborative.Tests.Samples;
using Amparo.Linkage.Review;
using Amparo.TestSupport;
using AngleSharp.Html.Parser;

namespace Amparo.Collaborative.Tests;

public sealed partial class KilledTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("amparo-killed-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Queue => Path.Combine(_folder, "queue.jsonl");

    private string Decisions => Path.Combine(_folder, "decisions.jsonl");

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        File.Delete($"{_folder}.keys");
    }

    [Fact]
    public async Task A_host_that_is_killed_has_kept_every_decision_that_it_called_saved()
    {
        InventedQueue.Write(Queue);
        var saved = 0;
        for (var run = 0; run < 3; run++)
        {
            await using var host = await HostProcess.StartAsync(_folder, "--review", Queue, "--decisions", Decisions);
            var clients = new[] { await EnterAsync(host, 0), await EnterAsync(host, 1) };
            var before = saved;
            var writing = clients.Select(client => Task.Run(async () =>
            {
                try
                {
                    for (var pair = 0; ; pair = (pair + 1) % InventedQueue.Pairs.Count)
                    {
                        using var form = new FormUrlEncodedContent(
                            [KeyValuePair.Create("form", client.Form), KeyValuePair.Create("verdict", pair % 2 == 0 ? "same" : "different")]);
                        var answer = await client.Http.PostAsync($"/es/revision/pares/{InventedQueue.Pairs[pair].Key.Id()}", form, Cancel);
                        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
                        Interlocked.Increment(ref saved);
                    }
                }
                catch (HttpRequestException)
                {
                    // Killed.
                }
            }, Cancel)).ToList();
            while (Volatile.Read(ref saved) < before + 20 + (run * 7) && !writing.Exists(task => task.IsCompleted))
                await Task.Delay(1, Cancel);
            await host.KillAsync();
            await Task.WhenAll(writing);
            Read().Entries.Count.ShouldBeGreaterThanOrEqualTo(saved);
            saved = Read().Entries.Count;
        }
    }

    [Fact]
    public async Task Half_a_line_is_cut_off_at_the_start_and_said_on_the_page()
    {
        InventedQueue.Write(Queue);
        var log = DecisionLog.Empty.Append(Draft(0)).Append(Draft(1));
        using var bytes = new MemoryStream();
        log.Write(bytes);
        await File.WriteAllBytesAsync(Decisions, bytes.ToArray()[..^10], Cancel);

        await using var host = await HostProcess.StartAsync(_folder, "--review", Queue, "--decisions", Decisions);
        var (http, form) = await EnterAsync(host, 0);
        (await http.GetStringAsync("/es/revision", Cancel)).ShouldContain("una última línea sin terminar");
        using var verdict = new FormUrlEncodedContent([KeyValuePair.Create("form", form), KeyValuePair.Create("verdict", "unsure")]);
        await http.PostAsync($"/es/revision/pares/{InventedQueue.Pairs[1].Key.Id()}", verdict, Cancel);
        await host.KillAsync();
        Read().Entries.Select(entry => entry.Verdict).ShouldBe([Verdict.Same, Verdict.Unsure]);
        Read().UnfinishedBytes.ShouldBe(0);
    }

    [Fact]
    public async Task A_host_says_where_and_with_which_keys_and_logs_nothing_of_them()
    {
        InventedQueue.Write(Queue);
        await using var host = await HostProcess.StartAsync(_folder, "--review", Queue);
        await EnterAsync(host, 2);
        var said = await host.SaidAsync("auditoría");
        said.ShouldContain($"{host.Address.GetLeftPart(UriPartial.Authority)}/es/revision");
        (await host.TerminateAsync()).ShouldBe(0);
        foreach (Match key in Key().Matches(said))
            host.Errors.ShouldNotContain(key.Value);
        foreach (var pair in InventedQueue.Pairs.Take(3))
            host.Errors.ShouldNotContain(pair.Key.Id());
        File.Exists(Path.Combine(_folder, "queue.decisions.jsonl")).ShouldBeTrue();
    }

    [Fact]
    public async Task Two_hosts_do_not_write_into_one_file()
    {
        InventedQueue.Write(Queue);
        await using var host = await HostProcess.StartAsync(_folder, "--review", Queue, "--decisions", Decisions);
        await RefusedAsync(3, CollaborativeProblems.DecisionsInUse, "--review", Queue, "--decisions", Decisions, "--urls", "http://127.0.0.1:0");
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://127.0.0.1:0;http://*:0")]
    [InlineData("http://amparo.example:0")]
    public async Task Names_are_not_shown_beyond_this_machine(string addresses)
    {
        InventedQueue.Write(Queue);
        await RefusedAsync(3, CollaborativeProblems.NotLoopback, "--review", Queue, "--urls", addresses);
    }

    [Fact]
    public async Task A_queue_or_decisions_that_cannot_be_trusted_keep_the_host_from_starting()
    {
        await RefusedAsync(3, CollaborativeProblems.QueueUnreadable, "--review", Queue);
        await File.WriteAllTextAsync(Queue, "nombre;apellido\n", Cancel);
        await RefusedAsync(3, ReviewProblems.NoHeader, "--review", Queue);
        InventedQueue.Write(Queue);
        await RefusedAsync(3, CollaborativeProblems.DecisionsUnusable, "--review", Queue, "--decisions", Path.Combine(_folder, "no", "where.jsonl"));
        await File.WriteAllTextAsync(Decisions, "nombre;apellido\n", Cancel);
        await RefusedAsync(3, ReviewProblems.UnreadableDecision, "--review", Queue, "--decisions", Decisions);
        await RefusedAsync(2, "WEB-005", "--decisions", Decisions);
    }

    private async Task RefusedAsync(int code, string words, params string[] args)
    {
        var refusal = await HostProcess.RefusalAsync("es_GT.UTF-8", ["--data", _folder, .. args]);
        refusal.Said.ShouldContain(words);
        refusal.Said.Trim().Split('\n').Length.ShouldBe(1, refusal.Said);
        refusal.Code.ShouldBe(code);
    }

    private static async Task<(HttpClient Http, string Form)> EnterAsync(HostProcess host, int seat)
    {
        var keys = Key().Matches(await host.SaidAsync("auditoría")).Select(match => match.Value).ToList();
        var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = host.Address };
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("token", keys[seat])]);
        (await http.PostAsync("/es/revision/entrar", form, Cancel)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var page = await new HtmlParser().ParseDocumentAsync(await http.GetStringAsync("/es/revision", Cancel));
        return (http, page.QuerySelector("input[name=form]")!.GetAttribute("value")!);
    }

    private DecisionLog Read()
    {
        using var stream = File.OpenRead(Decisions);
        return DecisionLog.Read(stream).Value;
    }

    private static DecisionDraft Draft(int pair) => new()
    {
        Left = InventedQueue.Pairs[pair].Left.Key,
        Right = InventedQueue.Pairs[pair].Right.Key,
        Verdict = Verdict.Same,
        Reviewer = "A",
        Blind = false,
        At = NodaTime.Instant.FromUtc(2026, 11, 28, 15, 0),
        Model = "00",
    };

    [GeneratedRegex("[a-z0-9]{4}(-[a-z0-9]{4}){6}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();
}
