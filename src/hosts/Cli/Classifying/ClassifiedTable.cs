using System.Text;
using Amparo.Records;
using Amparo.Vocabulary.Rules;
using NodaTime.Text;

namespace Amparo.Cli.Classifying;

/// <summary>The result as a table: a row a case, with the sentence.</summary>
internal static class ClassifiedTable
{
    /// <summary>The first line.</summary>
    internal const string Header =
        "case,trafficking,act,means,purpose,child,smuggling,documents,stay,missing-trafficking,missing-smuggling,conflicts,turned,problems,sentence";

    /// <summary>Writes the table: UTF-8, commas, LF.</summary>
    internal static void Write(Stream stream, Classification classification)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true)
        {
            NewLine = "\n",
        };
        writer.WriteLine(Header);
        foreach (var one in classification.Cases)
        {
            var (trafficking, smuggling) = (one.Assessment.Trafficking, one.Assessment.Smuggling);
            Truth[] answers =
            [
                trafficking.Overall, trafficking.Act.Truth, trafficking.Means.Truth, trafficking.Purpose.Truth, trafficking.Age.Child,
                smuggling.Overall, smuggling.Documents, smuggling.Stay,
            ];
            WriteRow(writer, [
                one.Statements.Id, .. answers.Select(Spell),
                string.Join(';', trafficking.Missing), string.Join(';', smuggling.Missing),
                string.Join(';', trafficking.Conflicts.Concat(smuggling.Conflicts)),
                one.History.TurnedIntoTrafficking is { } day ? LocalDatePattern.Iso.Format(day) : "", "", one.Sentence,
            ]);
        }

        foreach (var refused in classification.Refused)
        {
            WriteRow(writer, [
                refused.Id, "refused", .. Enumerable.Repeat("", 11),
                string.Join(';', refused.Problems.Select(problem => $"{problem.Code} {problem.Subject} {problem.Path}")), "",
            ]);
        }
    }

    /// <summary>An answer as files spell it.</summary>
    internal static string Spell(Truth truth) => truth switch
    {
        Truth.Met => "met",
        Truth.NotMet => "not-met",
        _ => "unknown",
    };

    private static void WriteRow(TextWriter writer, IReadOnlyList<string> cells) =>
        writer.WriteLine(string.Join(',', cells.Select(cell => Quote(TextCell.Neutralise(cell)))));

    private static string Quote(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
