using Amparo.Demonstration.Content;
using Amparo.Vocabulary;

namespace Amparo.Demonstration.Tests;

public sealed class DemonstrationContentTests
{
    [Fact]
    public void The_shipped_tables_fit_together()
    {
        var content = DemonstrationContent.Parse(GeneratedFiles.OpenShipped);
        content.Problems.ShouldBeEmpty();
        content.Value.Countries.Select(country => country.Code).ShouldBe(["BZ", "CR", "DO", "GT", "HN", "MX", "NI", "PA", "SV"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("countries.csv", "country,iso3\nGT,GTM\n", DemonstrationProblems.ColumnMissing, "detected_per_year")]
    [InlineData("countries.csv", "", DemonstrationProblems.ColumnMissing, "country")]
    [InlineData("countries.csv", "country,iso3,detected_per_year\nGT,GTM\n", DemonstrationProblems.RowMalformed, "line 2")]
    [InlineData("municipalities.csv", "country,municipality,weight\nGT,\"Ayutla,100\n", DemonstrationProblems.RowMalformed, "line 2")]
    [InlineData("municipalities.csv", "country,municipality,weight\n\nGT,\"Ayutla\"x,100\n", DemonstrationProblems.RowMalformed, "line 3")]
    [InlineData("surnames.csv", "list,surname,weight\ngt,Caal,-1\n", DemonstrationProblems.WeightInvalid, "line 2")]
    [InlineData("surnames.csv", "list,surname,weight\ngt,Caal,NaN\n", DemonstrationProblems.WeightInvalid, "line 2")]
    [InlineData("surnames.csv", "list,surname,weight\ngt,Caal,\"1,5\"\n", DemonstrationProblems.WeightInvalid, "line 2")]
    [InlineData("nationalities.csv", "country,citizenship,weight\nGT,ZZ,1\n", DemonstrationProblems.CodeUndeclared, "line 2")]
    [InlineData("margins.csv", "form,sex,age_group,share\nsmuggling,female,0-17,1\n", DemonstrationProblems.CodeUndeclared, "line 2")]
    [InlineData("given-names.csv", "list,sex,name,weight\nspanish,other,Ana,1\n", DemonstrationProblems.CodeUndeclared, "line 2")]
    [InlineData("origins.csv", "citizenship,surname_list,given_list,surname_rule,weight\nGT,gt,spanish,three,1\n", DemonstrationProblems.CodeUndeclared, "line 2")]
    [InlineData("municipalities.csv", "country,municipality,weight\nGT,Flores,0\n", DemonstrationProblems.NothingToDraw, "GT")]
    [InlineData("margins.csv", "form,sex,age_group,share\nsexual,female,0-17,0\n", DemonstrationProblems.NothingToDraw, "form")]
    public void A_table_that_cannot_be_used_is_refused_with_its_name_and_place(string table, string text, string code, string path)
    {
        var outcome = DemonstrationContent.Parse(name => name == table ? new StringReader(text) : GeneratedFiles.OpenShipped(name));
        outcome.Problems.ShouldContain(new Problem(code, table, path));
    }

    [Fact]
    public void A_problem_never_quotes_a_cell()
    {
        var outcome = DemonstrationContent.Parse(name =>
            name == "surnames.csv" ? new StringReader("list,surname,weight\ngt,Secreto,many\n") : GeneratedFiles.OpenShipped(name));
        outcome.Problems.ShouldAllBe(problem => !problem.ToString().Contains("Secreto") && !problem.ToString().Contains("many"));
    }

    [Fact]
    public void Margins_agree_with_the_published_sums()
    {
        using var reader = GeneratedFiles.OpenShipped("margins.csv");
        var cells = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).ToList();
        double Sum(int column, string value) => cells.Where(cell => cell[column] == value)
            .Sum(cell => double.Parse(cell[3], System.Globalization.CultureInfo.InvariantCulture));
        // Sums over the nine countries, 2017 to 2021, added by a separate program from the extract of 30 May 2023.
        Sum(0, "sexual").ShouldBe(3673.0 / 5525, 0.00001);
        Sum(0, "labour").ShouldBe(682.0 / 5525, 0.00001);
        Sum(1, "female").ShouldBe(0.995 * 2421 / 3458, 0.00001);
        Sum(2, "0-17").ShouldBe(3118.0 / 5458, 0.00001);
    }
}
