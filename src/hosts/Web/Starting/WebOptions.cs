using System.Globalization;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Amparo.Web.Starting;

/// <summary>Where the host finds its data and texts. Arguments win over <c>AMPARO_…</c> variables, those over all else.</summary>
internal readonly record struct WebOptions
{
    /// <summary>The address when nobody chose one: this machine only.</summary>
    public const string DefaultAddress = "http://127.0.0.1:5080";

    // What people may pass, then what the framework and its test server pass.
    private static readonly string[] Known = ["data", "keys", "postgres", "content", "urls", "review", "decisions", "proxy", "attestation", "authenticators", "passkeys", "leaked-passwords", "administration-from", "scanner", "environment", "contentroot", "applicationname"];

    /// <summary>The data folder: the embedded store, and the releases to publish from it.</summary>
    public string DataFolder { get; init; }

    /// <summary>The file of the master keys; beside the data folder, never in it.</summary>
    public string KeyFile { get; init; }

    /// <summary>A PostgreSQL connection string; null for the embedded store in the data folder.</summary>
    public string? PostgreSql { get; init; }

    /// <summary>The folder of texts and code lists; by default the copy beside the program.</summary>
    public string ContentFolder { get; init; }

    /// <summary>The folder of code lists, mappings and rules: the same, or the copy beside the program where it has texts only.</summary>
    public string ListsFolder =>
        Directory.Exists(Path.Combine(ContentFolder, "schemas")) ? ContentFolder : Path.Combine(AppContext.BaseDirectory, "content");

    /// <summary>The content folder whose profiles of countries hold: the same where it has any, else the copy beside the program.</summary>
    public string ProfilesFolder => Directory.Exists(Path.Combine(ContentFolder, Content.ContentFolder.CountriesFolder))
        ? ContentFolder
        : Path.Combine(AppContext.BaseDirectory, "content");

    /// <summary>The queue of pairs that people review on this machine; null where none is reviewed.</summary>
    public string? ReviewQueue { get; init; }

    /// <summary>The file that their decisions are appended to; by default beside the queue.</summary>
    public string? Decisions { get; init; }

    /// <summary>The proxies whose word is taken for who asks and whether over TLS, as they were given; null where nobody's is.</summary>
    public string? Proxy { get; init; }

    /// <summary>Whether makers' statements of passkeys are asked for, as it was given: <c>none</c> or <c>direct</c>; null for the default.</summary>
    public string? Attestation { get; init; }

    /// <summary>The models of authenticators that may make a passkey, as they were given; null for all.</summary>
    public string? Authenticators { get; init; }

    /// <summary>Whether passkeys are the only way in, as it was given: <c>any</c> or <c>only</c>; null for the default.</summary>
    public string? Passkeys { get; init; }

    /// <summary>The file of leaked passwords that nobody may choose; null for none.</summary>
    public string? LeakedPasswords { get; init; }

    /// <summary>The networks from which accounts are administered, as they were given; null for everywhere.</summary>
    public string? AdministrationFrom { get; init; }

    /// <summary>The scanner that looks at files before they are read, as it was given: <c>unix:PATH</c> or <c>tcp:ADDRESS:PORT</c>; null where none does.</summary>
    public string? Scanner { get; init; }

    /// <summary>What is listened on, as it was given: one address, or several with semicolons.</summary>
    public string Addresses { get; init; }

    /// <summary>Checks the arguments' names, so that a misspelt one is not passed over in silence; decisions need the queue that they are about.</summary>
    /// <param name="args">The program's arguments: <c>--name value</c> or <c>--name=value</c>.</param>
    /// <returns>The first problem, or null.</returns>
    public static Problem? Check(IReadOnlyList<string> args)
    {
        for (var at = 0; at < args.Count; at++)
        {
            var name = args[at].StartsWith("--", StringComparison.Ordinal) ? args[at][2..].Split('=')[0] : "";
            if (!Known.Contains(name, StringComparer.OrdinalIgnoreCase))
                return new Problem(WebProblems.ArgumentWrong, (at + 1).ToString(CultureInfo.InvariantCulture));
            if (!args[at].Contains('=', StringComparison.Ordinal) && ++at == args.Count)
                return new Problem(WebProblems.ArgumentWrong, name);
        }

        return Has(args, "decisions") && !Has(args, "review") ? new Problem(WebProblems.ArgumentWrong, "decisions") : null;
    }

    /// <summary>Reads the options, and sets the default address.</summary>
    /// <param name="configuration">The host's configuration.</param>
    public static WebOptions Read(ConfigurationManager configuration)
    {
        // Above everything but the arguments: a machine may have a variable named DATA or URLS that is none of ours.
        var arguments = configuration.Sources.Index().LastOrDefault(source => source.Item is CommandLineConfigurationSource);
        configuration.Sources.Insert(
            arguments.Item is null ? configuration.Sources.Count : arguments.Index,
            new EnvironmentVariablesConfigurationSource { Prefix = "AMPARO_" });
        if (string.IsNullOrWhiteSpace(configuration["urls"]))
            configuration["urls"] = DefaultAddress;
        var data = Path.GetFullPath(Or(configuration["data"], "data"));
        return new WebOptions
        {
            DataFolder = data,
            KeyFile = Path.GetFullPath(Or(configuration["keys"], Platform.Keys.KeyFile.DefaultPath(data))),
            PostgreSql = configuration["postgres"],
            ContentFolder = Path.GetFullPath(Or(configuration["content"], Path.Combine(AppContext.BaseDirectory, "content"))),
            ReviewQueue = string.IsNullOrWhiteSpace(configuration["review"]) ? null : Path.GetFullPath(configuration["review"]!),
            Decisions = string.IsNullOrWhiteSpace(configuration["decisions"]) ? null : Path.GetFullPath(configuration["decisions"]!),
            Proxy = Given(configuration["proxy"]),
            Attestation = Given(configuration["attestation"]),
            Authenticators = Given(configuration["authenticators"]),
            Passkeys = Given(configuration["passkeys"]),
            LeakedPasswords = GivenInWords(configuration, "leaked-passwords") is { } leaked ? Path.GetFullPath(leaked) : null,
            AdministrationFrom = GivenInWords(configuration, "administration-from"),
            Scanner = Given(configuration["scanner"]),
            Addresses = configuration["urls"]!,
        };
    }

    /// <summary>Where the released tables are kept.</summary>
    /// <returns>The address; <c>WEB-003</c> without a data folder, or a <c>STO-</c> problem.</returns>
    public Outcome<StoreAddress> Store()
    {
        if (!string.IsNullOrWhiteSpace(PostgreSql))
            return StoreAddress.PostgreSql(PostgreSql);
        return Directory.Exists(DataFolder)
            ? StoreAddress.InFolder(DataFolder)
            : new Problem(WebProblems.DataFolderMissing, DataFolder);
    }

    private static bool Has(IEnumerable<string> args, string name) =>
        args.Any(arg => string.Equals(arg.Split('=')[0], "--" + name, StringComparison.OrdinalIgnoreCase));

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    // A variable has no hyphens in its name.
    private static string? GivenInWords(ConfigurationManager configuration, string name) => Given(configuration[name]) ?? Given(configuration[name.Replace('-', '_')]);

    private static string Or(string? value, string otherwise) => string.IsNullOrWhiteSpace(value) ? otherwise : value;
}
