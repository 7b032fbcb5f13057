using System.Globalization;
using System.Text.Json;
using Amparo.Estimation.Histories;

namespace Amparo.Estimation.Tests;

/// <summary>The reference inputs and results, copied beside the tests: numbers of independent programs, listed in their manifest.</summary>
internal static class ReferenceTables
{
    internal const string Uk = "SparseMSE__UKdat_5";
    internal const string Netherlands = "SparseMSE__Ned_5";
    internal const string NewOrleans = "SparseMSE__NewOrl_5";
    internal const string NewOrleans186 = "MultipleSystemsEstimation__NewOrl_5";
    internal const string Korea = "MultipleSystemsEstimation__Korea";
    internal const string Artificial = "SparseMSE__Artificial_3";
    internal const string Australia = "MSETools__Australia";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "reference", "estimation");

    /// <summary>The six data sets with all their models.</summary>
    public static TheoryData<string> Six => [Uk, Netherlands, NewOrleans, Korea, Artificial, Australia];

    /// <summary>The four data sets with stored replicates.</summary>
    public static TheoryData<string> Resampled => [Uk, NewOrleans, Korea, Australia];

    internal static CaptureHistories Table(string key) => Read(Path.Combine(Folder, "inputs", key + ".csv"));

    internal static CaptureHistories Read(string file)
    {
        var lines = File.ReadAllLines(file);
        var lists = lines[0].Replace("\"", "", StringComparison.Ordinal).Split(',')[..^1];
        var rows = lines[1..].Select(line => line.Split(','))
            .Select(cells => (cells[..^1].Index().Sum(cell => cell.Item == "1" ? 1 << cell.Index : 0), long.Parse(cells[^1], CultureInfo.InvariantCulture)));
        return CaptureHistories.Of(lists, rows).Value;
    }

    internal static IEnumerable<Dictionary<string, string>> Lines(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder, file));
        var names = Cells(lines[0]);
        return lines[1..].Select(line => names.Zip(Cells(line)).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal));
    }

    internal static JsonElement Json(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file)));
        return document.RootElement.Clone();
    }

    internal static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>A set of lists written by their numbers: 13.</summary>
    internal static int Set(string digits) => digits.Sum(digit => 1 << (digit - '1'));

    internal static double RelativeError(double value, double reference) => Math.Abs(value - reference) / Math.Abs(reference);

    // Commas within quotation marks are no separators; no cell holds a quotation mark itself.
    private static List<string> Cells(string line)
    {
        var cells = new List<string> { "" };
        var quoted = false;
        foreach (var sign in line)
        {
            if (sign == '"')
                quoted = !quoted;
            else if (sign == ',' && !quoted)
                cells.Add("");
            else
                cells[^1] += sign;
        }

        return cells;
    }
}
