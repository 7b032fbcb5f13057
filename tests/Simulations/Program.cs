using System.Globalization;
using Amparo.Estimation.Histories;
using Amparo.Simulations;

// Arguments: the table's file, where the result goes, runs, replicates, threads.
if (args.Length != 5)
{
    Console.Error.WriteLine("simulations TABLE.csv RESULT.csv RUNS REPLICATES THREADS");
    return 2;
}

var lines = File.ReadAllLines(args[0]);
var lists = lines[0].Replace("\"", "", StringComparison.Ordinal).Split(',')[..^1];
var table = CaptureHistories.Of(lists, lines[1..].Select(line => line.Split(',')).Select(cells =>
    (cells[..^1].Index().Sum(cell => cell.Item == "1" ? 1 << cell.Index : 0), long.Parse(cells[^1], CultureInfo.InvariantCulture)))).Value;
var result = CoverageSimulation.Run(table, new()
{
    Runs = int.Parse(args[2], CultureInfo.InvariantCulture),
    Replicates = int.Parse(args[3], CultureInfo.InvariantCulture),
    Threads = int.Parse(args[4], CultureInfo.InvariantCulture),
});
File.WriteAllText(args[1], result.Table());
Console.Write(result.Table());
return 0;
