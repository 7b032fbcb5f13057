using System.Globalization;
using Amparo.Estimation.Histories;
using Amparo.Simulations;

if (args is ["load", var address, var rate, var seconds, .. var paths] && paths.Length > 0)
{
    Console.Write(await LoadSimulation.RunAsync(
        new Uri(address), paths, int.Parse(rate, CultureInfo.InvariantCulture), int.Parse(seconds, CultureInfo.InvariantCulture)));
    return 0;
}

if (args is ["desk", var desk, var key, var secondKey, var accounts, var notebook])
{
    await OfficersNotebook.MakeAsync(new Uri(desk), (key, secondKey), int.Parse(accounts, CultureInfo.InvariantCulture), notebook);
    return 0;
}

if (args is ["officers", var served, var notes, var during, .. var process] && process.Length <= 1)
{
    Console.Write(await OfficersSimulation.RunAsync(
        new Uri(served), OfficersNotebook.Read(notes), int.Parse(during, CultureInfo.InvariantCulture), process is [var id] ? int.Parse(id, CultureInfo.InvariantCulture) : null));
    return 0;
}

// Arguments: the route, the table's file, where the result goes, runs, replicates.
if (args.Length != 5 || args[0] is not ("stepwise" or "ranking"))
{
    Console.Error.WriteLine("simulations stepwise|ranking TABLE.csv RESULT.csv RUNS REPLICATES\nsimulations load ADDRESS RATE SECONDS PATH…\n"
        + "simulations desk ADDRESS KEY SECOND-KEY OFFICERS NOTEBOOK.csv\nsimulations officers ADDRESS NOTEBOOK.csv SECONDS [PROCESS]");
    return 2;
}

var lines = File.ReadAllLines(args[1]);
var lists = lines[0].Replace("\"", "", StringComparison.Ordinal).Split(',')[..^1];
var table = CaptureHistories.Of(lists, lines[1..].Select(line => line.Split(',')).Select(cells =>
    (cells[..^1].Index().Sum(cell => cell.Item == "1" ? 1 << cell.Index : 0), long.Parse(cells[^1], CultureInfo.InvariantCulture)))).Value;
var options = new CoverageOptions
{
    Runs = int.Parse(args[3], CultureInfo.InvariantCulture),
    Replicates = int.Parse(args[4], CultureInfo.InvariantCulture),
};
var result = args[0] == "stepwise" ? CoverageSimulation.Run(table, options) : CoverageSimulation.RunRanking(table, options);
File.WriteAllText(args[2], result.Table());
Console.Write(result.Table());
return 0;
