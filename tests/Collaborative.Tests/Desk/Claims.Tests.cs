using System.Net;
using System.Net.Sockets;
using System.Text;
using Amparo.Collaborative.Contents;
using Amparo.Collaborative.Submissions;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>What a client says and does not do, over a real connection.</summary>
public sealed class ClaimsTests(ClaimsTests.ListeningHost host) : IClassFixture<ClaimsTests.ListeningHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public sealed class ListeningHost : StaffedHost
    {
        private int _browsers;

        public ListeningHost() => UseKestrel(0);

        // A client of a real connection follows and keeps what the desk's tests look at, unless it is told not to.
        internal override Browser Open(bool keepsCookies = true)
        {
            // Each from a machine of its own: attempts to come in are limited by address.
            var number = Interlocked.Increment(ref _browsers);
            return new(this, new HttpClient(new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = keepsCookies,
                ConnectCallback = async (context, cancel) =>
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    socket.Bind(new IPEndPoint(new IPAddress([127, 2, (byte)(number >> 8), (byte)number]), 0));
                    await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancel);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            })
            {
                BaseAddress = ClientOptions.BaseAddress,
            });
        }

        protected override async Task FillAsync()
        {
            StartServer();
            await base.FillAsync();
        }
    }

    [Fact]
    public async Task Two_gigabytes_that_are_claimed_cost_nothing()
    {
        var browser = await host.BrowserOfAsync(host.Officer.Id);
        var form = await browser.FormAsync();
        var cookie = browser.Client.DefaultRequestHeaders.GetValues("Cookie").Single();
        var before = Environment.WorkingSet;
        // More than a form may have: refused unread. No more than that, and then silence: nothing is kept when the connection goes.
        var large = await AskAsync(cookie, "POST /en/desk/submissions/new", 2_600_000_000, Multipart(form));
        large.ShouldStartWith("HTTP/1.1 413");
        var begin = new HttpRequestMessage(HttpMethod.Post, new Uri("/es/mesa/envios/empezar", UriKind.Relative))
        {
            Content = Browser.Fields([("agreement", host.AgreementA.ToString()), ("from", "2025-01"), ("to", "2025-02"), ("name", "a.csv"), ("size", "5")]),
        };
        begin.Headers.Add("X-Amparo-Form", form);
        var begun = System.Text.Json.JsonDocument.Parse((await browser.SendAsync(begin)).Text).RootElement.GetProperty("id").GetGuid();
        (await AskAsync(cookie, $"PUT /es/mesa/envios/{begun}/piezas/0", 2_147_483_648, "12345", $"X-Amparo-Form: {form}\r\n")).ShouldStartWith("HTTP/1.1 413");
        // And what is more than was said, in a form of its own length: five bytes were announced, a whole piece comes.
        (await AskAsync(cookie, $"PUT /es/mesa/envios/{begun}/piezas/0", 1 << 20, new string('a', 1 << 20), $"X-Amparo-Form: {form}\r\n")).ShouldStartWith("HTTP/1.1 400");
        await AskAsync(cookie, "POST /en/desk/submissions/new", 2_000_000_000, Multipart(form) + new string('a', (1 << 20) + 500), waits: false);
        // First it is withdrawn, then its pieces go.
        Task<int> PiecesAsync() => host.CollaborativeAsync(context => context.Set<ContentPiece>().CountAsync());
        for (var tried = 0; tried < 400 && (!await IsWithdrawnAsync() || await PiecesAsync() > 0); tried++)
            await Task.Delay(50, Cancel);
        (await IsWithdrawnAsync()).ShouldBeTrue();
        (await PiecesAsync()).ShouldBe(0);
        // The one that was begun waits for its five bytes; what came in a form is gone.
        (await host.CollaborativeAsync(context => context.Set<Submission>().Where(row => row.State == SubmissionState.Receiving).Select(row => row.Id).ToListAsync())).ShouldBe([begun]);
        (Environment.WorkingSet - before).ShouldBeLessThan(200L << 20);
    }

    // By its length alone, before any of it is read; a program is told as elsewhere in the interface.
    [Fact]
    public async Task A_body_over_its_limit_is_told_to_a_program_by_status_and_code()
    {
        var key = await host.KeyOfAsync(host.Officer.Id, [.. Enum.GetValues<Entitlement>()]);
        var answer = await AskAsync("", "POST /api/v1/submissions", (256 << 10) + 1, "{", $"Authorization: Bearer {key}\r\n", media: "application/json");
        answer.ShouldStartWith("HTTP/1.1 413");
        answer.ShouldContain("application/problem+json");
        answer.ShouldContain($"\"code\":\"{PlatformProblems.BodyUnreadable}\"");
    }

    private Task<bool> IsWithdrawnAsync() => host.CollaborativeAsync(context => context.Set<Submission>().AnyAsync(row => row.State == SubmissionState.Withdrawn));

    private string Multipart(string form)
    {
        var fields = new[] { ("form", form), ("agreement", host.AgreementA.ToString()), ("from", "2025-01"), ("to", "2025-12") };
        return string.Concat(fields.Select(field => $"--x\r\nContent-Disposition: form-data; name=\"{field.Item1}\"\r\n\r\n{field.Item2}\r\n"))
            + "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.csv\"\r\n\r\n";
    }

    private async Task<string> AskAsync(string cookie, string line, long claimed, string body, string more = "", bool waits = true, string media = "multipart/form-data; boundary=x")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.ClientOptions.BaseAddress.Port, Cancel);
        await using var stream = client.GetStream();
        var head = $"{line} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nContent-Type: {media}\r\nContent-Length: {claimed}\r\n{more}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + body), Cancel);
        if (!waits)
        {
            // Until it has been read so far that something is kept.
            for (var tried = 0; tried < 200 && await host.CollaborativeAsync(context => context.Set<ContentPiece>().CountAsync()) == 0; tried++)
                await Task.Delay(50, Cancel);
            client.Client.Close(0);
            return "";
        }

        var answer = new byte[4096];
        return Encoding.ASCII.GetString(answer, 0, await stream.ReadAsync(answer, Cancel));
    }
}
