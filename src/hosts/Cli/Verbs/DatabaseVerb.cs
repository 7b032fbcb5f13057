using System.CommandLine;
using System.Text.Json.Nodes;
using Amparo.Cli.Operating;
using Amparo.Stores;
using Amparo.Stores.Migrations;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Cli.Verbs;

/// <summary><c>database</c>: migrations by the account that owns the tables, and the few rights of the one that hosts serve with.</summary>
internal static class DatabaseVerb
{
    internal static Verb Create(CliTexts texts)
    {
        var postgres = new Option<string?>("--postgres") { Description = texts["database-postgres"], HelpName = "CONNECTION" };
        var serves = new Option<string>("--serves") { Description = texts["database-serves"], HelpName = "ACCOUNT", Required = true };
        return new(
            new Command("database", texts.LineOf("database")) { postgres, serves },
            (parsed, terminal, cancel) => Run(
                parsed.GetValue(postgres) is { Length: > 0 } named ? named : Environment.GetEnvironmentVariable("AMPARO_POSTGRES"),
                parsed.GetRequiredValue(serves),
                terminal,
                cancel));
    }

    private static VerbResult Run(string? owner, string role, Terminal terminal, CancellationToken cancel)
    {
        terminal.At = "postgresql";
        if (string.IsNullOrWhiteSpace(owner))
            return VerbResult.WrongUse(new Problem(CliProblems.WrongArgument, "--postgres"));
        if (string.IsNullOrWhiteSpace(role))
            return VerbResult.WrongUse(new Problem(CliProblems.WrongArgument, "--serves"));
        return StoreAddress.PostgreSql(owner)
            .Then(store => PrepareAsync(store, role, cancel).GetAwaiter().GetResult())
            .End(prepared => new VerbResult(ExitCode.Done)
            {
                Lines =
                [
                    terminal.Texts["database-migrated", prepared.Applied],
                    terminal.Texts["database-granted", prepared.Grant.Tables, prepared.Grant.AppendOnly],
                    terminal.Texts["database-next"],
                ],
                Facts = new JsonObject
                {
                    ["migrations"] = prepared.Applied,
                    ["tables"] = prepared.Grant.Tables,
                    ["appendOnly"] = prepared.Grant.AppendOnly,
                },
            });
    }

    private static async Task<Outcome<Prepared>> PrepareAsync(StoreAddress store, string role, CancellationToken cancel)
    {
        // Before anything is made: a misspelt name would leave tables behind and say nothing of them.
        var found = await ServingRights.FindAsync(store, role, cancel);
        if (!found.Succeeded)
            return Outcome<Prepared>.Refused(found.Problems);
        var migrated = await StoreMigrations.ApplyAsync(store, KnownMigrations.All, SystemClock.Instance.GetCurrentInstant(), cancel);
        if (!migrated.Succeeded)
            return Outcome<Prepared>.Refused(migrated.Problems);
        var granted = await ServingRights.GrantAsync(store, role, KnownMigrations.Served, cancel);
        return granted.Succeeded ? new Prepared(migrated.Value.Applied, granted.Value) : Outcome<Prepared>.Refused(granted.Problems);
    }

    private sealed record Prepared(int Applied, ServingGrant Grant);
}
