using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Selection;

namespace Amparo.Estimation.Tests;

/// <summary>Every model of pairs of six data sets, against the packages and against the fits refined to 1e-15.</summary>
public sealed class AllModelsGolden
{
    [Theory]
    [MemberData(nameof(ReferenceTables.Six), MemberType = typeof(ReferenceTables))]
    public void Every_pair_model_has_the_code_and_the_estimate_of_the_reference(string key)
    {
        var table = ReferenceTables.Table(key);
        var wrong = new List<string>();
        var models = 0;
        foreach (var line in ReferenceTables.Lines($"allmodels_order2_{key}.csv"))
        {
            models++;
            var model = HierarchicalModel.Of(table.Lists.Count, line["pairs"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ReferenceTables.Set));
            var fit = LogLinearFit.Of(table, model);
            if ((int)fit.Code != int.Parse(line["code"], System.Globalization.CultureInfo.InvariantCulture))
                wrong.Add($"{model}: code {fit.Code}, expected {line["code"]}");
            else if (fit.Code == ModelCode.Usable
                && (ReferenceTables.RelativeError(fit.Estimate, ReferenceTables.Number(line["estimate_tight"])) > 1e-9
                    || ReferenceTables.RelativeError(fit.Estimate, ReferenceTables.Number(line["estimate"])) > 1e-7
                    || Math.Abs(fit.Aic - ReferenceTables.Number(line["aic"])) > 1e-6
                    || Math.Abs(fit.Deviance - ReferenceTables.Number(line["deviance"])) > 1e-6
                    || fit.Coefficients.Count(coefficient => double.IsNegativeInfinity(coefficient.Value)) != int.Parse(line["nonoverlapping"], System.Globalization.CultureInfo.InvariantCulture)))
                wrong.Add($"{model}: {fit.Estimate:R} {fit.Aic:R} {fit.Deviance:R}, expected {string.Join(' ', line.Values)}");
        }

        wrong.ShouldBeEmpty();
        models.ShouldBe(1 << (table.Lists.Count * (table.Lists.Count - 1) / 2));
    }

    [Theory]
    [InlineData(ReferenceTables.Uk)]
    [InlineData(ReferenceTables.Netherlands)]
    [InlineData(ReferenceTables.NewOrleans)]
    [InlineData(ReferenceTables.NewOrleans186)]
    [InlineData(ReferenceTables.Korea)]
    [InlineData(ReferenceTables.Artificial)]
    [InlineData(ReferenceTables.Australia)]
    public void The_ranking_of_pair_models_is_that_of_the_reference(string key)
    {
        var table = ReferenceTables.Table(key);
        var ranking = ModelRanking.Of(table, order: 2).Value;
        var expected = ReferenceTables.Lines($"mse_bic_allmodels_order2_{key}.csv").ToList();

        ranking.Usable.Count.ShouldBe(expected.Count);
        var byName = ranking.Usable.ToDictionary(model => model.Model.ToString(), StringComparer.Ordinal);
        foreach (var line in expected)
        {
            var model = byName[line["model"]];
            ReferenceTables.RelativeError(model.Estimate, ReferenceTables.Number(line["abundance"])).ShouldBeLessThan(1e-7, line["model"]);
            Math.Abs(model.Bic - ReferenceTables.Number(line["BIC"])).ShouldBeLessThan(1e-6, line["model"]);
        }

        ranking.Usable[0].Model.ToString().ShouldBe(expected[0]["model"]);
    }

    [Theory]
    [InlineData(ReferenceTables.Uk, 6084)]
    [InlineData(ReferenceTables.Netherlands, 6083)]
    [InlineData(ReferenceTables.NewOrleans, 5925)]
    [InlineData(ReferenceTables.Korea, 6)]
    [InlineData(ReferenceTables.Artificial, 4)]
    [InlineData(ReferenceTables.Australia, 92)]
    public void The_ranking_of_all_models_is_that_of_the_reference(string key, int usable)
    {
        var reference = ReferenceTables.Json("mse_package.json").GetProperty(key).GetProperty("bic");
        var ranking = ModelRanking.Of(ReferenceTables.Table(key)).Value;

        ranking.Usable.Count.ShouldBe(usable);
        var place = 0;
        foreach (var expected in reference.GetProperty("top10").EnumerateArray())
        {
            var model = ranking.Usable[place++];
            model.Model.ToString().ShouldBe(expected.GetProperty("model").GetString());
            ReferenceTables.RelativeError(model.Estimate, expected.GetProperty("abundance").GetDouble()).ShouldBeLessThan(1e-7);
            Math.Abs(model.Bic - expected.GetProperty("BIC").GetDouble()).ShouldBeLessThan(1e-6);
        }
    }

    [Theory]
    [InlineData(3, 8)]
    [InlineData(4, 113)]
    [InlineData(5, 6893)]
    public void There_are_as_many_hierarchical_models_as_counted(int lists, int models) =>
        HierarchicalModels.All(lists, lists).Count.ShouldBe(models);
}
