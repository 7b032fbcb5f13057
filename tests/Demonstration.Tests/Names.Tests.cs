using System.Text;
using Amparo.Demonstration.Randomness;
using Amparo.Demonstration.Reports;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Demonstration.Tests;

public sealed class NamesTests
{
    private static readonly List<Dictionary<string, string>> Police =
    [
        .. new[] { "GT", "HN", "MX", "DO" }.SelectMany(country =>
            IndependentReader.Rows("police", GeneratedFiles.TwentyThousand.Bytes($"agencies/{country}/police.csv"))),
    ];

    [Theory]
    [InlineData("Xicará")]
    [InlineData("Norales")]
    [InlineData("Pierre")]
    [InlineData("de León")]
    [InlineData("Caal")]
    public void Maya_Garifuna_Haitian_and_compound_surnames_occur(string surname)
    {
        Police.ShouldContain(row => row["Primer apellido"] == surname || row["Segundo apellido"] == surname);
    }

    [Fact]
    public void Surnames_are_missing_joined_or_a_husbands()
    {
        Police.ShouldContain(row => row["Primer apellido"].Length > 0 && row["Segundo apellido"].Length == 0);
        Police.ShouldContain(row =>
            row["Primer apellido"].Contains('-', StringComparison.Ordinal) && row["Nacionalidad"].StartsWith("Guat", StringComparison.Ordinal));
        Police.ShouldContain(row => row["Segundo apellido"].StartsWith("de ", StringComparison.Ordinal) && row["Sexo"] == "Femenino");
    }

    [Fact]
    public void The_two_surnames_of_one_document_come_in_both_orders()
    {
        var police = Police.Select(row => (Document: row["Documento"], First: row["Primer apellido"], Second: row["Segundo apellido"]));
        var migration = IndependentReader.Rows("migration", GeneratedFiles.TwentyThousand.Bytes("agencies/MX/migration.tsv"))
            .Select(row => (Document: row["TravelDocument"], Surnames: row["Surnames"].Split(' '))).Where(row => row.Surnames.Length == 2)
            .Select(row => (row.Document, First: row.Surnames[0], Second: row.Surnames[1]));
        var sameDocument = police.Concat(migration).Where(row => row.Document.Length > 0 && row.First != row.Second)
            .GroupBy(row => row.Document, StringComparer.Ordinal);
        sameDocument.ShouldContain(group => group.Any(one => group.Any(other => one.First == other.Second && one.Second == other.First)));
    }

    [Fact]
    public void One_name_is_spelled_in_several_ways()
    {
        // López is the most frequent surname of the Guatemalan list: its spellings are errors of typing.
        var spelled = Police.Select(row => row["Primer apellido"]).ToHashSet(StringComparer.Ordinal);
        spelled.Contains("López").ShouldBeTrue();
        spelled.Contains("Lopez").ShouldBeTrue();
        spelled.Count(surname => surname.StartsWith('L') && surname.EndsWith('z') && surname.Length is 4 or 5 or 6).ShouldBeGreaterThan(5);
    }

    [Fact]
    public void Prosecution_writes_surnames_first_in_upper_case_without_accents()
    {
        var names = IndependentReader.Rows("prosecution", GeneratedFiles.TwentyThousand.Bytes("agencies/GT/prosecution.xlsx"))
            .Select(row => row["Nombre completo"]).ToList();
        names.ShouldAllBe(name => !name.Any(char.IsLower));
        names.ShouldAllBe(name => name.All(letter => letter < 128 || letter == 'Ñ'));
        names.Count(name => name.Contains(", ", StringComparison.Ordinal)).ShouldBeGreaterThan(names.Count * 9 / 10);
    }

    [Fact]
    public void Nationality_is_a_demonym_or_a_country_in_several_spellings()
    {
        var written = Police.Select(row => row["Nacionalidad"]).ToHashSet(StringComparer.Ordinal);
        foreach (var spelling in new[] { "Guatemalteca", "guatemalteco", "GUATEMALA", "Guatemala", "hondureño", "HONDUREÑA", "México", "MEXICO", "Mexicana" })
            written.Contains(spelling).ShouldBeTrue(spelling);
    }

    [Fact]
    public void An_error_of_typing_moves_at_most_one_letter_more_than_it_changes_and_stays_in_Windows_1252()
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
        var names = Gen.Elements("López", "Muñoz", "Hernández", "Ixquiac", "Saint-Louis", "Ek", "de la Cruz", "Ñame", "Vásquez", "Heredia", "Yax", "Dzul");
        Prop.ForAll(Gen.Zip(names, Gen.Choose(0, int.MaxValue)).ToArbitrary(), draw =>
        {
            var (name, seed) = draw;
            var typed = TypingErrors.Apply(name, Xoshiro256.ForBlock((ulong)seed, new(0, 0)));
            return Math.Abs(typed.Length - name.Length) <= 1 && typed.Length > 1 && encoding.GetString(encoding.GetBytes(typed)) == typed;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(2024, 7));
    }

    [Theory]
    [InlineData("Muñoz Peña", true, "Muñoz Peña")]
    [InlineData("Muñoz Pérez", false, "Munoz Perez")]
    [InlineData("Güity Ávila", true, "Guity Avila")]
    [InlineData("Lopez", true, "Lopez")]
    public void Accents_go_and_the_enye_stays_if_asked(string name, bool keepEnye, string expected)
    {
        TypingErrors.WithoutAccents(name, keepEnye).ShouldBe(expected);
    }
}
