using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Amparo.Collaborative.Submissions;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Jobs;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>What scripts can ask for: by every role with every key, described as it is mapped, and never what a person has to confirm.</summary>
public abstract class ApiTests<THost>(THost host)
    where THost : StaffedHost
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IReadOnlyList<ApiOperation> Operations => [.. host.Services.GetRequiredService<EndpointDataSource>().Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<ApiOperation>()).OfType<ApiOperation>()];

    [Fact]
    public async Task Everything_that_is_mapped_is_described_and_nothing_else()
    {
        var text = await host.Open().GetAsync("/api/v1/openapi.json");
        text.Status.ShouldBe(HttpStatusCode.OK);
        using var document = JsonDocument.Parse(text.Text);
        var root = document.RootElement;
        root.GetProperty("openapi").GetString().ShouldBe("3.1.0");
        var described = root.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => (Key: $"{method.Name.ToUpperInvariant()} {path.Name}", method.Value)))
            .ToDictionary(found => found.Key, found => found.Value, StringComparer.Ordinal);
        var mapped = host.Endpoints().Where(endpoint => endpoint.IsApi && !endpoint.Path.EndsWith("{*path}", StringComparison.Ordinal)).ToList();
        mapped.Count.ShouldBeGreaterThan(25);
        described.Keys.Order(StringComparer.Ordinal).ShouldBe(mapped.Select(endpoint => $"{endpoint.Method} {endpoint.Path}").Order(StringComparer.Ordinal));
        described.Values.Select(operation => operation.GetProperty("operationId").GetString()).ShouldBeUnique();
        foreach (var operation in Operations)
        {
            var said = described[$"{operation.Method} {DeskAddress.Api}{operation.Path}"];
            said.GetProperty("summary").GetString()!.Length.ShouldBeGreaterThan(10);
            var scopes = said.GetProperty("security").EnumerateArray().SelectMany(choice => choice.GetProperty("key").EnumerateArray()).Select(scope => scope.GetString());
            scopes.ShouldBe(operation.Rule.Entitlement is { } needed ? [needed.ToString()] : []);
            said.TryGetProperty("requestBody", out _).ShouldBe(operation.Takes is not null || operation.TakesMedia is not null, operation.Id);
            (said.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().Select(part => part.GetProperty("name").GetString()) : []).ShouldBe(operation.Parts);
            var responses = said.GetProperty("responses").EnumerateObject().Select(response => response.Name).ToList();
            responses.ShouldContain(operation.IsForScripts ? operation.Status.ToString(System.Globalization.CultureInfo.InvariantCulture) : "403", operation.Id);
            responses.Contains("401").ShouldBe(operation.Rule.NeedsSession);
            (operation.IsForScripts && operation.Gives is null && operation.GivesMedia is null).ShouldBeFalse(operation.Id);
        }

        // Every pointer leads somewhere.
        foreach (var pointer in Pointers(root))
        {
            var at = root;
            foreach (var part in pointer.Split('/').Skip(1))
                at = at.ValueKind == JsonValueKind.Array ? at[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)] : at.GetProperty(part);
        }
    }

    [Fact]
    public async Task A_key_opens_what_its_owner_may_do_and_it_carries_and_nothing_else()
    {
        var id = await host.SendAsync(host.Officer, host.AgreementA);
        var (refused, permitted) = (0, 0);
        foreach (var role in StaffedHost.Roles)
        {
            var all = Script(await host.KeyOfAsync(host.Staff[role].Id, [.. Enum.GetValues<Entitlement>()]));
            var before = await StoreState.ReadAsync(host);
            foreach (var operation in Operations.Where(operation => operation.Rule.NeedsSession))
            {
                var may = RolePermissions.Of(role, operation.Rule.Entitlement!.Value) != Reach.None;
                var answer = await AskAsync(all, operation, may && (operation.Method != "GET" || role == DeskRole.AgencyOfficer) ? Guid.NewGuid() : id);
                answer.Text.ShouldNotContain(role == DeskRole.AgencyOfficer ? $"{StaffedHost.Marker}Eva" : StaffedHost.Marker, Case.Sensitive, $"{role} {operation.Id}");
                if (may && operation.IsForScripts)
                {
                    permitted++;
                    answer.Status.ShouldNotBe(HttpStatusCode.Forbidden, $"{role} {operation.Id}");
                    ((int)answer.Status).ShouldBeLessThan(500, $"{role} {operation.Id}");
                }
                else
                {
                    refused++;
                    IsProblem(answer, HttpStatusCode.Forbidden, may ? PlatformProblems.NeedsPerson : PlatformProblems.AccessDenied, $"{role} {operation.Id}");
                }
            }

            Unused(await StoreState.ReadAsync(host)).ShouldBe(Unused(before), role.ToString());
        }

        // Keys that carry all but what is needed.
        foreach (var operation in Operations.Where(operation => operation.Rule.Entitlement is not null))
        {
            var role = StaffedHost.Roles.First(role => RolePermissions.Of(role, operation.Rule.Entitlement!.Value) != Reach.None);
            var script = Script(await host.KeyOfAsync(host.Staff[role].Id, [.. Enum.GetValues<Entitlement>().Where(scope => scope != operation.Rule.Entitlement)]));
            var answer = await AskAsync(script, operation, id);
            IsProblem(answer, HttpStatusCode.Forbidden, PlatformProblems.AccessDenied, operation.Id);
            // By the name under which the page of one's account offers it.
            JsonDocument.Parse(answer.Text).RootElement.GetProperty("scope").GetString().ShouldBe(operation.Rule.Entitlement.ToString());
            refused++;
        }

        (refused, permitted).ShouldSatisfyAllConditions(counts => counts.refused.ShouldBeGreaterThan(100), counts => counts.permitted.ShouldBeGreaterThan(30));
        TestContext.Current.TestOutputHelper!.WriteLine($"{refused} refused, {permitted} permitted, {Operations.Count} operations");
    }

    [Fact]
    public async Task Without_a_key_that_holds_nothing_is_answered()
    {
        var id = await host.SendAsync(host.Officer, host.AgreementA);
        var session = await host.BrowserOfAsync(host.Officer.Id);
        var before = await StoreState.ReadAsync(host);
        var strangers = new[] { host.Open(), session, Script("x"), Script(new string('0', 64)), Script("") };
        foreach (var operation in Operations.Where(operation => operation.Rule.NeedsSession))
        {
            foreach (var browser in strangers)
                IsProblem(await AskAsync(browser, operation, id), HttpStatusCode.Unauthorized, PlatformProblems.NoAccessToken, operation.Id);
        }

        Unused(await StoreState.ReadAsync(host)).ShouldBe(Unused(before));
    }

    [Fact]
    public async Task An_address_or_a_method_that_is_none_is_a_problem_and_without_a_key_it_is_refused_as_all_others()
    {
        var script = Script(await host.KeyOfAsync(host.Officer.Id, Entitlement.ReadSubmissions));
        foreach (var path in new[] { "/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v1/jobs/x/y/z", "/api/v1/submissions//x", "/API/V1/Nothing" })
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Options })
                IsProblem(await SendAsync(script, method, path, null), HttpStatusCode.NotFound, PlatformProblems.NothingThere, $"{method} {path}");
        }

        foreach (var group in Operations.GroupBy(operation => operation.Path, StringComparer.Ordinal))
        {
            var path = DeskAddress.Api + group.Key.Replace("{id}", Guid.NewGuid().ToString(), StringComparison.Ordinal).Replace("{number}", "0", StringComparison.Ordinal);
            foreach (var method in new[] { "GET", "POST", "PUT", "DELETE", "PATCH" }.Except(group.Select(operation => operation.Method)))
            {
                var answer = await SendAsync(script, new HttpMethod(method), path, null);
                IsProblem(answer, HttpStatusCode.MethodNotAllowed, PlatformProblems.OtherMethod, $"{method} {path}");
                answer.Headers.ShouldContain($"Allow: {string.Join(", ", group.Select(operation => operation.Method).Order(StringComparer.Ordinal))}");
            }
        }

        // Whoever has no key learns from no answer what there is: but that the description is open to anyone.
        foreach (var stranger in new[] { host.Open(), Script("x"), await host.BrowserOfAsync(host.Officer.Id) })
        {
            var known = await SendAsync(stranger, HttpMethod.Get, "/api/v1/submissions", null);
            foreach (var (method, path) in new[] { (HttpMethod.Get, "/api/v1/nothing"), (HttpMethod.Delete, "/api/v1/submissions"), (HttpMethod.Post, "/api/v1/openapi.json") })
            {
                var answer = await SendAsync(stranger, method, path, null);
                IsProblem(answer, HttpStatusCode.Unauthorized, PlatformProblems.NoAccessToken, path);
                (answer.Text, answer.Headers).ShouldBe((known.Text, known.Headers), path);
            }
        }
    }

    [Fact]
    public async Task A_script_that_copies_persons_faster_than_somebody_reads_is_told_so_as_scripts_are_told()
    {
        var officer = await host.InviteAsync(new(host.Admin.Name, host.Admin.Shared, await host.BrowserOfAsync(host.Admin.Id)) { Id = host.Admin.Id }, $"p{Guid.NewGuid():N}"[..14], host.AgencyA, DeskRole.AgencyOfficer);
        var id = await host.SendAsync(officer, host.AgreementA);
        var script = Script(await host.KeyOfAsync(officer.Id, Entitlement.ReadRows, Entitlement.ReadSubmissions));
        var (looked, answer) = (0, await script.GetAsync($"/api/v1/submissions/{id}/to-mend.csv"));
        for (; answer.Status == HttpStatusCode.OK && looked < 3 * HumanPace.LooksAMinute; looked++)
            answer = await script.GetAsync($"/api/v1/submissions/{id}/to-mend.csv");
        looked.ShouldBeGreaterThanOrEqualTo(HumanPace.LooksAMinute - 1);
        IsProblem(answer, HttpStatusCode.TooManyRequests, PlatformProblems.TooFast, "pace");
        answer.Headers.ShouldContain("Retry-After: 60");
        // What shows no person is answered.
        (await script.GetAsync($"/api/v1/submissions/{id}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_agencys_submission_does_not_exist_for_a_key()
    {
        var theirs = await host.SendAsync(host.Officer, host.AgreementA);
        var script = Script(await host.KeyOfAsync(host.Stranger.Id, [.. Enum.GetValues<Entitlement>()]));
        foreach (var operation in Operations.Where(operation => operation.Path.Contains("{id}", StringComparison.Ordinal) && operation.IsForScripts && RolePermissions.Of(DeskRole.AgencyOfficer, operation.Rule.Entitlement!.Value) != Reach.None))
        {
            var answer = await AskAsync(script, operation, theirs);
            IsProblem(answer, HttpStatusCode.NotFound, PlatformProblems.NothingThere, operation.Id);
        }

        (await script.GetAsync("/api/v1/submissions")).Text.ShouldNotContain(theirs.ToString());
        (await script.GetAsync("/api/v1/jobs")).Text.ShouldNotContain(theirs.ToString());
    }

    [Theory]
    [InlineData("application/json", ""), InlineData("application/json", "[]"), InlineData("application/json", "{"), InlineData("application/json", "{\"a\":{}}"), InlineData("application/json", "{\"a\":1.5}")]
    [InlineData("application/json", "{\"a\":[[1]]}"), InlineData("application/json", "{\"a\":1,\"a\":2}"), InlineData("application/json", "null"), InlineData("application/json", "{\"a\":\"\\ud800\"}"), InlineData("application/json", "{\"\\ud800\":1}"), InlineData("text/plain", "{}"), InlineData("application/x-www-form-urlencoded", "a=b")]
    public async Task What_is_no_object_is_refused_with_its_code(string type, string body)
    {
        var script = Script(await host.KeyOfAsync(host.Officer.Id, Entitlement.SendSubmissions));
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        IsProblem(await SendAsync(script, HttpMethod.Post, "/api/v1/submissions", content), HttpStatusCode.BadRequest, PlatformProblems.BodyUnreadable, body);
    }

    [Fact]
    public async Task What_is_too_large_is_refused_and_fields_that_are_wrong_are_named_in_either_language()
    {
        var script = Script(await host.KeyOfAsync(host.Officer.Id, Entitlement.SendSubmissions));
        IsProblem(await SendAsync(script, HttpMethod.Post, "/api/v1/submissions", Json($$"""{"name":"{{new string('x', 300_000)}}"}""")), HttpStatusCode.BadRequest, PlatformProblems.BodyUnreadable, "large");
        foreach (var (language, word) in new[] { ("es-GT", "acuerdo"), ("en", "agreement") })
        {
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/submissions", UriKind.Relative)) { Content = Json("""{"agreement":"x","from":"2025","to":"2024-13","size":-1}""") };
            request.Headers.AcceptLanguage.ParseAdd(language);
            var answer = await script.SendAsync(request);
            IsProblem(answer, HttpStatusCode.UnprocessableEntity, PlatformProblems.FieldsRefused, language);
            using var problem = JsonDocument.Parse(answer.Text);
            problem.RootElement.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString()).ShouldBe(["agreement", "from", "to", "name", "size"]);
            problem.RootElement.GetProperty("errors")[0].GetProperty("detail").GetString()!.ShouldContain(word, Case.Insensitive);
        }
    }

    [Fact]
    public async Task A_script_does_the_officers_whole_job_of_a_file()
    {
        var script = Script(await host.KeyOfAsync(host.Stranger.Id, Entitlement.ReadAgreements, Entitlement.SendSubmissions, Entitlement.ReadSubmissions, Entitlement.ReadRows, Entitlement.ReadJobs));
        var agreement = (await JsonOfAsync(script, HttpMethod.Get, "/api/v1/agreements"))[0].GetProperty("id").GetString();
        var bytes = PoliceFile();
        bytes.Length.ShouldBeGreaterThan(1 << 20);
        var begun = await JsonOfAsync(script, HttpMethod.Post, "/api/v1/submissions", Json($$"""{"agreement":"{{agreement}}","from":"2025-01","to":"2025-12","name":"police.csv","size":{{bytes.Length}}}"""), HttpStatusCode.Created);
        var (id, size) = (begun.GetProperty("id").GetGuid(), begun.GetProperty("pieceSize").GetInt32());
        var early = await SendAsync(script, HttpMethod.Post, $"/api/v1/submissions/{id}/complete", null);
        IsProblem(early, HttpStatusCode.Conflict, PlatformProblems.PieceRefused, "early");
        for (var number = 0; number * size < bytes.Length; number++)
        {
            var piece = bytes.AsMemory(number * size, Math.Min(size, bytes.Length - (number * size))).ToArray();
            var arrived = await JsonOfAsync(script, HttpMethod.Put, $"/api/v1/submissions/{id}/pieces/{number}", new ByteArrayContent(piece));
            arrived.GetProperty("pieces").GetInt32().ShouldBe(number + 1);
            // Begun again after a broken connection, it goes on where it was.
            (await JsonOfAsync(script, HttpMethod.Post, "/api/v1/submissions", Json($$"""{"agreement":"{{agreement}}","from":"2025-01","to":"2025-12","name":"police.csv","size":{{bytes.Length}}}"""), HttpStatusCode.Created))
                .GetProperty("id").GetGuid().ShouldBe(id);
        }

        var job = (await JsonOfAsync(script, HttpMethod.Post, $"/api/v1/submissions/{id}/complete", null, HttpStatusCode.Accepted)).GetProperty("job").GetGuid();
        (await OverAsync(script, job)).ShouldBe("done");
        var state = (await JsonOfAsync(script, HttpMethod.Get, $"/api/v1/submissions/{id}")).GetProperty("state").GetString();
        state.ShouldBeOneOf("needsMapping", "refused");
        var offered = await JsonOfAsync(script, HttpMethod.Get, $"/api/v1/submissions/{id}/mappings");
        offered.EnumerateArray().Select(row => row.GetProperty("mapping").GetString()).ShouldContain("content:police");
        await JsonOfAsync(script, HttpMethod.Post, $"/api/v1/submissions/{id}/mapping", Json("""{"mapping":"content:police"}"""), HttpStatusCode.Accepted);
        job = (await JsonOfAsync(script, HttpMethod.Get, $"/api/v1/submissions/{id}")).GetProperty("job").GetGuid();
        (await OverAsync(script, job)).ShouldBe("done");

        var submission = await JsonOfAsync(script, HttpMethod.Get, $"/api/v1/submissions/{id}");
        (submission.GetProperty("state").GetString(), submission.GetProperty("fileName").GetString(), submission.GetProperty("read").GetInt32()).ShouldBe(("checked", "police.csv", bytes.Count(value => value == '\n') - 1));
        var findings = await JsonOfAsync(script, HttpMethod.Get, $"/api/v1/submissions/{id}/findings");
        findings.GetProperty("counts").GetArrayLength().ShouldBeGreaterThan(0);
        findings.GetProperty("rows").GetArrayLength().ShouldBe(30);
        var toMend = await script.GetAsync($"/api/v1/submissions/{id}/to-mend.csv");
        toMend.Status.ShouldBe(HttpStatusCode.OK);
        toMend.Text.TrimStart('\uFEFF').ShouldStartWith("amparo-row");
        await JsonOfAsync(script, HttpMethod.Post, $"/api/v1/submissions/{id}/mended", new StringContent(toMend.Text, Encoding.UTF8, "text/csv"), HttpStatusCode.Accepted);
        (await host.SettledAsync(id)).ShouldBe(SubmissionState.Checked);
        (await JsonOfAsync(script, HttpMethod.Get, $"/api/v1/submissions/{id}")).GetProperty("version").GetInt32().ShouldBe(2);
        await JsonOfAsync(script, HttpMethod.Post, $"/api/v1/submissions/{id}/hand-over", null);
        (await JsonOfAsync(script, HttpMethod.Get, $"/api/v1/submissions/{id}")).GetProperty("state").GetString().ShouldBe("accepted");
        IsProblem(await SendAsync(script, HttpMethod.Post, $"/api/v1/submissions/{id}/withdraw", null), HttpStatusCode.Forbidden, PlatformProblems.NeedsPerson, "withdraw");
        (await host.CollaborativeAsync(context => context.Set<Submission>().Where(row => row.Id == id).Select(row => row.State).SingleAsync())).ShouldBe(SubmissionState.Accepted);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_check_that_waits_or_runs_is_stopped_by_whoever_may_send_and_asked_for_again_by_another_mapping(bool byScript)
    {
        var id = await host.SendAsync(host.Officer, host.AgreementA);
        var (page, browser) = ($"/en/desk/submissions/{id}", await host.BrowserOfAsync(host.Officer.Id));
        var job = (await host.CollaborativeAsync(context => context.Set<Submission>().Where(row => row.Id == id).Select(row => row.JobId).SingleAsync()))!.Value;
        var script = Script(await host.KeyOfAsync(host.Officer.Id, Entitlement.ReadJobs, Entitlement.SendSubmissions, Entitlement.ReadSubmissions));
        Task<Answer> CancelAsync(Browser asker) => SendAsync(asker, HttpMethod.Post, $"/api/v1/jobs/{job}/cancel", null);
        Task<Submission> NowAsync() => host.CollaborativeAsync(context => context.Set<Submission>().AsNoTracking().SingleAsync(row => row.Id == id));
        Task<int> ActsAsync() => host.PlatformAsync(context => context.Set<Platform.Audit.AuditLine>().CountAsync(line => line.Act == "submission.check-cancelled"));
        var before = await ActsAsync();
        // Over: nothing to be stopped.
        IsProblem(await CancelAsync(script), HttpStatusCode.NotFound, PlatformProblems.NothingThere, "over");
        // On the page somebody clicks just then: what came of it is shown, and nothing said to be stopped.
        (await browser.SendFormAsync($"{page}/cancel")).ShouldSatisfyAllConditions(answer => answer.Status.ShouldBe(HttpStatusCode.SeeOther), answer => answer.Location.ShouldBe(page));

        // As it stands while no host has come to it.
        await host.CollaborativeAsync(context => context.Set<Submission>().Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, SubmissionState.Checking)));
        await host.PlatformAsync(context => context.Set<Job>().Where(row => row.Id == job)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Phase, JobPhase.Queued).SetProperty(row => row.DueAt, Instant.FromUtc(2999, 1, 1, 0, 0)).SetProperty(row => row.EndedAt, (Instant?)null)));
        (await browser.GetAsync(page)).Text.ShouldContain($"{page}/cancel");
        // Not by another agency, nor by a key that carries less, nor by a role that only reads.
        IsProblem(await CancelAsync(Script(await host.KeyOfAsync(host.Stranger.Id, [.. Enum.GetValues<Entitlement>()]))), HttpStatusCode.NotFound, PlatformProblems.NothingThere, "stranger");
        IsProblem(await CancelAsync(Script(await host.KeyOfAsync(host.Officer.Id, Entitlement.ReadJobs, Entitlement.ReadSubmissions))), HttpStatusCode.NotFound, PlatformProblems.NothingThere, "reads");
        IsProblem(await CancelAsync(Script(await host.KeyOfAsync(host.Staff[DeskRole.DataOfficer].Id, [.. Enum.GetValues<Entitlement>()]))), HttpStatusCode.NotFound, PlatformProblems.NothingThere, "data officer");
        (await (await host.BrowserOfAsync(host.Stranger.Id)).SendFormAsync($"{page}/cancel")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await host.PlatformAsync(context => context.Set<Job>().Where(row => row.Id == job).Select(row => row.Phase).SingleAsync())).ShouldBe(JobPhase.Queued);

        if (byScript)
            (await JsonOfAsync(script, HttpMethod.Post, $"/api/v1/jobs/{job}/cancel", null, HttpStatusCode.Accepted)).GetProperty("id").GetGuid().ShouldBe(id);
        else
            (await browser.SendFormAsync($"{page}/cancel")).Location.ShouldBe($"{page}?said=submission-check-cancelled");
        (await JsonOfAsync(script, HttpMethod.Get, $"/api/v1/jobs/{job}")).GetProperty("phase").GetString().ShouldBe("cancelled");
        var stopped = await browser.GetAsync(page);
        stopped.Text.ShouldContain($"{page}/check-again");
        stopped.Html.QuerySelector("#mapping").ShouldNotBeNull();
        IsProblem(await CancelAsync(script), HttpStatusCode.NotFound, PlatformProblems.NothingThere, "again");
        (await ActsAsync()).ShouldBe(before + 1);

        await JsonOfAsync(script, HttpMethod.Post, $"/api/v1/submissions/{id}/mapping", Json("""{"mapping":"content:hotline"}"""), HttpStatusCode.Accepted);
        (await NowAsync()).JobId.ShouldNotBe(job);
        (await host.SettledAsync(id)).ShouldBe(SubmissionState.Checked);
    }

    // Persons who exist nowhere, as the police's old database writes them: more than one piece of them, and every five-hundredth row with a word that is no sex.
    private static byte[] PoliceFile()
    {
        var lines = new StringBuilder("No. Expediente;Fecha de denuncia;Primer nombre;Segundo nombre;Primer apellido;Segundo apellido;Sexo;Edad;Fecha de nacimiento;Nacionalidad;Documento;Municipio;Delito\n");
        for (var row = 1; row <= 15_000; row++)
            lines.Append(System.Globalization.CultureInfo.InvariantCulture, $"{row};05/03/2025;Ana;María;Núñez{row};López;{(row % 500 == 0 ? "?" : "Femenino")};30;;guatemalteca;;Cobán;Trata - trabajo forzado\n");
        return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(lines.ToString());
    }

    private Browser Script(string key)
    {
        var browser = host.Open(keepsCookies: false);
        browser.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        return browser;
    }

    private static async Task<string> OverAsync(Browser script, Guid job)
    {
        for (var tried = 0; tried < 600; tried++)
        {
            var state = await JsonOfAsync(script, HttpMethod.Get, $"/api/v1/jobs/{job}");
            if (state.GetProperty("over").GetBoolean())
                return state.GetProperty("phase").GetString()!;
            await Task.Delay(100, Cancel);
        }

        throw new TimeoutException("The job is not over.");
    }

    private static async Task<JsonElement> JsonOfAsync(Browser script, HttpMethod method, string path, HttpContent? content = null, HttpStatusCode status = HttpStatusCode.OK)
    {
        var answer = await SendAsync(script, method, path, content);
        answer.Status.ShouldBe(status, $"{path} {answer.Text}");
        using var document = JsonDocument.Parse(answer.Text);
        return document.RootElement.Clone();
    }

    private static Task<Answer> SendAsync(Browser script, HttpMethod method, string path, HttpContent? content) =>
        script.SendAsync(new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content });

    private static Task<Answer> AskAsync(Browser script, ApiOperation operation, Guid id) => SendAsync(
        script, new HttpMethod(operation.Method), DeskAddress.Api + operation.Path.Replace("{id}", id.ToString(), StringComparison.Ordinal).Replace("{number}", "0", StringComparison.Ordinal),
        operation.Takes is not null ? Json($$"""{"mapping":"content:hotline","hash":"x","submission":["{{id}}"],"merge":"{{id}}","table":["x"]}""")
            : operation.TakesMedia is { } media ? new StringContent("a;b\n", Encoding.UTF8, media) : null);

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static void IsProblem(Answer answer, HttpStatusCode status, string code, string said)
    {
        answer.Status.ShouldBe(status, $"{said} {answer.Text}");
        answer.Headers.ShouldContain("application/problem+json", Case.Sensitive, said);
        using var document = JsonDocument.Parse(answer.Text);
        (document.RootElement.GetProperty("code").GetString(), document.RootElement.GetProperty("status").GetInt32(), document.RootElement.GetProperty("type").GetString())
            .ShouldBe((code, (int)status, $"urn:amparo:problem:{code}"), said);
        document.RootElement.GetProperty("title").GetString()!.Length.ShouldBeGreaterThan(10);
    }

    // When a key was last used is written down; that is all that changes.
    private static SortedDictionary<string, string> Unused(IReadOnlyDictionary<string, string> state) =>
        new(state.Where(table => !table.Key.Contains("access_token", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);

    private static IEnumerable<string> Pointers(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(field => field.NameEquals("$ref") ? [field.Value.GetString()!] : Pointers(field.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Pointers),
        _ => [],
    };
}

public sealed class ApiOnSqliteTests(StaffedHost host) : ApiTests<StaffedHost>(host), IClassFixture<StaffedHost>;

public sealed class ApiOnPostgresTests(StaffedPostgresHost host) : ApiTests<StaffedPostgresHost>(host), IClassFixture<StaffedPostgresHost>;
