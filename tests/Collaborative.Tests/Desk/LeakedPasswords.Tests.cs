using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.TestSupport;
using Amparo.Web.Starting;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Hosting;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>A list of leaked passwords as its downloader writes it, of words that are nobody's.</summary>
internal static class LeakedFile
{
    public static string Hash(string word)
    {
#pragma warning disable CA5350 // What the list is made of.
        return Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(word)));
#pragma warning restore CA5350
    }

    public static string[] Lines(IEnumerable<string> words) => [.. words.Select(Hash).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select((hash, place) => $"{hash}:{1 + (place * place)}")];

    public static string Text(IEnumerable<string> words, string end = "\r\n") => string.Concat(Lines(words).Select(line => line + end));
}

/// <summary>The list itself: what is in it is found, what is not is not, and what is no list is refused.</summary>
public sealed class LeakedPasswordsTests(LeakedPasswordsTests.WarnedHost host) : IClassFixture<LeakedPasswordsTests.WarnedHost>, IDisposable
{
    private const string Leaked = "siete faroles junto al muelle";
    private const string Taken = "tres gatos miran la lluvia";

    private static readonly string[] Words = [.. Enumerable.Range(0, 5_000).Select(number => $"palabra inventada {number}")];

    private readonly string _path = Path.GetTempFileName();

    public sealed class WarnedHost : StaffedHost
    {
        internal string List { get; } = Path.GetTempFileName();

        internal string Whole { get; } = LeakedFile.Text([.. Words, Leaked]);

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            System.IO.File.WriteAllText(List, Whole);
            base.ConfigureWebHost(builder);
            builder.UseSetting("leaked-passwords", List);
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            System.IO.File.Delete(List);
        }
    }

    public void Dispose() => System.IO.File.Delete(_path);

    private LeakedPasswords? Open(string text)
    {
        System.IO.File.WriteAllText(_path, text);
        return LeakedPasswords.Open(_path);
    }

    [Theory]
    [InlineData("\n", true), InlineData("\r\n", true), InlineData("\n", false), InlineData("\r\n", false)]
    public void What_is_in_it_is_found_whatever_ends_its_lines_and_nothing_else_is(string end, bool endsLast)
    {
        var text = LeakedFile.Text(Words, end);
        using var list = Open(endsLast ? text : text[..^end.Length]).ShouldNotBeNull();
        var byHash = Words.OrderBy(LeakedFile.Hash, StringComparer.Ordinal).ToList();
        var (first, last) = (byHash[0], byHash[^1]);
        (list.Holds(first), list.Holds(last)).ShouldBe((true, true));
        Words.ShouldAllBe(word => list.Holds(word) == true);
        // Before the first, behind the last, and between any two.
        var absent = Enumerable.Range(0, 20_000).Select(number => $"otra palabra {number}").ToList();
        absent.ShouldContain(word => string.CompareOrdinal(LeakedFile.Hash(word), LeakedFile.Hash(first)) < 0);
        absent.ShouldContain(word => string.CompareOrdinal(LeakedFile.Hash(word), LeakedFile.Hash(last)) > 0);
        absent.ShouldAllBe(word => list.Holds(word) == false);
        foreach (var other in new[] { Words[0].ToUpperInvariant(), $" {Words[0]}", $"{Words[0]} ", "", "\ud800" })
            list.Holds(other).ShouldBe(false);
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public void A_list_of_a_line_or_two_is_one(int lines)
    {
        using var list = Open(LeakedFile.Text(Words.Take(lines))).ShouldNotBeNull();
        Words.Take(lines).ShouldAllBe(word => list.Holds(word) == true);
        Words.Skip(lines).ShouldAllBe(word => list.Holds(word) == false);
    }

    [Fact]
    public void Small_digits_are_the_same_digits()
    {
        using var list = Open(LeakedFile.Text(Words).ToLowerInvariant()).ShouldNotBeNull();
        Words.ShouldAllBe(word => list.Holds(word) == true);
    }

    [Fact]
    public void The_list_says_of_any_word_what_a_set_of_the_same_words_says()
    {
        var drawn =
            from words in Gen.Choose(0, 400).ListOf()
            from asked in Gen.Choose(0, 400)
            from counts in Gen.Elements(":1", ":0", ":12345678901234567890")
            from end in Gen.Elements("\n", "\r\n")
            select (Words: words.Select(number => $"w{number}").ToHashSet(StringComparer.Ordinal), Asked: $"w{asked}", Counts: counts, End: end);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(20261201UL, 1UL), Prop.ForAll(drawn.Where(one => one.Words.Count > 0).ToArbitrary(), one =>
        {
            using var list = Open(string.Concat(one.Words.Select(LeakedFile.Hash).Order(StringComparer.Ordinal).Select(hash => hash + one.Counts + one.End))).ShouldNotBeNull();
            list.Holds(one.Asked).ShouldBe(one.Words.Contains(one.Asked));
            one.Words.ShouldAllBe(word => list.Holds(word) == true);
        }));
    }

    public static TheoryData<string> NoLists => ["empty", "words", "blank", "short", "no count", "letters", "digits", "long", "backwards", "exchanged", "twice", "cut", "spaces"];

    [Theory, MemberData(nameof(NoLists))]
    public void What_is_no_list_in_order_is_refused(string kind)
    {
        var lines = LeakedFile.Lines(Words.Take(200));
        string Of(IEnumerable<string> all) => string.Concat(all.Select(line => $"{line}\n"));
        // One line in the midst of all.
        string With(string line) => Of([.. lines[..100], line, .. lines[101..]]);
        var text = kind switch
        {
            "empty" => "",
            "words" => Of(Words),
            "blank" => "\n",
            "short" => With(lines[100][1..]),
            "no count" => With(lines[100][..40]),
            "letters" => With(lines[100][..41] + "many"),
            "digits" => With($"G{lines[100][1..]}"),
            "long" => With(lines[100][..41] + new string('1', 21)),
            "backwards" => Of(lines.Reverse()),
            "exchanged" => Of([.. lines[..100], lines[101], lines[100], .. lines[102..]]),
            "twice" => With(lines[99]),
            "cut" => Of(lines)[..^25],
            _ => With($"{lines[100]} "),
        };
        Open(text).ShouldBeNull();
    }

    [Fact]
    public async Task A_list_that_is_cut_or_grows_later_answers_nothing_any_more()
    {
        using var list = Open(LeakedFile.Text(Words)).ShouldNotBeNull();
        foreach (var length in new[] { new FileInfo(_path).Length - 1, 0, 3 * new FileInfo(_path).Length })
        {
            await using (var file = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                file.SetLength(length);
            Words.Take(50).ShouldAllBe(word => list.Holds(word) == null);
            list.Holds(Taken).ShouldBeNull();
        }
    }

    [Fact]
    public async Task A_list_that_is_written_over_in_its_own_length_answers_nothing_any_more()
    {
        var (text, other) = (LeakedFile.Text(Words), LeakedFile.Text([.. Words[1..], Leaked]));
        using var list = Open(text).ShouldNotBeNull();
        list.Holds(Words[0]).ShouldBe(true);
        // Longer than the file system's clock stands still.
        await Task.Delay(100, TestContext.Current.CancellationToken);
        await using (var file = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            await file.WriteAsync(Encoding.ASCII.GetBytes(other).AsMemory(0, text.Length), TestContext.Current.CancellationToken);
        new FileInfo(_path).Length.ShouldBe(text.Length);
        foreach (var word in new[] { Words[0], Leaked, Taken })
            list.Holds(word).ShouldBeNull();
    }

    [Fact]
    public void A_new_list_put_in_its_place_is_read_from_the_next_start_on_and_the_old_one_until_then()
    {
        using var list = Open(LeakedFile.Text(Words)).ShouldNotBeNull();
        var other = _path + ".new";
        System.IO.File.WriteAllText(other, LeakedFile.Text([Leaked]));
        System.IO.File.Move(other, _path, overwrite: true);
        (list.Holds(Words[7]), list.Holds(Leaked)).ShouldBe((true, false));
        using var next = LeakedPasswords.Open(_path).ShouldNotBeNull();
        (next.Holds(Words[7]), next.Holds(Leaked)).ShouldBe((false, true));
    }

    private async Task<Person> NewAsync() => await host.InviteAsync(await AdminAsync(), $"l{Guid.NewGuid():N}"[..14], host.AgencyA, DeskRole.AgencyOfficer);

    private async Task<Person> AdminAsync() => new(host.Admin.Name, host.Admin.Shared, await host.BrowserOfAsync(host.Admin.Id)) { Id = host.Admin.Id };

    [Fact]
    public async Task What_leaked_is_refused_on_every_page_that_takes_a_password_and_another_is_taken()
    {
        var person = await NewAsync();
        Task<Answer> ChangeAsync(string language, string wanted) =>
            person.Browser.SendFormAsync(language == "es" ? "/es/mesa/mi-cuenta/contrasena" : "/en/desk/my-account/password", ("password", DeskHost.Password), ("code", person.Code()), ("new", wanted), ("again", wanted));
        foreach (var (language, word) in new[] { ("es", "filtración en otro sitio"), ("en", "known from a leak") })
        {
            var refused = await ChangeAsync(language, Leaked);
            refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            refused.Html.QuerySelector("#new-error")!.TextContent.ShouldContain(word);
        }

        (await ChangeAsync("es", Taken)).Status.ShouldBe(HttpStatusCode.SeeOther);

        var key = await DeskHost.KeyForAsync(await AdminAsync(), $"l{Guid.NewGuid():N}"[..14], host.AgencyA, DeskRole.AgencyOfficer);
        var (shared, state) = await DeskHost.ShownAsync(host.Open(), key);
        Task<Answer> CompleteAsync(string password) => host.Open().PostAsync(
            "/en/desk/enrol/complete", ("key", key), ("authenticator", state), ("password", password), ("again", password), ("code", Totp.At(shared, 0)));
        var completed = await CompleteAsync(Leaked);
        completed.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        completed.Html.QuerySelector("#password-error")!.TextContent.ShouldContain("known from a leak");
        (await CompleteAsync(Taken)).Status.ShouldBe(HttpStatusCode.SeeOther);
        host.Log.ShouldNotContain(line => line.Contains(Leaked, StringComparison.Ordinal) || line.Contains(LeakedFile.Hash(Leaked), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task While_the_list_cannot_be_asked_no_password_is_taken_and_whoever_runs_the_host_reads_why()
    {
        var person = await NewAsync();
        var written = System.IO.File.GetLastWriteTimeUtc(host.List);
        await System.IO.File.WriteAllTextAsync(host.List, host.Whole[..(host.Whole.Length / 2)], TestContext.Current.CancellationToken);
        try
        {
            var refused = await person.Browser.SendFormAsync("/es/mesa/mi-cuenta/contrasena", ("password", DeskHost.Password), ("code", person.Code()), ("new", Taken), ("again", Taken));
            refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            refused.Html.QuerySelector("#new-error")!.TextContent.ShouldContain(PlatformProblems.LeakedListChanged);
            host.Log.ShouldContain(line => line.Contains(PlatformProblems.LeakedListChanged, StringComparison.Ordinal));
            // Who has one comes in as before.
            (await host.Open().PostAsync("/en/desk/enter", ("name", person.Name), ("password", DeskHost.Password), ("code", person.Code()))).Status.ShouldBe(HttpStatusCode.SeeOther);
        }
        finally
        {
            // As if nothing had been, for the other tests.
            await System.IO.File.WriteAllTextAsync(host.List, host.Whole, TestContext.Current.CancellationToken);
            System.IO.File.SetLastWriteTimeUtc(host.List, written);
        }
    }

    [Fact]
    public void The_setting_names_a_file_that_is_a_list()
    {
        LeakedList.Open(Path.Combine(_path, "nowhere")).Problems.ShouldHaveSingleItem().Code.ShouldBe(WebProblems.LeakedListUnusable);
        LeakedList.Open(Path.GetTempPath()).Problems.ShouldHaveSingleItem().Code.ShouldBe(WebProblems.LeakedListUnusable);
        LeakedList.Open(_path).Problems.ShouldHaveSingleItem().ToString().ShouldBe($"WEB-011 {_path}");
        System.IO.File.WriteAllText(_path, LeakedFile.Text(Words));
        var opened = LeakedList.Open(_path);
        opened.Succeeded.ShouldBeTrue();
        opened.Value.Dispose();
    }

    [Theory]
    [InlineData(true, "en_GB.UTF-8", "name it with --leaked-passwords"), InlineData(false, "es_GT.UTF-8", "indíquela con --leaked-passwords")]
    public async Task The_host_as_an_office_runs_it_refuses_what_is_no_list_by_argument_and_by_variable(bool isArgument, string locale, string words)
    {
        var data = Directory.CreateTempSubdirectory("amparo-leaked-").FullName;
        try
        {
            var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["LC_ALL"] = locale };
            if (!isArgument)
                variables["AMPARO_LEAKED_PASSWORDS"] = _path;
            var (code, said) = await HostProcess.RefusalAsync(variables, isArgument ? ["--data", data, "--leaked-passwords", _path] : ["--data", data]);
            code.ShouldBe(3);
            said.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith($"WEB-011 {_path}: ");
            said.ShouldContain(words);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
