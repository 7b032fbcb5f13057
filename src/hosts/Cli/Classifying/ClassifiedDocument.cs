using System.Text.Encodings.Web;
using System.Text.Json;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Rules;
using NodaTime.Text;

namespace Amparo.Cli.Classifying;

/// <summary>The result as a JSON document: each element with the statements for and against it, and the history of each event.</summary>
internal static class ClassifiedDocument
{
    /// <summary>How every such document begins.</summary>
    internal const string Start = "{\"made\":\"amparo classify\",";

    // Read by people too: accents stay letters. It is a file, and no page that could be attacked.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the document.</summary>
    internal static void Write(Stream stream, Classification classification)
    {
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteString("made", "amparo classify");
        json.WriteNumber("format", 1);
        json.WriteString("language", classification.Language.Code);
        json.WriteNumber("rows", classification.Sheet.Rows);
        WriteEach(json, "cases", classification.Cases, WriteCase);
        WriteEach(json, "refused", classification.Refused, (to, refused) =>
        {
            to.WriteString("case", refused.Id);
            WriteEach(to, "problems", refused.Problems, WriteProblem);
        });
        WriteEach(json, "problems", classification.Sheet.StrayProblems, WriteProblem);
        json.WriteEndObject();
    }

    private static void WriteCase(Utf8JsonWriter json, ClassifiedCase one)
    {
        var (trafficking, smuggling) = (one.Assessment.Trafficking, one.Assessment.Smuggling);
        json.WriteString("case", one.Statements.Id);
        json.WriteStartObject("trafficking");
        json.WriteString("answer", ClassifiedTable.Spell(trafficking.Overall));
        WriteEach(json, "elements", [trafficking.Act, trafficking.Means, trafficking.Purpose], WriteFinding);
        json.WriteStartObject("age");
        json.WriteString("child", ClassifiedTable.Spell(trafficking.Age.Child));
        json.WriteBoolean("conflicting", trafficking.Age.Conflicting);
        WriteEach(json, "supporting", trafficking.Age.Supporting, WriteAge);
        WriteEach(json, "contradicting", trafficking.Age.Contradicting, WriteAge);
        WriteEach(json, "open", trafficking.Age.Open, WriteAge);
        json.WriteEndObject();
        WriteEach(json, "consent", [trafficking.Consent], WriteFinding);
        json.WriteString("consent-bearing", Hyphened(trafficking.ConsentBearing.ToString()));
        WriteWords(json, "remarks", trafficking.Remarks.Select(remark => Hyphened(remark.ToString())));
        WriteEach(json, "effects", trafficking.Effects, WriteEffect);
        json.WriteEndObject();
        json.WriteStartObject("smuggling");
        json.WriteString("answer", ClassifiedTable.Spell(smuggling.Overall));
        json.WriteString("documents", ClassifiedTable.Spell(smuggling.Documents));
        json.WriteString("stay", ClassifiedTable.Spell(smuggling.Stay));
        WriteEach(json, "elements", smuggling.Elements, WriteFinding);
        WriteEach(json, "effects", smuggling.Effects, WriteEffect);
        json.WriteEndObject();
        WriteEach(json, "history", one.History.Entries, (to, entry) =>
        {
            to.WriteString("date", LocalDatePattern.Iso.Format(entry.Day));
            to.WriteString("trafficking", ClassifiedTable.Spell(entry.Trafficking.Overall));
            to.WriteString("smuggling", ClassifiedTable.Spell(entry.Smuggling.Overall));
        });
        if (one.History.TurnedIntoTrafficking is { } day)
            json.WriteString("turned", LocalDatePattern.Iso.Format(day));
        json.WriteString("sentence", one.Sentence);
    }

    private static void WriteFinding(Utf8JsonWriter json, ElementFinding finding)
    {
        json.WriteString("element", finding.Element);
        json.WriteString("answer", ClassifiedTable.Spell(finding.Truth));
        json.WriteBoolean("conflicting", finding.Conflicting);
        WriteWords(json, "met-by", finding.MetBy.Select(code => code.Id));
        WriteEach(json, "supporting", finding.Supporting, WriteStatement);
        WriteEach(json, "contradicting", finding.Contradicting, WriteStatement);
    }

    private static void WriteStatement(Utf8JsonWriter json, Statement statement)
    {
        json.WriteString("question", statement.Question.ToString());
        WriteEvidence(json, statement.Evidence);
    }

    // The kind of statement, not the birth date: who reads the answer need not know it.
    private static void WriteAge(Utf8JsonWriter json, AgeStatement age)
    {
        json.WriteString("question", age.Birth is null ? "age" : "birth-date");
        WriteEvidence(json, age.Evidence);
    }

    private static void WriteEvidence(Utf8JsonWriter json, Evidence evidence)
    {
        json.WriteString("source", evidence.Source?.Id);
        json.WriteString("date", evidence.On is { } day ? LocalDatePattern.Iso.Format(day) : null);
        json.WriteString("confidence", evidence.Confidence?.Id);
    }

    private static void WriteEffect(Utf8JsonWriter json, ElementEffect effect)
    {
        json.WriteString("element", effect.Element);
        json.WriteBoolean("missing", effect.IsMissing);
        json.WriteString("if-met", ClassifiedTable.Spell(effect.IfMet));
        json.WriteString("if-not-met", ClassifiedTable.Spell(effect.IfNotMet));
    }

    private static void WriteProblem(Utf8JsonWriter json, Problem problem)
    {
        json.WriteString("code", problem.Code);
        json.WriteString("subject", problem.Subject);
        json.WriteString("path", problem.Path);
    }

    private static void WriteEach<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteWords(Utf8JsonWriter json, string name, IEnumerable<string> words)
    {
        json.WriteStartArray(name);
        foreach (var word in words)
            json.WriteStringValue(word);
        json.WriteEndArray();
    }

    // PurposeByNationalLaw -> purpose-by-national-law, as everything else is spelt in files.
    private static string Hyphened(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
