using System.Globalization;
using System.Text;
using System.Text.Json;
using Amparo.Linkage.Review;

namespace Amparo.Cli.Tests;

/// <summary><c>link</c> in clear text: the same person across the lists of one office.</summary>
public sealed class LinkTests : IDisposable
{
    private const string Header = "rec_id,given1,given2,surname1,surname2,sex,dob,municipality,person";

    private static readonly string[] Syllables = ["MA", "RI", "LO", "PEZ", "CA", "AL", "XO", "CHOC", "GAR", "CIA", "TZU", "JO", "SE", "AN", "TO", "NI", "VAS", "QUE", "ZU", "BE"];
    private readonly Workspace _work = new();

    public LinkTests()
    {
        Write("police.csv", "p", 0, 120);
        Write("shelter.csv", "s", 60, 120);
        Write("ngo.csv", "n", 100, 120);
    }

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Lists_are_linked_and_every_file_says_what_it_should()
    {
        var run = AmparoProcess.RunIn(
            "en", "link", At("police.csv"), At("shelter.csv"), At("ngo.csv"), "--deduplicated", "all", "--truth", "person", "--json", "--invented", "--replicates", "3",
            "--out", At("links.csv"), "--clusters", At("clusters.csv"), "--explain", At("why.jsonl"), "--review", At("queue.jsonl"), "--captures", At("captures.csv"));

        run.Exit.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        var facts = json.RootElement.GetProperty("result");
        facts.GetProperty("records").GetInt32().ShouldBe(360);
        facts.GetProperty("lists").EnumerateArray().Select(list => list.GetString()).ShouldBe(["police", "shelter", "ngo"]);
        facts.GetProperty("quality").GetProperty("f1").GetDouble().ShouldBeGreaterThan(0.97);
        facts.GetProperty("best").GetProperty("f1").GetDouble().ShouldBeGreaterThanOrEqualTo(facts.GetProperty("quality").GetProperty("f1").GetDouble());
        facts.GetProperty("keys").GetArrayLength().ShouldBeGreaterThan(0);
        var persons = facts.GetProperty("persons").GetInt32();
        persons.ShouldBeInRange(217, 223);

        var links = File.ReadAllLines(At("links.csv"));
        links[0].ShouldBe("left,right,weight,probability");
        links.Length.ShouldBe(facts.GetProperty("links").GetInt32() + 1);
        foreach (var cells in links.Skip(1).Select(line => line.Split(',')))
        {
            cells.Length.ShouldBe(4);
            cells[0][..1].ShouldNotBe(cells[1][..1]);
            double.Parse(cells[3], CultureInfo.InvariantCulture).ShouldBeInRange(0, 1);
        }

        var clusters = Clusters("clusters.csv");
        clusters.Count.ShouldBe(360);
        clusters.Values.Distinct(StringComparer.Ordinal).Count().ShouldBe(persons);
        links.Skip(1).Select(line => line.Split(',')).ShouldAllBe(cells => clusters[cells[0]] == clusters[cells[1]]);

        var why = File.ReadAllLines(At("why.jsonl"));
        why.Length.ShouldBe(links.Length - 1);
        foreach (var line in why)
        {
            using var one = JsonDocument.Parse(line);
            var steps = one.RootElement.GetProperty("steps").EnumerateArray().ToList();
            (one.RootElement.GetProperty("prior").GetDouble() + steps.Sum(step => step.GetProperty("bits").GetDouble() + step.GetProperty("frequency").GetDouble()))
                .ShouldBe(one.RootElement.GetProperty("weight").GetDouble(), 3e-3);
            steps.ShouldAllBe(step => !string.IsNullOrWhiteSpace(step.GetProperty("text").GetString()));
            one.RootElement.GetProperty("keys").GetArrayLength().ShouldBeGreaterThan(0);
        }

        using (var stream = File.OpenRead(At("queue.jsonl")))
        {
            var queue = QueuedPairs.Read(stream).Value;
            queue.Pairs.Count.ShouldBe(facts.GetProperty("toReview").GetInt32());
            queue.Header.Lists.ShouldBe(["police", "shelter", "ngo"]);
            queue.Header.Invented.ShouldBeTrue();
            queue.Pairs.ShouldAllBe(pair => !pair.Left.Cells.ContainsKey("person"));
        }

        var captures = File.ReadAllLines(At("captures.csv")).Select(line => line.Split(',')).ToList();
        captures[0].ShouldBe(["draw", "ngo", "police", "shelter", "persons"]);
        captures.Skip(1).Select(row => row[0]).Distinct(StringComparer.Ordinal).ShouldBe(["0", "1", "2", "3"]);
        captures.Skip(1).Where(row => row[0] == "0").Sum(row => int.Parse(row[4], CultureInfo.InvariantCulture)).ShouldBe(persons);
        // Each list holds each person once, so in every draw its persons are its records.
        foreach (var draw in captures.Skip(1).GroupBy(row => row[0], StringComparer.Ordinal))
            draw.Where(row => row[1] == "1").Sum(row => int.Parse(row[4], CultureInfo.InvariantCulture)).ShouldBe(120);
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in new[] { "links.csv", "clusters.csv", "why.jsonl", "queue.jsonl", "captures.csv" })
                File.GetUnixFileMode(At(file)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void Processors_culture_order_of_rows_and_a_second_run_change_no_byte()
    {
        string[] Outputs(string name) => ["--out", At($"{name}.csv"), "--clusters", At($"{name}-c.csv"), "--explain", At($"{name}.jsonl"), "--captures", At($"{name}-t.csv"), "--replicates", "2"];
        string[] Inputs = ["link", At("police.csv"), At("shelter.csv"), At("ngo.csv")];
        AmparoProcess.RunOn(2, "C.UTF-8", [.. Inputs, .. Outputs("a")]).Exit.ShouldBe(0);
        AmparoProcess.RunOn(2, "C.UTF-8", [.. Inputs, .. Outputs("b")]).Exit.ShouldBe(0);
        AmparoProcess.RunOn(1, "tr_TR.UTF-8", [.. Inputs, .. Outputs("c")]).Exit.ShouldBe(0);
        AmparoProcess.RunOn(7, "es_ES.UTF-8", [.. Inputs, .. Outputs("d")]).Exit.ShouldBe(0);
        foreach (var file in new[] { "police.csv", "shelter.csv", "ngo.csv" })
        {
            var rows = File.ReadAllLines(At(file));
            File.WriteAllLines(At(file), rows.Skip(1).Reverse().Prepend(rows[0]));
        }

        AmparoProcess.RunOn(3, "C.UTF-8", [.. Inputs, .. Outputs("e")]).Exit.ShouldBe(0);

        foreach (var ending in new[] { ".csv", "-c.csv", ".jsonl", "-t.csv" })
        {
            var bytes = File.ReadAllText(At("a" + ending));
            bytes.Length.ShouldBeGreaterThan(40);
            foreach (var name in new[] { "b", "c", "d", "e" })
                File.ReadAllText(At(name + ending)).ShouldBe(bytes, name + ending);
        }
    }

    [Fact]
    public void One_list_is_deduplicated()
    {
        File.WriteAllLines(At("one.csv"), File.ReadAllLines(At("police.csv")).Concat(File.ReadAllLines(At("shelter.csv")).Skip(1)));

        var run = AmparoProcess.Run("link", "--dedupe", At("one.csv"), "--clusters", At("clusters.csv"), "--truth", "person", "--json");

        run.Exit.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("result").GetProperty("quality").GetProperty("f1").GetDouble().ShouldBeGreaterThan(0.97);
        Clusters("clusters.csv").Values.Distinct(StringComparer.Ordinal).Count().ShouldBeInRange(177, 183);
    }

    [Fact]
    public void A_decision_of_people_is_never_overruled_and_its_file_is_left_as_it_was()
    {
        string[] inputs = ["link", At("police.csv"), At("shelter.csv"), At("ngo.csv")];
        AmparoProcess.Run([.. inputs, "--out", At("links.csv"), "--clusters", At("clusters.csv")]).Exit.ShouldBe(0);
        var linked = File.ReadAllLines(At("links.csv"))[1].Split(',');
        var clusters = Clusters("clusters.csv");
        var apart = clusters.Keys.Where(id => id[0] == 's').First(id => clusters[id] != clusters["p0"]);
        RecordKey Key(string id) => new(id[0] switch { 'p' => "police", 's' => "shelter", _ => "ngo" }, id);
        var log = DecisionLog.Empty.Append(Draft(Key(linked[0]), Key(linked[1]), Verdict.Different)).Append(Draft(Key("p0"), Key(apart), Verdict.Same));
        using (var stream = File.Create(At("decisions.jsonl")))
            log.Write(stream);
        var bytes = File.ReadAllBytes(At("decisions.jsonl"));

        var run = AmparoProcess.Run([.. inputs, "--decisions", At("decisions.jsonl"), "--out", At("links2.csv"), "--clusters", At("clusters2.csv")]);

        run.Exit.ShouldBe(0, run.Error);
        var decided = Clusters("clusters2.csv");
        decided[linked[0]].ShouldNotBe(decided[linked[1]]);
        decided["p0"].ShouldBe(decided[apart]);
        File.ReadAllBytes(At("decisions.jsonl")).ShouldBe(bytes);
        bytes[^30] ^= 1;
        File.WriteAllBytes(At("decisions.jsonl"), bytes);
        AmparoProcess.Run([.. inputs, "--decisions", At("decisions.jsonl"), "--out", At("links3.csv")]).Exit.ShouldNotBe(0);
        File.Exists(At("links3.csv")).ShouldBeFalse();
    }

    private static DecisionDraft Draft(RecordKey left, RecordKey right, Verdict verdict) => new()
    {
        Left = left,
        Right = right,
        Verdict = verdict,
        Reviewer = "reviewer-1",
        Blind = false,
        At = NodaTime.Instant.FromUtc(2026, 11, 28, 12, 0),
        Model = "test",
    };

    [Fact]
    public void Persons_keep_their_ids_when_a_list_is_added_and_what_changes_is_told()
    {
        AmparoProcess.Run("link", At("shelter.csv"), At("police.csv"), "--clusters", At("first.csv")).Exit.ShouldBe(0);
        var run = AmparoProcess.Run(
            "link", At("police.csv"), At("shelter.csv"), At("ngo.csv"), "--previous", At("first.csv"), "--clusters", At("second.csv"), "--history", At("history.csv"));

        run.Exit.ShouldBe(0, run.Error);
        var (first, second) = (Clusters("first.csv"), Clusters("second.csv"));
        var history = File.ReadAllLines(At("history.csv"));
        history[0].ShouldBe("record_id,list,from,to,event");
        var changed = history.Skip(1).Select(line => line.Split(',')).ToDictionary(cells => cells[0], cells => cells[2], StringComparer.Ordinal);
        changed.Count.ShouldBeLessThan(10);
        foreach (var (record, person) in first)
            (changed.GetValueOrDefault(record) ?? second[record]).ShouldBe(person);
    }

    [Fact]
    public void The_id_of_a_person_whose_records_are_gone_is_given_to_nobody()
    {
        AmparoProcess.Run("link", At("police.csv"), At("shelter.csv"), "--clusters", At("first.csv")).Exit.ShouldBe(0);
        AmparoProcess.Run("link", At("police.csv"), At("ngo.csv"), "--previous", At("first.csv"), "--clusters", At("second.csv")).Exit.ShouldBe(0);
        var (first, second) = (Clusters("first.csv"), Clusters("second.csv"));
        var known = first.Where(pair => second.ContainsKey(pair.Key)).Select(pair => pair.Value).ToHashSet(StringComparer.Ordinal);
        second.Values.Except(known, StringComparer.Ordinal).Intersect(first.Values, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void Earlier_ids_that_two_lists_could_mean_are_refused()
    {
        AmparoProcess.Run("link", At("shelter.csv"), "--clusters", At("first.csv")).Exit.ShouldBe(0);
        File.Copy(At("shelter.csv"), At("asylum.csv"));
        Refused("LNK-009", 3, "link", At("shelter.csv"), At("asylum.csv"), "--previous", At("first.csv"), "--clusters", At("second.csv"));
        File.Exists(At("second.csv")).ShouldBeFalse();
        // Where lists share ids from the start, their names stand before them, and all is clear.
        AmparoProcess.Run("link", At("shelter.csv"), At("asylum.csv"), "--clusters", At("both.csv")).Exit.ShouldBe(0);
        AmparoProcess.Run("link", At("shelter.csv"), At("asylum.csv"), "--previous", At("both.csv"), "--clusters", At("again.csv")).Exit.ShouldBe(0);
        Clusters("both.csv").Keys.ShouldContain("asylum/s60");
        File.ReadAllText(At("again.csv")).ShouldBe(File.ReadAllText(At("both.csv")));
    }

    [Fact]
    public void A_configuration_names_columns_and_lists()
    {
        foreach (var file in new[] { "police.csv", "shelter.csv" })
            File.WriteAllText(At(file), File.ReadAllText(At(file)).Replace(Header, "expediente,given1,given2,surname1,surname2,sex,nacida,pueblo,person", StringComparison.Ordinal));
        File.WriteAllText(At("link.yaml"), "columns:\n  expediente: id\n  nacida: birth\n  pueblo: place\n  person: ignored\ndeduplicated: [police, shelter]\n");

        var run = AmparoProcess.Run("link", At("police.csv"), At("shelter.csv"), "--config", At("link.yaml"), "--out", At("links.csv"), "--json");

        run.Exit.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("result").GetProperty("columns").GetProperty("nacida").GetString().ShouldBe("Birth");
        json.RootElement.GetProperty("result").GetProperty("links").GetInt32().ShouldBeInRange(55, 62);
    }

    [Fact]
    public void Bad_input_is_refused_by_its_code_names_no_person_and_leaves_nothing()
    {
        void Make(string name, params string[] lines) => File.WriteAllText(At(name), string.Join('\n', lines) + "\n");
        Make("twice.csv", "rec_id,given1,surname1", "ZZA,ZZB,ZZC", "ZZA,ZZD,ZZE");
        Make("no-id-column.csv", "given1,surname1", "ZZB,ZZC");
        Make("no-id.csv", "rec_id,given1,surname1", "ZZA,ZZB,ZZC", ",ZZD,ZZE");
        Make("no-rows.csv", "rec_id,given1,surname1");
        Make("phones.csv", "rec_id,phone", "ZZ1,55512345", "ZZ2,55512346");
        Make("names.csv", "rec_id,given1,surname1", "ZZ1,ZZB,ZZC", "ZZ2,ZZD,ZZE");
        Make("colours.csv", "rec_id,colour", "ZZ1,ZZred", "ZZ2,ZZblue");
        Make("unknown.yaml", "colour: ZZred");
        Make("bad-role.yaml", "columns:", "  given1: ZZnonsense");
        Make("bad-list.yaml", "deduplicated: [ZZlist]");
        Make("bad-key.yaml", "keys: [ZZkey]");
        Make("bad-previous.csv", "ZZa,ZZb", "1,2");
        Make("odd-previous.csv", "record_id,cluster_id", "p1,ZZ");
        var before = Workspace.Snapshot(_work.Root);
        string[] outputs = ["--out", At("o.csv"), "--clusters", At("c.csv"), "--explain", At("w.jsonl"), "--review", At("q.jsonl"), "--captures", At("t.csv")];

        Refused("LNK-002", 3, ["link", At("twice.csv"), At("police.csv"), .. outputs]);
        Refused("LNK-001", 3, ["link", At("no-id-column.csv"), At("police.csv"), .. outputs]);
        Refused("LNK-003", 3, ["link", At("no-id.csv"), At("police.csv"), .. outputs]);
        Refused("LNK-004", 3, ["link", At("police.csv"), At("no-rows.csv"), .. outputs]);
        Refused("LNK-006", 3, ["link", At("names.csv"), At("phones.csv"), .. outputs]);
        Refused("LNK-006", 3, ["link", At("colours.csv"), .. outputs]);
        Refused("LNK-008", 3, ["link", At("police.csv"), "--config", At("bad-role.yaml"), .. outputs]);
        RefusedAs("VOC-", 3, ["link", At("police.csv"), "--config", At("unknown.yaml"), .. outputs]);
        Refused("LNK-012", 3, ["link", At("police.csv"), "--config", At("bad-list.yaml"), .. outputs]);
        Refused("LNK-012", 3, ["link", At("police.csv"), "--deduplicated", "nobody", .. outputs]);
        Refused("LNK-007", 3, ["link", At("police.csv"), "--config", At("bad-key.yaml"), .. outputs]);
        Refused("LNK-010", 3, ["link", At("police.csv"), "--truth", "nothing", .. outputs]);
        Refused("LNK-009", 3, ["link", At("police.csv"), "--previous", At("bad-previous.csv"), .. outputs]);
        Refused("LNK-009", 3, ["link", At("police.csv"), "--previous", At("odd-previous.csv"), .. outputs]);
        Refused("CLI-002", 2, "link", At("police.csv"), At("shelter.csv"), "--out", At("police.csv"));
        Refused("CLI-002", 2, "link", At("police.csv"), "--out", At("o.csv"), "--clusters", At("o.csv"));
        Refused("CLI-002", 2, "link", At("police.csv"), At("police.csv"), "--out", At("o.csv"));
        Refused("CLI-002", 2, "link", "--dedupe", At("police.csv"), At("shelter.csv"));
        Refused("CLI-002", 2, "link", At("police.csv"), "--replicates", "3");
        Refused("CLI-002", 2, "link", At("police.csv"), "--captures", At("t.csv"), "--replicates", "-1");
        Refused("CLI-003", 2, "link", At("police.csv"), At("none.csv"));
        Refused("CLI-004", 2, "link", At("police.csv"), "--out", At("nowhere", "o.csv"));

        Workspace.Snapshot(_work.Root).ShouldBe(before);
    }

    [Fact]
    public void A_field_that_is_missing_in_all_records_and_a_list_of_one_name_are_linked_to_their_end()
    {
        File.WriteAllText(At("blank.csv"), File.ReadAllLines(At("police.csv")).Skip(1).Aggregate(Header + ",phone\n", (text, row) => text + row + ",\n"));
        AmparoProcess.Run("link", At("blank.csv"), At("shelter.csv"), "--out", At("links.csv")).Exit.ShouldBe(0);
        File.ReadAllLines(At("links.csv")).Length.ShouldBeInRange(56, 63);

        File.WriteAllText(At("block.csv"), Enumerable.Range(0, 5_000).Aggregate(new StringBuilder("rec_id,given1,surname1\n"), (text, i) => text.Append(CultureInfo.InvariantCulture, $"r{i},María,Caal\n")).ToString());
        var run = AmparoProcess.Run("link", At("block.csv"), "--out", At("block-links.csv"), "--json");
        run.Exit.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("result").GetProperty("compared").GetInt64().ShouldBeLessThanOrEqualTo(2_000_000);
    }

    [Fact]
    public void A_folder_that_nobody_may_write_is_one_line_and_exit_3()
    {
        using var disk = TinyDisk.MountOrSkip("size=1m");
        disk.MakeReadOnly();
        Refused("CLI-005", 3, "link", At("police.csv"), At("shelter.csv"), "--out", Path.Combine(disk.Root, "links.csv"));
        Directory.GetFileSystemEntries(disk.Root).ShouldBeEmpty();
    }

    [Fact]
    public void A_full_disk_is_one_line_and_leaves_no_half_file()
    {
        using var disk = TinyDisk.MountOrSkip("size=8k");
        Refused("CLI-006", 3, "link", At("police.csv"), At("shelter.csv"), "--explain", Path.Combine(disk.Root, "why.jsonl"));
        File.Exists(Path.Combine(disk.Root, "why.jsonl")).ShouldBeFalse();
    }

    [Fact]
    public void Killed_at_any_moment_it_leaves_whole_files_or_none_and_the_links_last()
    {
        string[] files = ["clusters.csv", "why.jsonl", "queue.jsonl", "captures.csv", "links.csv"];
        string[] Arguments(string folder) =>
        [
            "link", At("police.csv"), At("shelter.csv"), At("ngo.csv"), "--replicates", "2", "--clusters", At(folder, "clusters.csv"), "--explain", At(folder, "why.jsonl"),
            "--review", At(folder, "queue.jsonl"), "--captures", At(folder, "captures.csv"), "--out", At(folder, "links.csv"),
        ];
        Directory.CreateDirectory(At("whole"));
        AmparoProcess.Run(Arguments("whole")).Exit.ShouldBe(0);

        Killing.AtRandomMoments(
            () =>
            {
                if (Directory.Exists(At("killed")))
                    Directory.Delete(At("killed"), recursive: true);
                Directory.CreateDirectory(At("killed"));
                return AmparoProcess.Start("es", Arguments("killed"));
            },
            () =>
            {
                foreach (var file in files.Where(file => File.Exists(At("killed", file))))
                    File.ReadAllText(At("killed", file)).ShouldBe(File.ReadAllText(At("whole", file)), file);
                if (File.Exists(At("killed", "links.csv")))
                    files.ShouldAllBe(file => File.Exists(At("killed", file)));
            });
    }

    private static void Refused(string code, int exit, params string[] arguments) => RefusedAs($"{code} ", exit, arguments);

    private static void RefusedAs(string start, int exit, string[] arguments)
    {
        var run = AmparoProcess.Run(arguments);
        run.ErrorLines.ShouldHaveSingleItem(string.Join(' ', arguments.Take(4)) + run.Output).ShouldStartWith(start);
        run.Exit.ShouldBe(exit);
        // What stands in a cell, a configuration or a key says who somebody is.
        (run.Output + run.Error).ShouldNotContain("ZZ");
    }

    private Dictionary<string, string> Clusters(string name)
    {
        var lines = File.ReadAllLines(At(name));
        lines[0].ShouldBe("record_id,cluster_id");
        return lines.Skip(1).Select(line => line.Split(',')).ToDictionary(cells => cells[0], cells => cells[1], StringComparer.Ordinal);
    }

    // The persons of a number are the same in every list; one in eight is written with a slip.
    private void Write(string name, string prefix, int from, int count)
    {
        var text = new StringBuilder(Header).Append('\n');
        for (var person = from; person < from + count; person++)
        {
            var random = new Random(person);
            string Name() => string.Concat(Enumerable.Range(0, 2 + random.Next(2)).Select(_ => Syllables[random.Next(Syllables.Length)]));
            var (given, other, surname, second) = (Name(), Name(), Name(), Name());
            var rest = $"{(random.Next(2) == 0 ? "F" : "M")},{1960 + random.Next(50)}-{2 + random.Next(10):D2}-{10 + random.Next(18)},{Name()}";
            var slip = new Random((person * 31) + prefix[0]);
            if (slip.Next(8) == 0)
                surname = surname.Remove(slip.Next(surname.Length), 1);
            text.Append(CultureInfo.InvariantCulture, $"{prefix}{person},{given},{other},{surname},{second},{rest},{person}\n");
        }

        File.WriteAllText(At(name), text.ToString());
    }

    private string At(params string[] parts) => _work.At(parts);
}
