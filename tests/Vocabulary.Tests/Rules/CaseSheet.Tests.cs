using System.Text;
using Amparo.Vocabulary.Rules;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using static Amparo.Vocabulary.Tests.Rules.RuleContent;

namespace Amparo.Vocabulary.Tests.Rules;

public sealed class CaseSheetTests
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(3_000).WithReplay(20_261_123, 5);

    [Fact]
    public void Rows_of_one_case_are_gathered_in_any_order_and_blank_says_nothing()
    {
        var sheet = Sheet("""
            {"case":"A","source":"police","date":"2024-03-11","act.recruitment":"yes","means":""}
            {"case":"B","act":false}

            {"case":"A","source":"shelter","date":"2024-04-01","event-date":"2024-03","means.force":true,"age":16,"purpose":null}
            """);
        sheet.Rows.ShouldBe(3);
        var first = sheet.Cases.First();
        first.Id.ShouldBe("A");
        first.EventDays.ShouldBe(new DateInterval(new(2024, 3, 1), new(2024, 3, 31)));
        first.Statements.Select(statement => (statement.Question.ToString(), statement.Answer, statement.Evidence.Source!.Id))
            .ShouldBe([("act.recruitment", Answer.Yes, "police"), ("means.force", Answer.Yes, "shelter")]);
        first.Ages.ShouldHaveSingleItem().Years.ShouldBe((16, 16));
        sheet.Cases.Last().Statements.ShouldHaveSingleItem().Answer.ShouldBe(Answer.No);
    }

    [Fact]
    public void Event_dates_that_differ_leave_the_whole_span_open()
    {
        var sheet = Sheet("{\"case\":\"A\",\"event-date\":\"2024-03-10\"}\n{\"case\":\"A\",\"event-date\":\"2023\"}");
        sheet.Cases.Single().EventDays.ShouldBe(new DateInterval(new(2023, 1, 1), new(2024, 3, 10)));
    }

    [Theory]
    [InlineData("act", "perhaps", RulesProblems.AnswerNotAllowed)]
    [InlineData("event-date", "10/03/2024", RulesProblems.DateNotReadable)]
    [InlineData("event-date", "2023-02-29", RulesProblems.DateNotReadable)]
    [InlineData("birth-date", "2023-13", RulesProblems.DateNotReadable)]
    [InlineData("date", "2024-03", RulesProblems.DateNotReadable)]
    [InlineData("age", "-1", RulesProblems.AgeNotReadable)]
    [InlineData("age", "19-15", RulesProblems.AgeNotReadable)]
    [InlineData("age", "121", RulesProblems.AgeNotReadable)]
    [InlineData("age-group", "adult", RulesProblems.AgeNotReadable)]
    [InlineData("source", "Ana", RulesProblems.CodeNotInList)]
    [InlineData("confidence", "sure", RulesProblems.CodeNotInList)]
    public void A_cell_that_cannot_be_read_takes_its_case_out_and_is_not_quoted(string field, string text, string code)
    {
        var sheet = Sheet($"{{\"case\":\"A\",\"act\":\"yes\"}}\n{{\"case\":\"A\",\"{field}\":\"{text}\"}}\n{{\"case\":\"B\"}}");
        sheet.Cases.Select(one => one.Id).ShouldBe(["B"]);
        sheet.Refused.ShouldHaveSingleItem().Problems.ShouldBe([new Problem(code, field, "row 2")]);
    }

    [Fact]
    public void A_birth_after_the_event_is_refused_even_when_the_event_date_stands_in_a_later_row() =>
        Sheet("{\"case\":\"A\",\"birth-date\":\"2025\"}\n{\"case\":\"A\",\"event-date\":\"2024-03-10\"}").Refused
            .ShouldHaveSingleItem().Problems.ShouldBe([new Problem(RulesProblems.BirthAfterEvent, "birth-date", "row 1")]);

    [Theory]
    [InlineData("{\"act\":\"yes\"}", RulesProblems.CaseIdMissing)]
    [InlineData("{\"case\":\"Ana López\"}", RulesProblems.CaseIdMissing)]
    [InlineData("{\"case\":\"=1+1\"}", RulesProblems.CaseIdMissing)]
    [InlineData("[1]", RulesProblems.LineNotObject)]
    [InlineData("{\"case\":{}}", RulesProblems.LineNotObject)]
    [InlineData("{\"case\":\"A\"} {}", RulesProblems.LineNotObject)]
    [InlineData("{\"case\":\"A\"", RulesProblems.LineNotObject)]
    [InlineData("not json", RulesProblems.LineNotObject)]
    public void A_row_that_belongs_to_no_case_is_noted_with_its_number(string line, string code)
    {
        var sheet = Sheet("\n" + line);
        sheet.Cases.ShouldBeEmpty();
        var problem = sheet.StrayProblems.ShouldHaveSingleItem();
        (problem.Code, problem.Path).ShouldBe((code, "row 2"));
    }

    [Fact]
    public void A_header_is_checked_without_quoting_it()
    {
        var sheet = new CaseSheet(Words);
        sheet.CheckFields(["case", "act", "act.recruitment", "birth-date"]).ShouldBeEmpty();
        sheet.CheckFields(["case", "Ana", "act", "act"]).ShouldBe([
            new Problem(RulesProblems.FieldUnknown, "header", "column 2"), new Problem(RulesProblems.FieldTwice, "act", "column 4")]);
        sheet.CheckFields(["act"]).ShouldBe([new Problem(RulesProblems.CaseIdMissing, "case", "header")]);
    }

    [Fact]
    public void A_line_without_an_end_is_refused_in_bounded_memory()
    {
        using var endless = new EndlessLine(1L << 32);
        CaseLines.Read(endless, new CaseSheet(Words)).ShouldBe(new Problem(RulesProblems.LineTooLong, "file", "row 1"));
        endless.Taken.ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void Line_ends_byte_order_mark_and_small_reads_do_not_matter()
    {
        const string Text = "{\"case\":\"A\",\"act\":\"yes\"}\n{\"case\":\"B\",\"act\":\"no\"}";
        byte[] marked = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text.Replace("\n", "\r\n", StringComparison.Ordinal))];
        var sheet = new CaseSheet(Words);
        CaseLines.Read(new OneByteAtATime(marked), sheet).ShouldBeNull();
        sheet.Cases.Select(one => one.Id).ShouldBe(["A", "B"]);
        sheet.StrayProblems.ShouldBeEmpty();
    }

    [Fact]
    public void No_bytes_whatever_make_the_reader_throw_or_quote_them()
    {
        var seed = Encoding.UTF8.GetBytes("{\"case\":\"A-1\",\"source\":\"police\",\"date\":\"2024-03-11\",\"act.recruitment\":\"yes\",\"age\":\"15-19\"}\n");
        var mutated = from at in Gen.Choose(0, seed.Length - 1)
                      from length in Gen.Choose(0, 6)
                      from bytes in ArbMap.Default.GeneratorFor<byte>().ArrayOf(length)
                      select (byte[])[.. seed[..at], .. bytes, .. seed[at..], .. seed];
        var random = ArbMap.Default.GeneratorFor<byte>().ArrayOf().Resize(200);
        Check.One(Config, Prop.ForAll(Gen.OneOf(mutated, random).ToArbitrary(), bytes =>
        {
            var sheet = new CaseSheet(Words);
            CaseLines.Read(new MemoryStream(bytes), sheet).ShouldBeNull();
            foreach (var one in sheet.Cases)
            {
                PalermoRule.Apply(one, Words);
                EventAssessments.Over(one, Words);
            }

            // Every part of a problem is a word of the format.
            return sheet.StrayProblems.Concat(sheet.Refused.SelectMany(refused => refused.Problems)).All(problem =>
                (problem.Subject is "case" or "line" or "field" or "source" or "date" or "confidence" or "age" or "age-group" or "birth-date" or "event-date"
                    || Words.FindQuestion(problem.Subject) is not null)
                && problem.Path.StartsWith("row ", StringComparison.Ordinal));
        }));
    }

    [Fact]
    public void No_cells_whatever_make_the_sheet_throw()
    {
        var field = Gen.OneOf(Gen.Elements("case", "event-date", "source", "date", "confidence", "birth-date", "age", "age-group", "act"), AnyText);
        var text = Gen.OneOf(Gen.Elements("A", "yes", "no", "unknown", "2024-02-29", "2023-02-29", "9999", "17", "15-19", "--", "0-17", "-"), AnyText);
        var row = from names in field.ArrayOf(6) from texts in text.ArrayOf(6) select names.Zip(texts).DistinctBy(cell => cell.First).ToArray();
        Check.One(Config, Prop.ForAll(row.ArrayOf(4).ToArbitrary(), rows =>
        {
            var sheet = new CaseSheet(Words);
            foreach (var (at, cells) in rows.Index())
                sheet.Add(at + 1, [.. cells.Select(cell => KeyValuePair.Create(cell.First, cell.Second.Trim()))]);
            return sheet.Rows == 4
                && sheet.Cases.Select(one => one.Id).Concat(sheet.Refused.Select(one => one.Id)).Distinct().Count()
                    == sheet.Cases.Count() + sheet.Refused.Count();
        }));
    }

    private static Gen<string> AnyText => ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "");

    private static CaseSheet Sheet(string lines)
    {
        var sheet = new CaseSheet(Words);
        CaseLines.Read(new MemoryStream(Encoding.UTF8.GetBytes(lines)), sheet).ShouldBeNull();
        return sheet;
    }

    private sealed class OneByteAtATime(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));
    }

    private sealed class EndlessLine(long length) : MemoryStream
    {
        public long Taken { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var given = (int)Math.Min(count, length - Taken);
            buffer.AsSpan(offset, given).Fill((byte)'x');
            Taken += given;
            return given;
        }
    }
}
