using System.CommandLine;
using System.Text.Json.Nodes;
using Amparo.Cli.Operating;
using Amparo.Platform.Keys;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Cli.Verbs;

/// <summary><c>keys</c>: how the installation's keys stand, and their change in steps, while hosts serve. No key is ever printed.</summary>
internal static class KeysVerb
{
    private const string AllParts = "keys show | keys renew | keys new-master | keys rewrap | keys forget-masters";

    internal static Verb Create(CliTexts texts) => new(
        new Command("keys", texts.LineOf("keys")),
        (_, _, _) => VerbResult.WrongUse(new Problem(CliProblems.WrongArgument, AllParts)))
    {
        Parts =
        [
            Part(texts, "show", (keys, cancel) => keys.StandingAsync(cancel), (standing, _, words) => Show(standing, words)),
            Part(texts, "renew", (keys, cancel) => keys.RenewAsync(cancel), (renewed, _, words) => Renewed(renewed, words)),
            Part(texts, "new-master", (keys, cancel) => keys.AddMasterKeyAsync(cancel), Added),
            Part(texts, "rewrap", (keys, cancel) => keys.RewrapAsync(cancel), (wrapped, _, words) => Rewrapped(wrapped, words)),
            Part(texts, "forget-masters", (keys, cancel) => keys.ForgetOldMasterKeysAsync(cancel), Forgotten),
        ],
    };

    private static Verb Part<T>(
        CliTexts texts, string name, Func<InstallationKeys, CancellationToken, Task<Outcome<T>>> work, Func<T, OperatedPlace, CliTexts, VerbResult> tell)
        where T : class
    {
        var place = new OperatedOptions(texts);
        return new(
            new Command(name, texts[$"keys-{name}"]) { place.Data, place.Postgres, place.Keys },
            (parsed, terminal, cancel) => Run(place.Read(parsed), terminal, keys => work(keys, cancel), cancel) switch
            {
                (null, var done) => done.End(result => tell(result, place.Read(parsed), terminal.Texts)),
                (var wrong, _) => VerbResult.WrongUse(wrong),
            });
    }

    private static (Problem? WrongUse, Outcome<T> Done) Run<T>(
        OperatedPlace place, Terminal terminal, Func<InstallationKeys, Task<Outcome<T>>> work, CancellationToken cancel)
        where T : class
    {
        terminal.At = place.Data;
        if (!Directory.Exists(place.Data))
            return (new Problem(CliProblems.FolderMissing, place.Data), null!);
        if (place.Keys is { } named && !File.Exists(named))
            return (new Problem(CliProblems.FileMissing, named), null!);
        return (null, place.Store().Then(store =>
        {
            var opened = InstallationKeys.OpenAsync(new(store, place.Data, place.KeyFilePath), KnownMigrations.All, SystemClock.Instance, cancel).GetAwaiter().GetResult();
            if (!opened.Succeeded)
                return Outcome<T>.Refused(opened.Problems);
            using var keys = opened.Value;
            return work(keys).GetAwaiter().GetResult();
        }));
    }

    private static VerbResult Show(KeysStanding standing, CliTexts texts)
    {
        var old = standing.Own.Where(key => key.IsOld).ToList();
        return new VerbResult(old.Count == 0 ? ExitCode.Done : ExitCode.Findings)
        {
            Lines =
            [
                .. standing.MasterKeys.Select(key => texts[key.IsNewest ? "keys-master-newest" : "keys-master", key.Id, key.Keys]),
                .. standing.Own.Select(key => texts["keys-own", key.Compartment.Id, key.Version, OperatedPlace.Printed(key.CreatedAt), key.Age.Days]),
                texts["keys-compartments", standing.Living, standing.Destroyed],
                .. old.Select(key => texts["keys-old", key.Compartment.Id, OwnKey.Term.Days]),
            ],
            Facts = new JsonObject
            {
                ["masterKeys"] = new JsonArray([.. standing.MasterKeys.Select(key => new JsonObject { ["id"] = key.Id, ["newest"] = key.IsNewest, ["keys"] = key.Keys })]),
                ["own"] = new JsonArray(
                [
                    .. standing.Own.Select(key => new JsonObject
                    {
                        ["compartment"] = key.Compartment.Id,
                        ["version"] = key.Version,
                        ["createdAt"] = OperatedPlace.Exact(key.CreatedAt),
                        ["ageDays"] = key.Age.Days,
                        ["old"] = key.IsOld,
                    }),
                ]),
                ["termDays"] = OwnKey.Term.Days,
                ["compartments"] = new JsonObject { ["living"] = standing.Living, ["destroyed"] = standing.Destroyed },
            },
        };
    }

    private static VerbResult Renewed(OwnKeysRenewed renewed, CliTexts texts) => new(ExitCode.Done)
    {
        Lines = [.. renewed.Keys.Select(key => texts["keys-renewed", key.Compartment.Id, key.Version])],
        Facts = new JsonObject
        {
            ["renewed"] = new JsonArray([.. renewed.Keys.Select(key => new JsonObject { ["compartment"] = key.Compartment.Id, ["version"] = key.Version })]),
        },
    };

    private static VerbResult Added(MasterKeyAddition added, OperatedPlace place, CliTexts texts) => new(ExitCode.Done)
    {
        Lines = [texts["keys-added", added.Id, place.KeyFilePath], texts["keys-added-next", place.KeyFilePath]],
        Facts = new JsonObject { ["masterKey"] = added.Id, ["file"] = Path.GetFullPath(place.KeyFilePath) },
    };

    private static VerbResult Rewrapped(KeyRewrapping wrapped, CliTexts texts) => new(ExitCode.Done)
    {
        Lines = [texts["keys-rewrapped", wrapped.Keys], texts["keys-rewrapped-next"]],
        Facts = new JsonObject { ["keys"] = wrapped.Keys },
    };

    private static VerbResult Forgotten(MasterKeysForgotten forgotten, OperatedPlace place, CliTexts texts)
    {
        return new VerbResult(forgotten.Used.Count == 0 ? ExitCode.Done : ExitCode.Findings)
        {
            Lines = [.. Lines()],
            Facts = new JsonObject { ["forgotten"] = Ids(forgotten.Forgotten), ["used"] = Ids(forgotten.Used), ["file"] = Path.GetFullPath(place.KeyFilePath) },
        };

        static JsonArray Ids(IReadOnlyList<string> ids) => new([.. ids.Select(id => JsonValue.Create(id))]);

        IEnumerable<string> Lines()
        {
            foreach (var id in forgotten.Forgotten)
                yield return texts["keys-forgotten", id, place.KeyFilePath];
            foreach (var id in forgotten.Used)
                yield return texts["keys-used", id];
            if (forgotten.Forgotten.Count > 0)
                yield return texts["keys-forgotten-backups"];
            else if (forgotten.Used.Count == 0)
                yield return texts["keys-none-forgotten"];
        }
    }
}
