using System.Globalization;
using Amparo.Linkage.Review;
using Amparo.Records;

namespace Amparo.Merging.Tests;

public sealed class CountryLinkageTests
{
    private static readonly string[] Bare = ["", "", "", ""];

    [Fact]
    public void Every_record_has_exactly_one_person()
    {
        List<AgencyList> lists = [.. InventedLists.Of("GT"), .. InventedLists.Of("HN", seed: 2)];

        var merged = InventedLists.Link(lists).Merged;

        var persons = InventedLists.PersonsOf(merged);
        persons.Keys.ShouldBe(lists.SelectMany(list => list.Records.FindText(PersonReport.Record)!));
        persons.Values.ShouldAllBe(person => person.Length > 0);
        merged.Persons.ShouldBe(persons.Values.Distinct(StringComparer.Ordinal).Count());
        merged.Persons.ShouldBeInRange(200, 280);
        merged.Repeated.Count.ShouldBe(merged.Records.Count - merged.Persons);
        merged.Repeated.Find(MergedRecords.Person).ShouldBeNull();
    }

    [Fact]
    public void The_order_of_the_lists_changes_nothing()
    {
        List<AgencyList> lists = [.. InventedLists.Of("GT"), .. InventedLists.Of("HN", seed: 2)];
        var text = InventedLists.Text(InventedLists.Link(lists));

        InventedLists.Text(InventedLists.Link([.. Enumerable.Reverse(lists)])).ShouldBe(text);
        InventedLists.Text(InventedLists.Link([.. lists.Skip(2), .. lists.Take(2)])).ShouldBe(text);
    }

    [Fact]
    public async Task Cultures_and_runs_at_the_same_time_change_nothing()
    {
        List<AgencyList> lists = [.. InventedLists.Of("GT"), .. InventedLists.Of("HN", seed: 2)];
        var text = InventedLists.Text(InventedLists.Link(lists));
        string[] cultures = ["tr-TR", "th-TH", "es-ES", "ar-SA"];

        var runs = await Task.WhenAll(cultures.Select(culture => Task.Run(() =>
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            return InventedLists.Text(InventedLists.Link(lists));
        })));

        runs.ShouldAllBe(run => run == text);
    }

    [Fact]
    public void Two_countries_never_share_a_person()
    {
        // The same persons in both, letter by letter; and a third country that has nothing to compare, whose agency writes a number that the others write too.
        List<AgencyList> lists =
        [
            .. InventedLists.Of("GT"), .. InventedLists.Of("HN"),
            InventedLists.List("SV", "police", [["r1", "7", .. Bare], ["r2", "7", .. Bare], ["r3", "GT-1", .. Bare], ["r4", "", .. Bare]]),
        ];

        var linked = InventedLists.Link(lists);

        linked.Countries.Select(country => country.Country).ShouldBe(["GT", "HN"]);
        linked.NotCompared.ShouldBe(["SV"]);
        var persons = InventedLists.PersonsOf(linked.Merged);
        persons.Where(record => record.Key[0] == 'r').Select(record => record.Value).ShouldBe(["SV-7", "SV-7", "SV-GT-1", "SV-r4"]);
        persons.Where(record => record.Key[0] != 'r' && !record.Value.StartsWith(record.Key[..3], StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void A_reviewer_who_says_different_separates_and_one_who_says_same_joins()
    {
        var lists = InventedLists.Of("GT");
        var first = InventedLists.Link(lists);
        var before = InventedLists.PersonsOf(first.Merged);
        var found = first.Countries[0].Linkage;
        var link = found.Links.First(pair => found.Lists.ListOf(pair.Left) != found.Lists.ListOf(pair.Right));
        var (left, right) = (found.Lists.KeyOf(link.Left), found.Lists.KeyOf(link.Right));
        var stranger = found.Lists.KeyOf(found.Lists.InOrder().First(record => found.Clusters[record] != found.Clusters[link.Left]));
        before[left.Id].ShouldBe(before[right.Id]);
        before[stranger.Id].ShouldNotBe(before[left.Id]);

        var parted = InventedLists.PersonsOf(InventedLists.Link(lists, InventedLists.Decided(left, right, Verdict.Different)).Merged);
        var joined = InventedLists.PersonsOf(InventedLists.Link(lists, InventedLists.Decided(stranger, left, Verdict.Same)).Merged);
        var unsure = InventedLists.PersonsOf(InventedLists.Link(lists, InventedLists.Decided(left, right, Verdict.Unsure)).Merged);

        parted[left.Id].ShouldNotBe(parted[right.Id]);
        joined[stranger.Id].ShouldBe(joined[left.Id]);
        unsure.ShouldBe(before);
    }

    [Fact]
    public void A_pair_decided_in_the_queue_of_one_run_is_settled_in_the_next()
    {
        // Lists that a hand has written badly: in some of them a pair is left to people.
        var (lists, queue) = Enumerable.Range(1, 40).Select(seed => InventedLists.Of("GT", persons: 150, seed, cellsASlip: 3))
            .Select(lists => (Lists: lists, Queue: Queue(InventedLists.Link(lists)))).First(run => run.Queue.Pairs.Count > 0);
        var pair = queue.Pairs[0];
        queue.Header.Fields.Select(field => field.Title.ToString()).ShouldContain("Nombre (given-names)");

        foreach (var verdict in new[] { Verdict.Same, Verdict.Different })
        {
            var next = InventedLists.Link(lists, InventedLists.Decided(pair.Left.Key, pair.Right.Key, verdict));
            var persons = InventedLists.PersonsOf(next.Merged);

            (persons[pair.Left.Key.Id] == persons[pair.Right.Key.Id]).ShouldBe(verdict == Verdict.Same);
            Queue(next).PositionOf(pair.Key.Id()).ShouldBeNull();
        }
    }

    [Fact]
    public void A_file_number_holds_two_records_together_until_a_reviewer_parts_them()
    {
        var lists = InventedLists.Of("GT");
        string[][] rows =
        [
            ["GT-iom-1", "GT-iom-F1", "Rosa", "Caal", "Pop", "1990-01-02"], ["GT-iom-2", "GT-iom-F1", "Hugo", "Rivas", "Ortiz", "1971-11-30"],
            ["GT-iom-3", "", "Ana", "Xol", "Ical", "1984-05-06"], ["GT-iom-4", "", "Luis", "Santos", "Flores", "1999-09-09"],
        ];
        lists.Add(InventedLists.List("GT", "iom", rows));

        var together = InventedLists.PersonsOf(InventedLists.Link(lists).Merged);
        var apart = InventedLists.PersonsOf(InventedLists.Link(lists, InventedLists.Decided(new("iom", "GT-iom-1"), new("iom", "GT-iom-2"), Verdict.Different)).Merged);

        together["GT-iom-1"].ShouldBe(together["GT-iom-2"]);
        apart["GT-iom-1"].ShouldNotBe(apart["GT-iom-2"]);
        // No file number is no number that two records share.
        together["GT-iom-3"].ShouldNotBe(together["GT-iom-4"]);
    }

    [Fact]
    public void A_list_read_from_its_file_is_the_list()
    {
        var lists = InventedLists.Of("GT");
        var read = lists.Select(list =>
        {
            using var stream = new MemoryStream();
            RecordFile.Write(stream, list.Records, InventedLists.Schema);
            stream.Position = 0;
            return AgencyList.Read(stream, InventedLists.Schema, (list.Country, list.Name)).Value;
        });

        InventedLists.Text(InventedLists.Link([.. read])).ShouldBe(InventedLists.Text(InventedLists.Link(lists)));
    }

    [Fact]
    public void An_agency_that_registered_nobody_changes_nothing()
    {
        var lists = InventedLists.Of("GT");
        var text = InventedLists.Text(InventedLists.Link(lists));

        InventedLists.Text(InventedLists.Link([.. lists, InventedLists.List("GT", "iom", []), InventedLists.List("HN", "iom", [])])).ShouldBe(text);
    }

    [Fact]
    public void Lists_that_cannot_stand_together_are_refused_without_a_word_of_theirs()
    {
        var lists = InventedLists.Of("GT", persons: 10);
        var nameless = new AgencyList("GT", "iom", new RecordSet(1, [new TextColumn(PersonReport.Record, ["secret"])]));

        Refused([.. lists, lists[0]]).ShouldBe([MergingProblems.ListTwice, MergingProblems.RecordTwice]);
        Refused([.. lists, lists[0] with { Name = "again" }]).ShouldBe([MergingProblems.RecordTwice]);
        Refused([.. lists, nameless]).ShouldBe([MergingProblems.FieldMissing]);
        Refused([.. lists, InventedLists.List("HN", "iom", [["HN-iom-1", "", .. Bare]]) with { Country = "GT" }]).ShouldBe([MergingProblems.OtherCountry]);
        Refused([.. lists, InventedLists.List("GT", "iom", [["", "secret", .. Bare]])]).ShouldBe([MergingProblems.RecordWithoutId]);
        Should.Throw<ArgumentException>(() => Refused([]));
        Should.Throw<ArgumentException>(() => Refused([lists[0] with { Name = " " }]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    [InlineData(0.5)]
    public void The_work_can_be_stopped(double share)
    {
        using var source = new CancellationTokenSource();
        var options = new MergeOptions
        {
            Tell = done =>
            {
                if (done >= share)
                    source.Cancel();
            },
        };

        Should.Throw<OperationCanceledException>(() => CountryLinkage.Run(InventedLists.Of("GT"), InventedLists.Schema, options, source.Token));
    }

    private static IEnumerable<string> Refused(IReadOnlyList<AgencyList> lists)
    {
        var problems = CountryLinkage.Run(lists, InventedLists.Schema, new()).Problems;
        problems.ShouldAllBe(problem => !problem.ToString().Contains("secret", StringComparison.Ordinal));
        return problems.Select(problem => problem.Code);
    }

    private static QueuedPairs Queue(LinkedCountries linked)
    {
        using var stream = new MemoryStream();
        var pairs = linked.Countries[0].WriteReview(stream, InventedLists.Content.LinkageTexts().Value, invented: true);
        stream.Position = 0;
        var queue = QueuedPairs.Read(stream).Value;
        queue.Pairs.Count.ShouldBe(pairs);
        queue.Header.Invented.ShouldBeTrue();
        return queue;
    }
}
