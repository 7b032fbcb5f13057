using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Amparo.TestSupport;

/// <summary>An answer of a host, read whole.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Location">Where a browser is sent on; empty where it is not.</param>
/// <param name="Text">The page.</param>
public sealed record DeskAnswer(HttpStatusCode Status, string Location, string Text)
{
    /// <summary>The id that the address of the next page ends with.</summary>
    public Guid LocatedId => Guid.Parse(Location.Split('?')[0].Split('/')[^1]);
}

/// <summary>What lets somebody in: kept by them, as in a notebook.</summary>
/// <param name="Name">The account's name.</param>
/// <param name="Shared">What their authenticator shares with the host, in base 32.</param>
public sealed record DeskAccount(string Name, string Shared)
{
    /// <summary>Everybody's password here.</summary>
    public const string Password = "caminos de agua clara 7";

    /// <summary>What the authenticator shows (RFC 6238: HMAC-SHA-1, six digits, steps of 30 seconds).</summary>
    /// <param name="offset">0 for now; 1 for the next step, which is good too.</param>
    public string Code(int offset = 0)
    {
        var counter = BitConverter.GetBytes(IPAddress.HostToNetworkOrder((DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30) + offset));
#pragma warning disable CA5350 // What authenticators compute.
        var hash = HMACSHA1.HashData(Bytes(Shared), counter);
#pragma warning restore CA5350
        var at = hash[^1] & 15;
        var number = ((hash[at] & 0x7F) << 24) | (hash[at + 1] << 16) | (hash[at + 2] << 8) | hash[at + 3];
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(string base32)
    {
        var bits = string.Concat(base32.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2))];
    }
}

/// <summary>Somebody at a browser of their own, on a machine of their own: over the network to a real host, and to another one of the same store.</summary>
/// <remarks>Each number is another loopback address, so that the limit on attempts from one address is met as people in an office meet it.</remarks>
public sealed partial class DeskVisitor : IDisposable
{
    private const string Cookie = "amparo-desk";

    private readonly HttpClient _client;
    private string? _form;

    /// <summary>Opens a browser.</summary>
    /// <param name="host">The host's address; only its scheme, name and port count.</param>
    /// <param name="number">Whose machine it is, from 1.</param>
    public DeskVisitor(Uri host, int number)
    {
        ArgumentNullException.ThrowIfNull(host);
        Host = new Uri(host.GetLeftPart(UriPartial.Authority));
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    socket.Bind(new IPEndPoint(new IPAddress([127, 1, (byte)((number >> 8) & 255), (byte)(number & 255)]), 0));
                    await socket.ConnectAsync(context.DnsEndPoint, cancel);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        })
        {
            Timeout = TimeSpan.FromMinutes(2),
        };
    }

    /// <summary>Which host is asked; another one of the same store knows the same session.</summary>
    public Uri Host { get; private set; }

    /// <summary>The session's key, as the cookie holds it; null before somebody came in.</summary>
    public string? Session { get; private set; }

    /// <summary>Turns to another host, with the session that there is.</summary>
    /// <param name="host">Its address.</param>
    public void TurnTo(Uri host)
    {
        ArgumentNullException.ThrowIfNull(host);
        Host = new Uri(host.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>Asks for a page.</summary>
    /// <param name="path">Its path.</param>
    public Task<DeskAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, content: null);

    /// <summary>Sends a form as the page has it.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="fields">Its fields; the one that shows whose form it is is added.</param>
    public async Task<DeskAnswer> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var form = await FormAsync();
        using var content = new FormUrlEncodedContent(fields.Append(("form", form)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        return await SendAsync(HttpMethod.Post, path, content);
    }

    /// <summary>Sends a file in a form.</summary>
    /// <param name="path">The form's path.</param>
    /// <param name="file">The file's name and bytes.</param>
    /// <param name="fields">The fields before it.</param>
    public async Task<DeskAnswer> SendFileAsync(string path, (string Name, byte[] Bytes) file, params (string Name, string Value)[] fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Append(("form", await FormAsync())))
            content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(file.Bytes), "files", file.Name);
        return await SendAsync(HttpMethod.Post, path, content);
    }

    /// <summary>Sends what the page's script sends.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path.</param>
    /// <param name="content">The body; null for none.</param>
    public async Task<DeskAnswer> ScriptAsync(HttpMethod method, string path, HttpContent? content)
    {
        var form = await FormAsync();
        return await SendAsync(method, path, content, form);
    }

    /// <summary>Uses a key that was handed out, and chooses password and authenticator.</summary>
    /// <param name="key">The key.</param>
    /// <param name="name">The account's name.</param>
    /// <param name="more">What the first start asks for besides.</param>
    public async Task<DeskAccount> EnrolAsync(string key, string name, params (string Name, string Value)[] more)
    {
        var page = await PostAsync("/en/desk/enrol", ("key", key));
        var account = new DeskAccount(name, AuthenticatorKey().Match(page.Text).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal));
        // What the form itself brings back, the key among it.
        var hidden = HiddenFields().Matches(page.Text).Select(field => (field.Groups["name"].Value, WebUtility.HtmlDecode(field.Groups["value"].Value)));
        var answer = await PostAsync("/en/desk/enrol/complete", [.. hidden, ("password", DeskAccount.Password), ("again", DeskAccount.Password), ("code", account.Code()), .. more]);
        return answer.Status == HttpStatusCode.SeeOther ? account : throw Unexpected(answer);
    }

    /// <summary>Comes in with password and authenticator.</summary>
    /// <param name="account">The account.</param>
    public async Task EnterAsync(DeskAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var answer = await TryEnterAsync(account.Name, DeskAccount.Password, account.Code());
        if (answer.Status != HttpStatusCode.SeeOther)
            throw Unexpected(answer);
    }

    /// <summary>Tries to come in.</summary>
    /// <param name="name">The account's name.</param>
    /// <param name="password">The password.</param>
    /// <param name="code">What the authenticator shows.</param>
    public Task<DeskAnswer> TryEnterAsync(string name, string password, string code) =>
        PostAsync("/en/desk/enter", ("name", name), ("password", password), ("code", code));

    /// <summary>Invites somebody, who completes their account.</summary>
    /// <param name="other">Their browser.</param>
    /// <param name="name">Their name.</param>
    /// <param name="organisation">Whose they are.</param>
    /// <param name="roles">What they may do.</param>
    public async Task<DeskAccount> InviteAsync(DeskVisitor other, string name, Guid organisation, params string[] roles)
    {
        ArgumentNullException.ThrowIfNull(other);
        var page = await PostAsync("/en/desk/accounts", [("name", name), ("organisation", organisation.ToString()), .. roles.Select(role => ("role", role))]);
        var key = NewKey().Match(page.Text);
        return key.Success ? await other.EnrolAsync(key.Groups["key"].Value, name) : throw Unexpected(page);
    }

    /// <summary>Invites the second administrator, who confirms themselves by the key that the host said for them.</summary>
    /// <param name="other">Their browser.</param>
    /// <param name="name">Their name.</param>
    /// <param name="organisation">Whose they are.</param>
    /// <param name="key">The second key of the terminal.</param>
    public async Task<DeskAccount> InviteSecondAsync(DeskVisitor other, string name, Guid organisation, string key)
    {
        ArgumentNullException.ThrowIfNull(other);
        var account = await InviteAsync(other, name, organisation, "Administrator");
        var answer = await other.PostAsync("/en/desk/verify-account", ("key", key));
        return answer.Status == HttpStatusCode.SeeOther ? account : throw Unexpected(answer);
    }

    /// <summary>Confirms who somebody is, as an administrator who has not seen their key; nobody else waits for it.</summary>
    /// <param name="other">Their browser, whose screen shows a code.</param>
    public async Task ConfirmAsync(DeskVisitor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var code = ConfirmationCode().Match((await other.GetAsync("/en/desk")).Text).Groups["code"].Value;
        var id = Waiting().Match((await GetAsync("/en/desk/accounts")).Text).Groups["id"].Value;
        var answer = await PostAsync("/en/desk/accounts/verify", ("id", id), ($"code-{id}", code));
        if (answer.Status != HttpStatusCode.SeeOther)
            throw Unexpected(answer);
    }

    /// <summary>The id behind a choice of a form.</summary>
    /// <param name="page">The page.</param>
    /// <param name="text">How the choice begins.</param>
    public static Guid Choice(DeskAnswer page, string text)
    {
        ArgumentNullException.ThrowIfNull(page);
        return Guid.Parse(Options().Matches(page.Text).First(option => WebUtility.HtmlDecode(option.Groups["text"].Value).StartsWith(text, StringComparison.Ordinal)).Groups["id"].Value);
    }

    /// <summary>What is thrown where a host answers something else than it should; without the page, which may show people.</summary>
    /// <param name="answer">The answer.</param>
    public static InvalidOperationException Unexpected(DeskAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var said = string.Join(" | ", ErrorTexts().Matches(answer.Text).Select(match => match.Groups["text"].Value.Trim()));
        return new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The host answered {(int)answer.Status} {answer.Location} {said}"));
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<string> FormAsync()
    {
        // Another host, and another session of the same person, have another one; whoever has not come in has none.
        if (Session is not null && _form is null)
            _form = FormToken().Match((await GetAsync("/en/desk")).Text).Groups["form"].Value;
        return _form ?? "";
    }

    private async Task<DeskAnswer> SendAsync(HttpMethod method, string path, HttpContent? content, string? form = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Host, path)) { Content = content };
        if (Session is not null)
            request.Headers.Add("Cookie", $"{Cookie}={Session}");
        if (form is not null)
            request.Headers.Add("X-Amparo-Form", form);
        using var answer = await _client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.FirstOrDefault(cookie => cookie.StartsWith($"{Cookie}=", StringComparison.Ordinal)) is { } set)
            (Session, _form) = (set[(Cookie.Length + 1)..].Split(';')[0] is { Length: > 0 } key ? key : null, null);
        return new(answer.StatusCode, answer.Headers.Location?.ToString() ?? "", text);
    }

    [GeneratedRegex("""data-form="(?<form>[^"]*)"\s*>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormToken();

    [GeneratedRegex("""id="authenticator-key">(?<key>[A-Z2-7 ]+)<""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AuthenticatorKey();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)"\s*/?>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HiddenFields();

    [GeneratedRegex("""id="new-key"[^~]*?<code[^>]*>\s*(?<key>[a-z0-9-]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NewKey();

    [GeneratedRegex("""id="confirmation-code">\s*(?<code>[^<]+?)\s*<""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ConfirmationCode();

    [GeneratedRegex("""id="code-(?<id>[0-9a-f-]{36})[^0-9a-f]""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Waiting();

    [GeneratedRegex("""<option value="(?<id>[0-9a-f-]{36})"[^>]*>(?<text>[^<]*)<""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Options();

    [GeneratedRegex("""<a href="#[^"]*">(?<text>[^<]*)</a>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ErrorTexts();
}
