using Amparo.Records.Registers;
using Amparo.Records.Tables;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Records.Tests.Registers;

public class RegisterReaderTests
{
    private const string Header = "country,name,date,note\n";

    private static Outcome<RegisterDeclaration> Declare(string yaml) => RegisterReader.ReadDeclaration(new StringReader(yaml), "laws.yaml");

    private static Outcome<RegisterTable> Facts(string csv) =>
        RegisterReader.ReadFacts(Declare(Tests.Tables.Register).Value, new StringReader(csv), "laws.csv", Tests.Tables.Lists);

    [Fact]
    public void A_register_keeps_its_lines_and_takes_the_declared_order_of_columns()
    {
        var register = Facts("note,date,name,country\n,2009-02-20,Decreto 9-2009,GT\n\"Reforma, 2014\",2012,Ley General,MX\n").Value;

        register.Id.ShouldBe("laws");
        register.Title.ToString().ShouldBe("Leyes");
        register.Columns.Select(column => column.Id).ShouldBe(["country", "name", "date", "note"]);
        register.Rows.Count.ShouldBe(2);
        register.Rows[0].ShouldBe(["GT", "Decreto 9-2009", "2009-02-20", ""]);
        register.Rows[1].ShouldBe(["MX", "Ley General", "2012", "Reforma, 2014"]);
    }

    [Theory]
    [InlineData("2012", true)]
    [InlineData("2012-06", true)]
    [InlineData("2012-02-29", true)]
    [InlineData("", true)]
    [InlineData("2013-02-29", false)]
    [InlineData("2012-13", false)]
    [InlineData("2012-6-1", false)]
    [InlineData("14/06/2012", false)]
    [InlineData("recently", false)]
    public void A_date_is_as_precise_as_it_is_known_and_exists(string date, bool taken)
    {
        var read = Facts(Header + $"MX,Ley,{date},\n");

        read.Succeeded.ShouldBe(taken);
        if (!taken)
            read.Problems.ShouldBe([new(TableProblems.DateRefused, "date", "laws.csv line 2")]);
    }

    [Theory]
    [InlineData("XX,Ley,,", TableProblems.CodeUnknown, "country", "laws.csv line 3")]
    [InlineData(",Ley,,", TableProblems.CellMissing, "country", "laws.csv line 3")]
    [InlineData("GT,,,", TableProblems.CellMissing, "name", "laws.csv line 3")]
    [InlineData("GT,Ley,,   ", TableProblems.CellMissing, "note", "laws.csv line 3")]
    [InlineData("HN,Ley,,", TableProblems.LineTwice, "laws.csv", "line 3")]
    [InlineData("HN,Ley,", TableProblems.LineRefused, "laws.csv", "line 3")]
    public void A_wrong_line_is_named_by_number_and_never_quoted(string line, string code, string subject, string place) =>
        Facts(Header + "HN,Ley,,\n" + line + "\n").Problems.ShouldBe([new(code, subject, place)]);

    [Fact]
    public void A_column_of_codes_without_its_list_is_refused() =>
        RegisterReader.ReadFacts(
            Declare(Tests.Tables.Register).Value, new StringReader(Header + "HN,Ley,,\n"), "laws.csv", Tests.Tables.NoLists)
            .Problems.ShouldBe([new(TableProblems.ListMissing, "country")]);

    [Theory]
    [InlineData("kind: date", "kind: moment", VocabularyProblems.ValueNotAllowed)]
    [InlineData("kind: date", "kind: date, list: country", VocabularyProblems.UnknownKey)]
    [InlineData("kind: code, list: country", "kind: code", VocabularyProblems.KeyMissing)]
    [InlineData("required: yes", "required: maybe", VocabularyProblems.ValueNotAllowed)]
    [InlineData("id: note,", "id: date,", VocabularyProblems.ValueNotAllowed)]
    [InlineData("key: [country, name]", "key: [country, law]", VocabularyProblems.ValueNotAllowed)]
    [InlineData("key: [country, name]\n", "", VocabularyProblems.KeyMissing)]
    [InlineData("holds: laws\n", "", VocabularyProblems.KeyMissing)]
    [InlineData("holds: laws", "holds: persons", VocabularyProblems.ValueNotAllowed)]
    [InlineData("holds: laws", "holds: 0", VocabularyProblems.ValueNotAllowed)]
    [InlineData("holds: laws", "holds: Laws", VocabularyProblems.ValueNotAllowed)]
    [InlineData("version: 2", "version: 0", VocabularyProblems.ValueNotAllowed)]
    [InlineData("version: 2", "version: 2\nowner: me", VocabularyProblems.UnknownKey)]
    public void A_declaration_of_another_form_is_refused(string right, string wrong, string code) =>
        Declare(Tests.Tables.Register.Replace(right, wrong, StringComparison.Ordinal)).Problems
            .ShouldContain(problem => problem.Code == code && problem.Path.StartsWith("line ", StringComparison.Ordinal));
}
