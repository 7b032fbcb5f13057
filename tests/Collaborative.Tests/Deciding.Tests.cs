using System.Net;
using System.Text;
using Amparo.Collaborative.Review;
using Amparo.Collaborative.Tests.Samples;
using Amparo.Linkage.Review;

namespace Amparo.Collaborative.Tests;

public sealed class DecidingTests : IAsyncLifetime
{
    private readonly ReviewHost _host = new();
    private Reader _a = null!;
    private Reader _b = null!;
    private Reader _auditor = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ReviewPair Blind { get; } = InventedQueue.Pairs.First(pair => pair.Key.IsInBlindSample(ReviewDesk.BlindShare));

    private static ReviewPair Open { get; } = InventedQueue.Pairs.First(pair => !pair.Key.IsInBlindSample(ReviewDesk.BlindShare));

    public async ValueTask InitializeAsync() =>
        (_a, _b, _auditor) = (await _host.EnterAsync("A"), await _host.EnterAsync("B"), await _host.EnterAsync("auditor"));

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_verdict_is_on_the_disk_when_the_next_pair_is_shown()
    {
        var next = await _a.DecideAsync(Open, "same");
        next.ShouldStartWith("/es/revision/pares/");
        var decision = _host.Decisions().Entries.ShouldHaveSingleItem();
        (decision.Left, decision.Right, decision.Verdict, decision.Reviewer, decision.Blind, decision.Model)
            .ShouldBe((Open.Left.Key, Open.Right.Key, Verdict.Same, "A", false, "5f0c2d9a71be44e3"));
        var page = await _a.PageAsync(next);
        page.QuerySelector("[role=alert]")!.TextContent.ShouldContain("Guardado");
        (await _a.PageAsync(Address(Open))).QuerySelector("main")!.TextContent.ShouldContain("Usted respondió: Misma persona");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(_host.DecisionsFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_changed_mind_is_a_new_line()
    {
        await _a.DecideAsync(Open, "same");
        await _a.DecideAsync(Open, "unsure");
        _host.Decisions().Entries.Select(entry => entry.Verdict).ShouldBe([Verdict.Same, Verdict.Unsure]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("SAME")]
    public async Task An_answer_that_does_not_exist_is_no_decision(string verdict)
    {
        (await _a.PostAsync(Address(Open), ("verdict", verdict))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        _host.Decisions().Entries.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pair_that_is_not_in_the_queue_is_not_found()
    {
        await _a.PageAsync("/es/revision/pares/0123456789abcdef0123", HttpStatusCode.NotFound);
        (await _a.PostAsync("/es/revision/pares/0123456789abcdef0123", ("verdict", "same"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task In_the_blind_sample_nobody_sees_the_model_or_the_other_until_both_have_decided()
    {
        var weight = "Peso ";
        foreach (var reader in new[] { _a, _b })
        {
            var before = await reader.PageAsync(Address(Blind));
            before.GetElementById("veil").ShouldNotBeNull();
            before.QuerySelector("svg.amparo-waterfall__picture").ShouldBeNull();
            before.QuerySelector("main")!.TextContent.ShouldNotContain(weight);
            (await Row(reader, Blind)).ShouldContain("oculto hasta que decidan dos personas");
        }

        await _a.DecideAsync(Blind, "different");
        var mine = await _a.PageAsync(Address(Blind));
        mine.GetElementById("veil").ShouldNotBeNull();
        mine.QuerySelector("main")!.TextContent.ShouldContain("A: Personas distintas");
        var others = await _b.PageAsync(Address(Blind));
        others.QuerySelector("main")!.TextContent.ShouldNotContain("A: ");
        others.QuerySelector(".govuk-tag")!.TextContent.ShouldBe("Sin decidir");
        (await _b.PageAsync("/es/revision/decisiones")).QuerySelector("tbody")!.TextContent.ShouldContain("Oculta hasta que decidan dos personas");
        (await _b.PageAsync("/es/revision/decisiones")).QuerySelector("tbody")!.TextContent.ShouldNotContain("Personas distintas");

        // A change before the other one has decided is blind as well.
        await _a.DecideAsync(Blind, "same");
        await _b.DecideAsync(Blind, "different");
        foreach (var reader in new[] { _a, _b })
        {
            var after = await reader.PageAsync(Address(Blind));
            after.GetElementById("veil").ShouldBeNull();
            after.QuerySelector("main")!.TextContent.ShouldContain("A: Misma persona");
            after.QuerySelector("main")!.TextContent.ShouldContain("B: Personas distintas");
            after.QuerySelector(".govuk-tag")!.TextContent.ShouldBe("En desacuerdo");
        }

        // One after that is not.
        await _a.DecideAsync(Blind, "different");
        _host.Decisions().Entries.Select(entry => entry.Blind).ShouldBe([true, true, true, false]);
        var agreement = _host.Decisions().Agreement();
        agreement.Pairs.ShouldBe(1);
        agreement.Count((Verdict.Same, Verdict.Different)).ShouldBe(1);
        (await _a.PageAsync("/es/revision")).GetElementById("kappa")!.TextContent.ShouldBe("Kappa de Cohen: 0.00");
    }

    [Fact]
    public async Task The_queue_is_walked_to_its_end_by_two()
    {
        var path = "/es/revision/siguiente";
        var decided = 0;
        for (var reader = _a; ; decided++)
        {
            var answer = await reader.Client.GetAsync(path, Cancel);
            var next = answer.Headers.Location!.ToString();
            if (next == "/es/revision")
                break;
            (await reader.PostAsync(next, ("verdict", "same"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        }

        decided.ShouldBe(InventedQueue.Pairs.Count);
        var blind = InventedQueue.Pairs.Count(pair => pair.Key.IsInBlindSample(ReviewDesk.BlindShare));
        blind.ShouldBeGreaterThan(1);
        (await _b.PageAsync("/es/revision")).QuerySelector("main")!.TextContent.ShouldContain($"{blind} pares esperan su decisión");
        for (var pair = 0; pair < blind; pair++)
            await _b.PostAsync((await _b.Client.GetAsync(path, Cancel)).Headers.Location!.ToString(), ("verdict", "same"));
        var overview = await _b.PageAsync("/es/revision");
        overview.QuerySelector("main")!.TextContent.ShouldContain("40 de 40 pares resueltos");
        overview.GetElementById("kappa")!.TextContent.ShouldContain("Kappa no se puede calcular");
    }

    [Fact]
    public async Task The_overview_counts_the_three_zones()
    {
        var page = await _a.PageAsync("/en/review");
        page.QuerySelectorAll(".amparo-key-figure__value").Select(value => value.TextContent).ShouldBe(["412", "38", "9,731"]);
        var header = InventedQueue.Header;
        var rows = page.QuerySelectorAll(".amparo-zones tbody tr").Select(row => row.QuerySelectorAll("td")[1].TextContent);
        rows.ShouldBe(new[] { ReviewZone.Linked, ReviewZone.ToReview, ReviewZone.NotLinked }
            .Select(zone => $"{InventedQueue.Pairs.Count(pair => pair.ZoneIn(header) == zone)}"));
        page.QuerySelector(".amparo-badge-invented").ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_taken_out_is_the_file_and_what_is_taken_in_is_added_once()
    {
        await _a.DecideAsync(Open, "same");
        await _b.DecideAsync(Blind, "unsure");
        var file = await _auditor.Client.GetAsync("/es/revision/decisiones.jsonl", Cancel);
        file.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        var bytes = await file.Content.ReadAsByteArrayAsync(Cancel);
        bytes.ShouldBe(await ReadAsync());

        await using var other = new ReviewHost();
        var auditor = await other.EnterAsync("auditor");
        (await auditor.TakeInAsync(bytes)).Headers.Location!.ToString().ShouldBe("/es/revision/decisiones?added=2");
        (await auditor.TakeInAsync(bytes)).Headers.Location!.ToString().ShouldBe("/es/revision/decisiones?added=0");
        other.Decisions().LastHash.ShouldBe(_host.Decisions().LastHash);
        (await auditor.PageAsync("/es/revision/decisiones?added=2")).QuerySelector("[role=alert]")!.TextContent.ShouldContain("Se añadieron 2 decisiones");
    }

    [Fact]
    public async Task A_file_that_was_tampered_with_is_refused_by_its_code_and_changes_nothing()
    {
        await _a.DecideAsync(Open, "same");
        await _a.DecideAsync(Blind, "same");
        var before = await ReadAsync();
        var text = Encoding.UTF8.GetString(before);
        foreach (var (file, code) in new (byte[], string)[]
        {
            (Encoding.UTF8.GetBytes(text.Replace("\"same\"", "\"different\"", StringComparison.Ordinal)), ReviewProblems.BrokenChain),
            (Encoding.UTF8.GetBytes(text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]), ReviewProblems.BrokenChain),
            (before[..^9], ReviewProblems.DecisionsCutOff),
            (Encoding.UTF8.GetBytes("nombre;apellido\n"), ReviewProblems.UnreadableDecision),
            ([], CollaborativeProblems.NoFileChosen),
        })
        {
            var answer = await _auditor.TakeInAsync(file);
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain(code);
        }

        (await ReadAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_file_that_somebody_else_changed_meanwhile_is_not_added_to()
    {
        await _a.DecideAsync(Open, "same");
        await File.AppendAllTextAsync(_host.DecisionsFile, "x", Cancel);
        var answer = await _a.PostAsync(Address(Open), ("verdict", "different"));
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain(CollaborativeProblems.ChangedOutside);
    }

    [Fact]
    public async Task Both_records_stand_side_by_side_with_the_letters_that_differ_marked()
    {
        var page = await _a.PageAsync(Address(InventedQueue.Pairs[0]));
        var row = page.QuerySelectorAll(".amparo-compare tbody tr")[0];
        var cells = row.QuerySelectorAll("td");
        cells[0].QuerySelectorAll("mark").Select(mark => mark.TextContent).ShouldBe(["(difiere é fin)"]);
        cells[1].QuerySelectorAll("mark").Select(mark => mark.TextContent).ShouldBe(["(difiere e fin)"]);
        foreach (var hidden in page.QuerySelectorAll(".govuk-visually-hidden"))
            hidden.Remove();
        cells[0].QuerySelector(".amparo-cell")!.TextContent.ShouldBe("Pérez Caal");
        cells[1].QuerySelector(".amparo-cell")!.TextContent.ShouldBe("Perez Caal");
        cells[2].TextContent.ShouldContain("Distinto");
    }

    [Theory]
    [InlineData("es", "/es/revision/pares/", "los dos apellidos iguales", "Frecuencia: Apellidos", "nacieron el mismo año")]
    [InlineData("en", "/en/review/pairs/", "both surnames equal", "Frequency: Surnames", "births in the same year")]
    public async Task The_waterfall_adds_up_before_the_readers_eyes(string language, string path, params string[] words)
    {
        var pair = InventedQueue.Pairs.First(each => each.Steps[0].Level == "surnames.both" && !each.Key.IsInBlindSample(ReviewDesk.BlindShare));
        var page = await _a.PageAsync(path + pair.Key.Id());
        page.DocumentElement.GetAttribute("lang").ShouldBe(language);
        foreach (var word in words)
            page.QuerySelector("main")!.TextContent.ShouldContain(word);
        var parts = page.QuerySelectorAll(".amparo-why tbody tr").Select(row => row.QuerySelectorAll("td")[0].TextContent)
            .Where(bits => bits.Length > 0).Select(bits => decimal.Parse(bits.Replace('−', '-'), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        parts.Count.ShouldBe(1 + pair.Steps.Count + pair.Steps.Count(step => step.Frequency != 0));
        ((double)parts.Sum()).ShouldBe(pair.Weight, 0.05 * parts.Count);
        page.QuerySelectorAll(".amparo-waterfall__bar").Length.ShouldBe(parts.Count);
        page.QuerySelector("svg[role=img] title")!.TextContent.ShouldNotBeEmpty();
    }

    private static string Address(ReviewPair pair) => $"/es/revision/pares/{pair.Key.Id()}";

    private static async Task<string> Row(Reader reader, ReviewPair pair) =>
        (await reader.PageAsync("/es/revision/pares")).QuerySelector($"a[href$='{pair.Key.Id()}']")!.Closest("tr")!.TextContent;

    // The host holds the file open for writing.
    private async Task<byte[]> ReadAsync()
    {
        await using var stream = new FileStream(_host.DecisionsFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Cancel);
        return bytes.ToArray();
    }
}
