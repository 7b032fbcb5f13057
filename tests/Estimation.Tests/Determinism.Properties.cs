using System.Globalization;
using System.Text;
using Amparo.Estimation.Histories;
using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Reporting;
using Amparo.Estimation.Selection;
using Amparo.Vocabulary;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Estimation.Tests;

/// <summary>The same input gives the same bytes, whatever the order of rows, the number of threads or the culture.</summary>
public sealed class DeterminismProperties
{
    private static readonly Config Replayed = Config.QuickThrowOnFailure.WithMaxTest(20).WithReplay(20261128UL, 7UL);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Threads_change_nothing(int threads)
    {
        var table = ReferenceTables.Table(ReferenceTables.Uk);
        var request = new EstimationRequest { Replicates = 200, Seed = 5 };

        Bytes(Estimator.Run(table, request with { Threads = threads }, _ => { }) with { Request = request }).ShouldBe(Bytes(Estimator.Run(table, request, _ => { })));
    }

    [Theory]
    [InlineData("es-GT")]
    [InlineData("ht-HT")]
    [InlineData("sr-Latn-RS")]
    [InlineData("ar-SA")]
    public void The_culture_changes_nothing(string culture)
    {
        var table = ReferenceTables.Table(ReferenceTables.NewOrleans);
        var request = new EstimationRequest { Replicates = 100 };
        var expected = Bytes(Estimator.Run(table, request, _ => { }));
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Bytes(Estimator.Run(table, request, _ => { })).ShouldBe(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void The_order_of_rows_changes_nothing()
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "reference", "estimation", "inputs", ReferenceTables.Australia + ".csv"));
        var expected = Bytes(Answer(lines));

        Check.One(Replayed, Prop.ForAll(Gen.Shuffle(lines[1..]).ToArbitrary(), shuffled => Bytes(Answer([lines[0], .. shuffled])) == expected));
    }

    [Fact]
    public void The_order_of_lists_changes_an_estimate_by_rounding_only()
    {
        var table = ReferenceTables.Table(ReferenceTables.Uk);
        var expected = LogLinearFit.Of(table, HierarchicalModel.MainEffects(5)).Estimate;

        Check.One(Replayed, Prop.ForAll(Gen.Shuffle(Enumerable.Range(0, 5)).ToArbitrary(), order =>
        {
            var rows = Enumerable.Range(1, 31).Select(history => (Enumerable.Range(0, 5).Sum(list => (history >> order[list] & 1) << list), table.Count(history)));
            var moved = CaptureHistories.Of([.. order.Select(list => table.Lists[list])], rows).Value;
            return ReferenceTables.RelativeError(LogLinearFit.Of(moved, HierarchicalModel.MainEffects(5)).Estimate, expected) < 1e-12;
        }));
    }

    [Fact]
    public void A_threshold_of_nothing_is_independence_and_of_everything_all_pairs()
    {
        var table = ReferenceTables.Table(ReferenceTables.Uk);

        StepwiseSelection.Run(table, 0).Model.ShouldBe(HierarchicalModel.MainEffects(5));
        StepwiseSelection.Run(table, 1).Model.Interactions.Count.ShouldBe(10);
    }

    private static EstimationAnswer Answer(string[] lines)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        return Estimator.Run(CaptureFile.Read("table.csv", stream, []).Value.Tables[0], new() { Replicates = 100, Interval = IntervalKind.Percentile }, _ => { });
    }

    private static string Bytes(EstimationAnswer answer)
    {
        using var page = new MemoryStream();
        EstimationReport.Write(page, answer, new(Language.Spanish, Invented: true));
        return EstimationJson.Of(answer).ToJsonString() + Encoding.UTF8.GetString(page.ToArray());
    }
}
