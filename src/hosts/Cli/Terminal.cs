using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Amparo.Cli;

/// <summary>How a verb speaks: progress while it works, and one result at its end.</summary>
/// <remarks>Results go to the output, problems to the error stream.</remarks>
internal sealed class Terminal(CliTexts texts, bool json)
{
    private static readonly string[] RowCounts = ["read", "accepted", "quarantined"];

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The texts in the reader's language.</summary>
    internal CliTexts Texts { get; } = texts;

    /// <summary>The file or folder at hand: what an error of the system is about.</summary>
    internal string At { get; set; } = "";

    /// <summary>Works through stages: bars where the terminal can draw them, otherwise a line a stage; nothing before JSON.</summary>
    /// <param name="work">The work; it names its stages one after the other.</param>
    internal void Work(Action<Progress> work)
    {
        if (json)
        {
            work(new Progress(_ => _ => { }));
        }
        else if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            work(new Progress(title =>
            {
                Console.Out.WriteLine($"{title}…");
                return _ => { };
            }));
        }
        else
        {
            AnsiConsole.Progress().Start(bars => work(new Progress(title =>
            {
                var bar = bars.AddTask(Markup.Escape(title), maxValue: 1);
                return share => bar.Value = share;
            })));
        }
    }

    /// <summary>Works through one long stage and tells each tenth of it on the error stream, so that the output holds the answer only.</summary>
    /// <param name="title">What is being done.</param>
    /// <param name="work">The work; it tells the share done, from any thread.</param>
    internal static void WorkAside(string title, Action<Action<double>> work)
    {
        var told = 0;
        work(share =>
        {
            var tenth = (int)(share * 10);
            var before = Volatile.Read(ref told);
            if (tenth > before && Interlocked.CompareExchange(ref told, tenth, before) == before)
                Console.Error.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{title}… {tenth * 10} %"));
        });
    }

    /// <summary>Says how a verb ended.</summary>
    /// <param name="verb">The verb, or an empty text if none was understood.</param>
    /// <param name="result">How it ended.</param>
    /// <returns>The exit code.</returns>
    internal int End(string verb, VerbResult result)
    {
        foreach (var problem in result.Problems)
            Console.Error.WriteLine(Texts.LineOf(problem));
        if (json)
            Console.Out.WriteLine((result.Document ?? AsJson(verb, result)).ToJsonString(Readable));
        else
            result.Lines.ToList().ForEach(Console.Out.WriteLine);
        return result.Exit;
    }

    private JsonObject AsJson(string verb, VerbResult result)
    {
        var whole = Envelope(verb, result);
        // Where rows were read, their three counts stand at the top, where everybody looks first.
        foreach (var (at, key) in RowCounts.Index())
        {
            if (result.Facts.ContainsKey("accepted") && result.Facts[key] is { } count)
                whole.Insert(2 + at, key, count.DeepClone());
        }

        return whole;
    }

    private JsonObject Envelope(string verb, VerbResult result) => new()
    {
        ["verb"] = verb,
        ["exit"] = result.Exit,
        ["result"] = result.Facts,
        ["problems"] = new JsonArray([.. result.Problems.Select(problem => new JsonObject
        {
            ["code"] = problem.Code,
            ["subject"] = problem.Subject,
            ["path"] = problem.Path,
            ["text"] = Texts.LineOf(problem),
        })]),
    };
}

/// <summary>The stages of a long work.</summary>
/// <param name="begin">Shows a stage's title, and returns what shows its share done.</param>
internal sealed class Progress(Func<string, Action<double>> begin)
{
    /// <summary>Begins a stage.</summary>
    /// <param name="title">What is being done.</param>
    /// <returns>Takes the share done, from 0 to 1.</returns>
    internal Action<double> Stage(string title) => begin(title);
}
