using System.CommandLine;
using System.Globalization;
using Amparo.Platform.Keys;
using Amparo.Stores;
using Amparo.Vocabulary;
using NodaTime;
using NodaTime.Text;

namespace Amparo.Cli.Operating;

/// <summary>The options by which an administrator names an installation, the same in each of these verbs.</summary>
/// <param name="texts">The reader's language.</param>
/// <param name="dataText">What the folder is for this verb.</param>
internal sealed class OperatedOptions(CliTexts texts, string dataText = "operated-data")
{
    /// <summary>The data folder.</summary>
    internal Option<string> Data { get; } = new("--data") { Description = texts[dataText], HelpName = "DIR", Required = true };

    /// <summary>The connection to PostgreSQL.</summary>
    internal Option<string?> Postgres { get; } = new("--postgres") { Description = texts["operated-postgres"], HelpName = "CONNECTION" };

    /// <summary>The key file of the vault.</summary>
    internal Option<string?> Keys { get; } = new("--keys") { Description = texts["operated-keys"], HelpName = "FILE" };

    /// <summary>Reads them.</summary>
    internal OperatedPlace Read(ParseResult parsed) => new(parsed.GetRequiredValue(Data))
    {
        Postgres = parsed.GetValue(Postgres) is { Length: > 0 } named ? named : Environment.GetEnvironmentVariable("AMPARO_POSTGRES"),
        Keys = parsed.GetValue(Keys),
    };
}

/// <summary>An installation: its data folder, its database, its key file.</summary>
/// <param name="Data">The data folder.</param>
internal sealed record OperatedPlace(string Data)
{
    /// <summary>The connection to PostgreSQL; null or empty for the database in the folder.</summary>
    internal string? Postgres { get; init; }

    /// <summary>The key file that was named; null if none was.</summary>
    internal string? Keys { get; init; }

    /// <summary>The key file: the one that was named, which must be there, or the one beside the folder if there is one.</summary>
    internal string? KeyFileIfAny => Keys ?? (File.Exists(KeyFile.DefaultPath(Data)) ? KeyFile.DefaultPath(Data) : null);

    /// <summary>The key file for what cannot be done without.</summary>
    internal string KeyFilePath => Keys ?? KeyFile.DefaultPath(Data);

    /// <summary>Where the store lies.</summary>
    internal Outcome<StoreAddress> Store() =>
        string.IsNullOrWhiteSpace(Postgres) ? StoreAddress.InFolder(Data) : StoreAddress.PostgreSql(Postgres);

    /// <summary>A time as it is printed: to the second, UTC.</summary>
    internal static string Printed(Instant? at) =>
        at is { } instant ? instant.ToDateTimeUtc().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "";

    /// <summary>A time for a program: ISO 8601, UTC.</summary>
    internal static string? Exact(Instant? at) => at is { } instant ? InstantPattern.ExtendedIso.Format(instant) : null;
}
