using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Demonstration.Tests;

public sealed class DemonstrationGeneratorTests
{
    private static readonly string[] Countries = ["BZ", "CR", "DO", "SV", "GT", "HN", "MX", "NI", "PA"];

    // 10,000 persons make Mexico three blocks long, so that blocks really wait for one another.
    private static readonly DemonstrationOptions Several = new() { Seed = 3, Persons = 10_000, Parallelism = 1 };

    [Theory]
    [InlineData(1, "tr-TR")]
    [InlineData(5, "")]
    [InlineData(3, "ar-SA")]
    [InlineData(2, "de-DE")]
    public void Equal_seeds_give_equal_bytes_whatever_the_parallelism_and_the_culture(int parallelism, string culture)
    {
        var first = GeneratedFiles.Of(Several);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            var second = GeneratedFiles.Of(Several with { Parallelism = parallelism });
            second.Paths.ShouldBe(first.Paths);
            foreach (var path in first.Paths)
                second.Bytes(path).AsSpan().SequenceEqual(first.Bytes(path)).ShouldBeTrue(path);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Another_seed_gives_another_file_everywhere()
    {
        var first = GeneratedFiles.Of(Several);
        var second = GeneratedFiles.Of(Several with { Seed = 4 });
        foreach (var path in first.Paths.Where(path => path != "INVENTED.txt"))
            second.Bytes(path).AsSpan().SequenceEqual(first.Bytes(path)).ShouldBeFalse(path);
    }

    [Fact]
    public void Every_country_has_six_files_even_if_one_person_is_asked_for()
    {
        var files = GeneratedFiles.Of(new DemonstrationOptions { Persons = 1 });
        var expected = Countries.SelectMany(country => IndependentReader.Agencies.Select(agency => $"agencies/{country}/{IndependentReader.FileName(agency)}"))
            .Concat(["truth/persons.csv", "truth/records.csv", "INVENTED.txt"]);
        files.Paths.ShouldBe(expected, ignoreOrder: true);
        foreach (var country in Countries)
        {
            foreach (var agency in IndependentReader.Agencies)
                Should.NotThrow(() => IndependentReader.Read(agency, files.Bytes($"agencies/{country}/{IndependentReader.FileName(agency)}")));
        }
    }

    [Fact]
    public void The_number_of_persons_is_exact_for_any_number()
    {
        Prop.ForAll(Gen.Choose(1, 9000).ToArbitrary(), persons =>
        {
            var files = GeneratedFiles.Of(new DemonstrationOptions { Seed = (ulong)persons, Persons = persons });
            var truth = files.Truth("truth/persons.csv");
            var records = files.Truth("truth/records.csv");
            return files.Outcome!.Value.Persons == persons && truth.Count == persons
                && truth.DistinctBy(person => person["person"], StringComparer.Ordinal).Count() == persons
                && records.Select(record => record["person"]).Distinct(StringComparer.Ordinal).Count() == persons
                && files.Outcome.Value.Rows == records.Count
                && files.Outcome.Value.DefectiveRows == records.Count(record => record["defect"].Length > 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(12).WithReplay(2024, 7));
    }

    [Fact]
    public void Every_stream_is_closed_at_the_end()
    {
        GeneratedFiles.Of(Several).AllClosed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("agencies/CR/hotline.csv")]
    [InlineData("agencies/BZ/police.csv")]
    [InlineData("truth/records.csv")]
    [InlineData("INVENTED.txt")]
    public void A_file_that_cannot_be_opened_closes_the_others_and_says_why(string failing)
    {
        var files = new GeneratedFiles();
        Stream Open(string path) => path == failing ? throw new IOException("full") : files.Open(path);
        Should.Throw<IOException>(() => DemonstrationGenerator.Generate(Several, GeneratedFiles.Content, Open));
        files.AllClosed.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(DemonstrationOptions.MostPersons + 1)]
    public void A_number_of_persons_out_of_range_is_refused_before_anything_is_opened(int persons)
    {
        var files = GeneratedFiles.Of(new DemonstrationOptions { Persons = persons });
        files.Outcome!.Problems.ShouldHaveSingleItem().Code.ShouldBe(DemonstrationProblems.PersonsOutOfRange);
        files.Paths.ShouldBeEmpty();
    }

    [Fact]
    public void A_sheet_that_fills_up_is_refused_with_its_path()
    {
        var files = GeneratedFiles.Of(new DemonstrationOptions { Persons = 3000, SheetRowLimit = 100 });
        var problem = files.Outcome!.Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(DemonstrationProblems.SheetFull);
        problem.Subject.ShouldEndWith("/prosecution.xlsx");
        files.AllClosed.ShouldBeTrue();
    }

    [Fact]
    public void Options_that_no_caller_may_pass_throw()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => GeneratedFiles.Of(new DemonstrationOptions { Parallelism = 0 }));
        Should.Throw<ArgumentOutOfRangeException>(() => GeneratedFiles.Of(new DemonstrationOptions { SheetRowLimit = 4 }));
        Should.Throw<ArgumentOutOfRangeException>(() =>
            GeneratedFiles.Of(new DemonstrationOptions { SheetRowLimit = DemonstrationOptions.ExcelRowLimit + 1 }));
    }

    [Fact]
    public void A_cancelled_generation_stops_and_closes_its_streams()
    {
        using var cancellation = new CancellationTokenSource();
        var files = new GeneratedFiles();
        var progress = new Told(_ => cancellation.Cancel());
        Should.Throw<OperationCanceledException>(() =>
            DemonstrationGenerator.Generate(Several, GeneratedFiles.Content, files.Open, progress, cancellation.Token));
        files.AllClosed.ShouldBeTrue();
    }

    [Fact]
    public void Progress_grows_to_the_number_of_persons()
    {
        var told = new List<DemonstrationProgress>();
        GeneratedFiles.Of(Several, new Told(told.Add));
        told.Select(progress => progress.PersonsDone).ShouldBeInOrder(SortDirection.Ascending);
        told[^1].ShouldBe(new DemonstrationProgress(10_000, 10_000));
        told.Count.ShouldBeGreaterThan(9);
    }

    [Fact]
    public void The_notice_says_in_four_languages_that_all_is_invented()
    {
        var notice = Encoding.UTF8.GetString(GeneratedFiles.TwentyThousand.Bytes("INVENTED.txt"));
        notice.ShouldContain("inventados");
        notice.ShouldContain("are invented");
        notice.ShouldContain("sont inventées");
        notice.ShouldContain("envante");
        notice.ShouldNotContain("\r");
    }

    private sealed class Told(Action<DemonstrationProgress> told) : IProgress<DemonstrationProgress>
    {
        public void Report(DemonstrationProgress value) => told(value);
    }
}
