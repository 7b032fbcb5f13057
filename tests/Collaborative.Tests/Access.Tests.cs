using System.Net;
using Amparo.Collaborative.Access;
using Amparo.Collaborative.Tests.Samples;
using Amparo.Linkage.Review;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using NodaTime;

namespace Amparo.Collaborative.Tests;

public sealed class AccessTests(ReviewHost host) : IClassFixture<ReviewHost>
{
    private static readonly string PairId = InventedQueue.Pairs[0].Key.Id();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Readable =>
    [
        "/es/revision", "/en/review", "/es/revision/pares", "/en/review/pairs", $"/es/revision/pares/{PairId}", $"/en/review/pairs/{PairId}",
        "/es/revision/siguiente", "/es/revision/decisiones", "/en/review/decisions", "/es/revision/decisiones.jsonl", "/es/revision/nada",
    ];

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task Nobody_sees_a_page_without_a_key(string path)
    {
        var answer = await host.Client().GetAsync(path, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        text.ShouldContain("name=\"token\"");
        text.ShouldNotContain("Caal");
        text.ShouldNotContain("P-1001");
    }

    [Theory]
    [InlineData("/es/revision/pares/{0}")]
    [InlineData("/es/revision/decisiones/incorporar")]
    [InlineData("/es/revision/salir")]
    public async Task Nobody_sends_a_form_without_a_key(string path)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("verdict", "same")]);
        (await host.Client().PostAsync(path.Replace("{0}", PairId, StringComparison.Ordinal), form, Cancel)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("")]
    [InlineData("aaaa-aaaa-aaaa-aaaa-aaaa")]
    [InlineData("A")]
    public async Task A_wrong_key_lets_nobody_in(string token)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("token", token)]);
        var answer = await host.Client().PostAsync("/en/review/enter", form, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("Nobody has that key");
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites_and_holds_no_key()
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("token", host.TokenOf("A").ToUpperInvariant().Replace('-', ' '))]);
        var answer = await host.Client().PostAsync("/es/revision/entrar", form, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.ToString().ShouldBe("/es/revision");
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
        cookie.ShouldNotContain("expires", Case.Insensitive);
        cookie.ShouldNotContain(host.TokenOf("A"));
    }

    [Fact]
    public async Task A_session_that_was_left_is_over()
    {
        var reader = await host.EnterAsync("A");
        (await reader.PostAsync("/es/revision/salir")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        await reader.PageAsync("/es/revision", HttpStatusCode.Forbidden);
    }

    [Fact]
    public void A_session_that_nobody_used_is_over_and_a_used_one_is_not()
    {
        var access = new ReviewAccess();
        var now = Instant.FromUtc(2026, 11, 28, 15, 0);
        var key = access.Enter(access.Seats[0].Token, now)!;
        access.Find(key, now + Duration.FromMinutes(119)).ShouldNotBeNull();
        access.Find(key, now + Duration.FromMinutes(238)).ShouldNotBeNull();
        access.Find(key, now + Duration.FromMinutes(359)).ShouldBeNull();
        access.Find(key, now).ShouldBeNull();
        access.Find("", now).ShouldBeNull();
    }

    [Fact]
    public void Keys_are_new_at_each_start_long_and_never_printed_by_chance()
    {
        var (one, other) = (new ReviewAccess(), new ReviewAccess());
        one.Seats.Concat(other.Seats).Select(seat => seat.Token).ShouldBeUnique();
        one.Seats.ShouldAllBe(seat => seat.Token.Length == 34);
        one.Seats.ShouldAllBe(seat => !seat.ToString().Contains(seat.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_form_of_another_session_or_another_site_changes_nothing()
    {
        var (a, b) = (await host.EnterAsync("A"), await host.EnterAsync("B"));
        var pair = InventedQueue.Pairs[5];
        foreach (var token in new[] { await b.FormAsync(), "", "x" })
        {
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("form", token), KeyValuePair.Create("verdict", "same")]);
            (await a.Client.PostAsync($"/es/revision/pares/{pair.Key.Id()}", form, Cancel)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        using var own = new FormUrlEncodedContent([KeyValuePair.Create("form", await a.FormAsync()), KeyValuePair.Create("verdict", "same")]);
        using var strange = new HttpRequestMessage(HttpMethod.Post, $"/es/revision/pares/{pair.Key.Id()}") { Content = own };
        strange.Headers.Add("Sec-Fetch-Site", "cross-site");
        (await a.Client.SendAsync(strange, Cancel)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        host.Decisions().Settled().ContainsKey(pair.Key).ShouldBeFalse();
    }

    [Theory]
    [InlineData("evil.example", "/es/revision")]
    [InlineData("192.0.2.1", "/en/review/pairs")]
    [InlineData("evil.example", "/ES/REVISION")]
    public async Task Under_another_name_than_this_machines_the_pages_do_not_exist(string name, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = name } };
        (await host.Client().SendAsync(request, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task From_another_machine_the_pages_do_not_exist(string path)
    {
        var answer = await host.Server.SendAsync(context =>
        {
            context.Request.Path = path;
            context.Request.Host = new Microsoft.AspNetCore.Http.HostString("localhost");
            context.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.7");
        }, Cancel);
        answer.Response.StatusCode.ShouldBe(404);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "192.0.2.7")]
    [InlineData("Forwarded", "for=192.0.2.7")]
    [InlineData("Via", "1.1 proxy")]
    public async Task Through_a_proxy_that_says_so_the_pages_do_not_exist(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/es/revision/entrar");
        request.Headers.TryAddWithoutValidation(header, value);
        (await host.Client().SendAsync(request, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("A", "/es/revision/decisiones.jsonl")]
    [InlineData("auditor", "/es/revision/siguiente")]
    public async Task Each_role_reads_only_its_own(string name, string path) =>
        await (await host.EnterAsync(name)).PageAsync(path, HttpStatusCode.Forbidden);

    [Fact]
    public async Task Each_role_sends_only_its_own()
    {
        var auditor = await host.EnterAsync("auditor");
        (await auditor.PostAsync($"/es/revision/pares/{PairId}", ("verdict", "same"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await (await host.EnterAsync("A")).TakeInAsync([])).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_auditor_sees_levels_and_decisions_and_no_cell_of_a_record()
    {
        var auditor = await host.EnterAsync("auditor");
        foreach (var pair in InventedQueue.Pairs.Take(8))
        {
            var text = (await auditor.PageAsync($"/es/revision/pares/{pair.Key.Id()}")).DocumentElement.OuterHtml;
            foreach (var cell in pair.Left.Cells.Values.Concat(pair.Right.Cells.Values).Where(cell => cell.Length > 1))
                text.ShouldNotContain(cell);
            text.ShouldNotContain(pair.Left.Key.Id);
            text.ShouldNotContain("name=\"verdict\"");
            text.ShouldContain(InventedQueue.Header.Levels[pair.Steps[0].Level].ToString());
        }
    }

    [Fact]
    public async Task The_reviewer_sees_names_whole_documents_in_part_and_what_is_restricted_not_at_all()
    {
        var page = await (await host.EnterAsync("A")).PageAsync($"/es/revision/pares/{PairId}");
        var text = page.DocumentElement.OuterHtml;
        text.ShouldNotContain("1234-56789-0101");
        text.ShouldNotContain("nota-secreta");
        page.QuerySelectorAll(".amparo-cell").Select(cell => cell.TextContent).ShouldContain("••••••••••••101");
        page.Body!.TextContent.ShouldContain("no visible para su función");
        FieldPermissions.Of(ReviewRole.Auditor, ReviewFieldClass.Attribute).ShouldBe(CellView.Hidden);
        FieldPermissions.Of((ReviewRole)99, ReviewFieldClass.Identifier).ShouldBe(CellView.Hidden);
        FieldPermissions.Mask("123").ShouldBe("•••");
        FieldPermissions.Mask("").ShouldBe("");
    }

    [Fact]
    public async Task The_pages_run_our_own_script_and_the_portal_runs_none()
    {
        (await host.Client().GetAsync("/es/revision/entrar", Cancel)).Headers.GetValues("Content-Security-Policy").Single().ShouldEndWith("; script-src 'self'");
        (await host.Client().GetAsync("/es", Cancel)).Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain("script-src");
        (await host.Client().GetAsync("/assets/review.js", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_answer_is_neither_kept_nor_compressed()
    {
        var reader = await host.EnterAsync("A");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/es/revision") { Headers = { AcceptEncoding = { new("gzip"), new("br") } } };
        var answer = await reader.Client.SendAsync(request, Cancel);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Content.Headers.ContentEncoding.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_queue_the_pages_do_not_exist()
    {
        var folder = Directory.CreateTempSubdirectory("amparo-plain-").FullName;
        await using var plain = new WebApplicationFactory<Program>();
        await using var without = plain.WithWebHostBuilder(builder =>
        {
            builder.UseSetting("data", folder);
            builder.UseSetting("content", ReviewHost.ContentFolder);
        });
        foreach (var path in new[] { "/es/revision", "/en/review", "/es/revision/entrar" })
            (await without.CreateClient().GetAsync(path, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Directory.Delete(folder, recursive: true);
        File.Delete($"{folder}.keys");
    }
}
