using System.Text.Json;

namespace Amparo.PrivateRelease.Reporting;

/// <summary>Writes a release report for programs, with names that stay.</summary>
/// <remarks>
/// Top level: <c>amparo-release</c> (1, the version of this format), <c>population</c>, <c>mechanism</c>, <c>mechanismName</c>, <c>paper</c>, <c>form</c>,
/// <c>regime</c>, <c>unit</c>, <c>mostRowsAPerson</c>, <c>epsilon</c>, <c>delta</c>, <c>replaceEpsilon</c>, <c>replaceDelta</c>, <c>mu</c>, <c>rho</c>, <c>k</c>,
/// <c>quasiIdentifiers</c>, <c>suppressedShare</c>, <c>suppressed</c>, <c>diversity</c>, <c>rows</c>, <c>noisyCount</c>, <c>predictedError</c>,
/// <c>predictedErrorByColumns</c>, <c>coarsened</c>, <c>ledger</c>, <c>date</c>, <c>software</c>, <c>invented</c>. What does not apply is null. Shares are 0 to 1. The same
/// report gives the same bytes.
/// </remarks>
internal static class ReleaseReportJson
{
    /// <summary>The first key of the document, by which such files are known.</summary>
    public const string Mark = "amparo-release";

    /// <summary>Writes a report.</summary>
    /// <param name="stream">Where to, as UTF-8; it stays open.</param>
    /// <param name="report">The report.</param>
    public static void Write(Stream stream, ReleaseReport report)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(report);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteNumber(Mark, 1);
        json.WriteString("population", report.Population);
        json.WriteString("mechanism", report.Mechanism.Id);
        json.WriteString("mechanismName", report.Mechanism.PublishedName);
        json.WriteString("paper", report.Mechanism.Paper);
        json.WriteString("form", report.Mechanism.Form switch { ReleaseForm.SyntheticRows => "synthetic-rows", ReleaseForm.Tables => "tables", _ => "anonymous-rows" });
        json.WriteString("regime", report.Regime switch { PrivacyRegime.Formal => "formal", PrivacyRegime.Classical => "classical", _ => "not-personal" });
        json.WriteString("unit", "person");
        json.WriteNumber("mostRowsAPerson", report.MostRowsAPerson);
        WriteFormal(json, report.Formal);
        WriteAnonymity(json, report.Anonymity);
        json.WriteNumber("rows", report.Rows);
        WriteErrors(json, report.Errors);
        WriteCoarsened(json, report.Coarsened);
        WriteLedger(json, report.Ledger);
        json.WriteString("date", NodaTime.Text.LocalDatePattern.Iso.Format(report.Date));
        json.WriteString("software", report.Software);
        json.WriteBoolean("invented", report.Invented);
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    internal static string UnitName(BudgetUnit unit) => unit switch { BudgetUnit.MuSquared => "mu-squared", BudgetUnit.Rho => "rho", _ => "epsilon" };

    private static void WriteFormal(Utf8JsonWriter json, FormalGuarantee? formal)
    {
        Number(json, "epsilon", formal?.AddRemove.Epsilon);
        Number(json, "delta", formal?.AddRemove.Delta);
        Number(json, "replaceEpsilon", formal?.Replace.Epsilon);
        Number(json, "replaceDelta", formal?.Replace.Delta);
        Number(json, "mu", formal is { Unit: BudgetUnit.MuSquared } ? Math.Sqrt(formal.Amount) : null);
        Number(json, "rho", formal is { Unit: BudgetUnit.Rho } ? formal.Amount : null);
    }

    private static void WriteAnonymity(Utf8JsonWriter json, AnonymityFacts? facts)
    {
        Number(json, "k", facts?.K);
        Names(json, "quasiIdentifiers", facts?.QuasiIdentifiers ?? []);
        Number(json, "suppressedShare", facts?.SuppressedInAll);
        json.WriteStartArray("suppressed");
        foreach (var column in facts?.Suppressed ?? [])
        {
            json.WriteStartObject();
            json.WriteString("column", column.Column);
            Number(json, "share", column.Share);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("diversity");
        foreach (var column in facts?.Diversity ?? [])
        {
            json.WriteStartObject();
            json.WriteString("column", column.Column);
            json.WriteNumber("values", column.Values);
            json.WriteNumber("groups", column.Left.Classes);
            json.WriteNumber("withheldGroups", column.Withheld);
            json.WriteNumber("withheldShare", column.Share);
            json.WriteNumber("lopsidedGroups", column.Left.Lopsided);
            json.WriteNumber("belowEntropyGroups", column.Left.BelowEntropy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteErrors(Utf8JsonWriter json, PredictedErrors? errors)
    {
        Number(json, "noisyCount", errors?.Persons);
        json.WriteStartArray("predictedError");
        foreach (var length in errors?.Lengths ?? [])
        {
            json.WriteStartObject();
            json.WriteNumber("length", length.Length);
            json.WriteNumber("tables", length.Sets);
            json.WriteNumber("foretold", length.Foretold);
            Number(json, "bestTotalVariation", length.Best);
            Number(json, "meanTotalVariation", length.Mean);
            Number(json, "worstTotalVariation", length.Worst);
            Number(json, "widestHalfWidth", length.WidestHalfWidth);
            Number(json, "possiblyNoiseShare", length.PossiblyNoise);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("predictedErrorByColumns");
        foreach (var table in errors?.Tables ?? [])
        {
            json.WriteStartObject();
            Names(json, "columns", errors!.NamesOf(table));
            Number(json, "cells", table.Cells);
            Number(json, "deviation", table.Deviation);
            Number(json, "halfWidth", table.HalfWidth);
            Number(json, "totalVariation", table.Variation);
            Number(json, "possiblyNoiseShare", table.PossiblyNoise);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCoarsened(Utf8JsonWriter json, IReadOnlyList<Coarsening> coarsened)
    {
        json.WriteStartArray("coarsened");
        foreach (var column in coarsened)
        {
            json.WriteStartObject();
            json.WriteString("column", column.Column);
            json.WriteString("level", column.Level);
            json.WriteNumber("valuesBefore", column.Sizes.Before);
            json.WriteNumber("valuesAfter", column.Sizes.After);
            json.WriteString("reason", column.Reason switch
            {
                CoarseningReason.PredictedError => "predicted-error",
                CoarseningReason.SmallGroups => "small-groups",
                CoarseningReason.Declared => "declared",
                _ => "agreement",
            });
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLedger(Utf8JsonWriter json, LedgerPosition ledger)
    {
        json.WriteStartObject("ledger");
        json.WriteNumber("sequence", ledger.Sequence);
        json.WriteString("hash", ledger.Hash);
        json.WriteString("budgetUnit", ledger.Budget is { } budget ? UnitName(budget.Unit) : null);
        Number(json, "budget", ledger.Budget?.Agreed);
        Number(json, "spentBefore", ledger.Budget?.SpentBefore);
        Number(json, "spentNow", ledger.Budget?.SpentNow);
        Number(json, "remaining", ledger.Budget?.Remaining);
        json.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter json, string key, IEnumerable<string> names)
    {
        json.WriteStartArray(key);
        foreach (var name in names)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string key, double? number)
    {
        if (number is { } value)
            json.WriteNumber(key, value);
        else
            json.WriteNull(key);
    }
}
