using System.Globalization;
using System.Text.Json;
using Amparo.Cli.Operating;
using Amparo.Platform;
using Amparo.Platform.Audit;
using Amparo.Platform.Keys;
using Amparo.Stores;
using Amparo.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Amparo.Cli.Tests;

/// <summary><c>keys</c> on both databases, each part as a process of its own beside a host that has the store open.</summary>
public sealed class KeysTests
{
    private const string Node = "0199aaaa-0000-7000-8000-000000000001";

    private static readonly string[] Parts = ["show", "renew", "new-master", "rewrap", "forget-masters"];

    // What stands in a compartment's id of somebody else must not be said.
    private static readonly SealedPlace Person = new() { Compartment = new("person:zqxjvkwbh"), Purpose = "trial.name", Row = "1" };

    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task All_keys_are_changed_in_steps_while_a_host_serves_and_what_was_sealed_still_opens(StoreKind kind)
    {
        await using var installation = await OperatedInstallation.StartAsync(kind);
        var person = (await installation.Vault.SealTextAsync(Person, "Ana", Cancel)).Value;
        var own = Person with { Compartment = Compartment.Node };
        var before = (await installation.Vault.SealTextAsync(own, "before", Cancel)).Value;
        // Of before the change: somebody's copy, and the file of another host.
        var (stolen, other) = (installation.Work.At("stolen.keys"), installation.Work.At("other.keys"));
        File.Copy(installation.KeyFilePath, stolen);
        File.Copy(installation.KeyFilePath, other);

        Renewed(Json(installation, "renew")).ShouldBe([("node", 2), ("audit", 2)]);
        await EverythingOpensAsync();
        (await installation.Vault.SealTextAsync(own, "after", Cancel)).Value[4].ShouldBe((byte)2);

        var added = Json(installation, "new-master").GetProperty("masterKey").GetString()!;
        // What the host makes now is wrapped by the key that every host has.
        (await installation.Vault.SealTextAsync(Person with { Compartment = new("person:zqxjvkwbh-2") }, "Luz", Cancel)).Problems.ShouldBeEmpty();
        Run(installation, ["show", "--keys", other]).Exit.ShouldBe(0);
        Masters(Json(installation, "show")).ShouldBe([(6, false), (0, true)]);
        // What still wraps is not removed, and that is said.
        var early = Run(installation, ["forget-masters"]);
        early.Exit.ShouldBe(1, early.Error);
        early.Output.ShouldContain("keys rewrap");
        KeyFile.Open(installation.KeyFilePath).Value.Count.ShouldBe(2);

        Json(installation, "rewrap").GetProperty("keys").GetInt32().ShouldBe(6);
        Json(installation, "rewrap").GetProperty("keys").GetInt32().ShouldBe(0);
        Refused(Run(installation, ["show", "--keys", other]), PlatformProblems.KeyFileForeign);
        File.Copy(installation.KeyFilePath, other, overwrite: true);
        Run(installation, ["show", "--keys", other]).Exit.ShouldBe(0);
        await EverythingOpensAsync();

        Run(installation, ["forget-masters"]).ShouldSatisfyAllConditions(
            run => run.Exit.ShouldBe(0), run => run.Output.ShouldContain("copias de seguridad anteriores"));
        Run(installation, ["forget-masters"]).Exit.ShouldBe(0);
        Masters(Json(installation, "show")).ShouldBe([(6, true)]);
        Json(installation, "show").GetProperty("masterKeys")[0].GetProperty("id").GetString().ShouldBe(added);
        await EverythingOpensAsync();
        Refused(Run(installation, ["show", "--keys", stolen]), PlatformProblems.KeyFileForeign);
        await using (var late = OperatedInstallation.ServicesOf(installation.Address, stolen))
            (await late.GetRequiredService<Vault>().UnsealTextAsync(Person, person, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe(PlatformProblems.KeyFileForeign);

        AmparoProcess.Run(["audit", "verify", .. installation.Place]).Exit.ShouldBe(0);
        foreach (var (act, times) in new[] { ("key.rotated", 2L), ("key.master-added", 1L), ("key.rewrapped", 2L), ("key.masters-forgotten", 1L) })
            (await CountAsync(installation, "audit_line", $"act = '{act}' AND lower(CAST(node AS text)) = '{Node}' AND organisation IS NULL")).ShouldBe(times, act);

        async Task EverythingOpensAsync()
        {
            await using var fresh = OperatedInstallation.ServicesOf(installation.Address, installation.KeyFilePath);
            foreach (var vault in new[] { installation.Vault, fresh.GetRequiredService<Vault>() })
            {
                (await vault.UnsealTextAsync(Person, person, Cancel)).Value.ShouldBe("Ana");
                (await vault.UnsealTextAsync(own, before, Cancel)).Value.ShouldBe("before");
            }

            await installation.WritePairAsync();
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_is_shown_has_ids_counts_and_ages_and_no_key_and_no_name(StoreKind kind)
    {
        await using var installation = await OperatedInstallation.StartAsync(kind);
        await installation.Vault.SealTextAsync(Person, "Ana", Cancel);
        var gone = Person with { Compartment = new("person:zqxjvkwbh-gone") };
        await installation.Vault.SealTextAsync(gone, "Eva", Cancel);
        (await installation.Vault.DestroyAsync(gone.Compartment, new() { Node = Node, Account = "somebody" }, Cancel)).Problems.ShouldBeEmpty();

        var shown = Json(installation, "show");
        Masters(shown).ShouldBe([(3, true)]);
        (shown.GetProperty("compartments").GetProperty("living").GetInt32(), shown.GetProperty("compartments").GetProperty("destroyed").GetInt32()).ShouldBe((3, 1));
        shown.GetProperty("termDays").GetInt32().ShouldBe(365);
        shown.GetProperty("own").EnumerateArray().Select(key => (key.GetProperty("compartment").GetString(), key.GetProperty("version").GetInt32(), key.GetProperty("ageDays").GetInt32(), key.GetProperty("old").GetBoolean()))
            .ShouldBe([("node", 1, 0, false), ("audit", 1, 0, false)]);
        DateTimeOffset.UtcNow.Subtract(shown.GetProperty("own")[0].GetProperty("createdAt").GetDateTimeOffset()).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromMinutes(10));

        var (spanish, english) = (Run(installation, ["show"]), AmparoProcess.RunIn("en", ["keys", "show", .. installation.Place]));
        (spanish.Exit, english.Exit).ShouldBe((0, 0));
        spanish.Output.ShouldContain("la más nueva: envuelve 3 llaves");
        english.Output.ShouldContain("the newest: wraps 3 keys");
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(installation.KeyFilePath, Cancel));
        var secret = file.RootElement.GetProperty("masterKeys")[0].GetProperty("key").GetString()!;
        foreach (var said in new[] { spanish, english, Run(installation, ["show", "--json"]), Run(installation, ["renew"]), Run(installation, ["new-master"]), Run(installation, ["rewrap"]) })
        {
            (said.Output + said.Error).ShouldNotContain(secret);
            (said.Output + said.Error).ShouldNotContain("zqxjvkwbh", Case.Insensitive);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_key_of_more_than_a_year_is_said_until_it_is_renewed(StoreKind kind)
    {
        await using var installation = await OperatedInstallation.StartAsync(kind);
        var year = 366 * TimeSpan.TicksPerDay;
        await installation.Store.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"UPDATE {installation.Table("platform", "data_key")} SET created_at = created_at - {year} WHERE compartment = 'audit'"));

        var old = Run(installation, ["show"]);
        old.Exit.ShouldBe(1, old.Error);
        old.Output.ShouldContain("La llave audit tiene más de 365 días: renuévela con ./amparo keys renew.");
        AmparoProcess.RunIn("en", ["keys", "show", .. installation.Place]).Output.ShouldContain("The key audit is more than 365 days old: renew it by ./amparo keys renew.");
        var told = AmparoProcess.RunIn("en", ["keys", "renew", .. installation.Place]);
        told.Exit.ShouldBe(0, told.Error);
        told.Output.ShouldContain("Key audit: version 2 from now on.");
        Run(installation, ["show"]).Exit.ShouldBe(0);
        // The pseudonyms of the trail are the same as before.
        AmparoProcess.Run(["audit", "verify", .. installation.Place]).Exit.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_key_file_that_does_not_fit_is_refused_and_nothing_is_changed(StoreKind kind)
    {
        await using var installation = await OperatedInstallation.StartAsync(kind);
        var before = await StateAsync(installation);
        var (foreign, within) = (installation.Work.At("foreign.keys"), Path.Combine(installation.Data, "within.keys"));
        KeyFile.OpenOrCreate(foreign).Problems.ShouldBeEmpty();
        File.Copy(installation.KeyFilePath, within);
        foreach (var part in new[] { "show", "new-master" })
        {
            Run(installation, [part, "--keys", installation.Work.At("nowhere.keys")]).ShouldSatisfyAllConditions(
                run => run.Exit.ShouldBe(2), run => run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-003 "));
            Refused(Run(installation, [part, "--keys", foreign]), PlatformProblems.KeyFileForeign);
            Refused(Run(installation, [part, "--keys", within]), PlatformProblems.KeyFileInData);
            var away = installation.KeyFilePath + ".away";
            File.Move(installation.KeyFilePath, away);
            Refused(Run(installation, [part]), PlatformProblems.KeyFileMissing);
            File.Exists(installation.KeyFilePath).ShouldBeFalse();
            File.Move(away, installation.KeyFilePath);
            if (OperatingSystem.IsWindows())
                continue;
            File.SetUnixFileMode(installation.KeyFilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
            Refused(Run(installation, [part]), PlatformProblems.KeyFileExposed);
            File.SetUnixFileMode(installation.KeyFilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        KeyFile.Open(foreign).Value.Count.ShouldBe(1);
        (await StateAsync(installation)).ShouldBe(before);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_store_of_another_version_is_refused_and_not_migrated(StoreKind kind)
    {
        await using var installation = await OperatedInstallation.StartAsync(kind);
        await installation.Store.ExecuteAsync("DELETE FROM amparo_migration WHERE module = 'platform' AND number = (SELECT max(number) FROM amparo_migration WHERE module = 'platform')");
        var before = await StateAsync(installation);
        foreach (var part in Parts)
            Refused(Run(installation, [part]), StoreProblems.DatabaseOlder);
        (await StateAsync(installation)).ShouldBe(before);

        await installation.Store.ExecuteAsync($"INSERT INTO amparo_migration (module, number, name, sha256, applied_at) VALUES ('tomorrow', 1, 'new', '{new string('a', 64)}', 1)");
        Refused(Run(installation, ["rewrap"]), StoreProblems.DatabaseNewer);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_place_where_nothing_is_stored_is_refused_and_stays_empty(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        string[] place = kind == StoreKind.Sqlite ? ["--data", store.DataFolder] : ["--data", store.DataFolder, "--postgres", store.ConnectionString];
        foreach (var part in Parts)
            Refused(AmparoProcess.Run(["keys", part, .. place]), StoreProblems.NothingStored);
        Directory.GetFileSystemEntries(store.DataFolder).ShouldBeEmpty();
        File.Exists(store.DataFolder + ".keys").ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Wrapping_anew_that_is_killed_is_done_or_not_done_and_everything_opens(StoreKind kind)
    {
        await using var installation = await OperatedInstallation.StartAsync(kind);
        var values = new List<SealedValue>();
        for (var row = 0; row < 100; row++)
        {
            var place = Person with { Compartment = new(string.Create(CultureInfo.InvariantCulture, $"person:{row}")) };
            values.Add(new(place, (await installation.Vault.SealTextAsync(place, "Ana", Cancel)).Value));
        }

        var newest = "";
        var seen = new HashSet<bool>();
        Killing.AtRandomMoments(
            () =>
            {
                newest = AddMasterAsync(installation).GetAwaiter().GetResult();
                return AmparoProcess.Start("es", ["keys", "rewrap", .. installation.Place]);
            },
            () =>
            {
                var standing = StandingAsync(installation).GetAwaiter().GetResult();
                // All by one: the newest, or still the one before.
                var wraps = standing.MasterKeys.Where(key => key.Keys > 0).ToList().ShouldHaveSingleItem();
                wraps.Keys.ShouldBe(102);
                seen.Add(wraps.Id == newest);
                using var fresh = OperatedInstallation.ServicesOf(installation.Address, installation.KeyFilePath);
                foreach (var vault in new[] { installation.Vault, fresh.GetRequiredService<Vault>() })
                    vault.UnsealAllAsync(values, Cancel).GetAwaiter().GetResult().Value.ShouldAllBe(plain => plain.Length == 3 && plain[0] == (byte)'A');
            });
        // Some were killed before their end, or this shows nothing.
        seen.ShouldBe([true, false], ignoreOrder: true);

        Run(installation, ["rewrap"]).Exit.ShouldBe(0);
        Run(installation, ["forget-masters"]).Exit.ShouldBe(0);
        KeyFile.Open(installation.KeyFilePath).Value.Count.ShouldBe(1);
        Directory.GetFiles(Path.GetDirectoryName(installation.KeyFilePath)!, $"{Path.GetFileName(installation.KeyFilePath)}.*.tmp").ShouldBeEmpty();
        (await AuditVerification.VerifyAsync(installation.Address, checkpoint: null, Cancel)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_killed_program_left_beside_the_key_file_goes_with_the_next_change()
    {
        await using var installation = await OperatedInstallation.StartAsync(StoreKind.Sqlite);
        var left = $"{installation.KeyFilePath}.{new string('a', 32)}.tmp";
        File.Copy(installation.KeyFilePath, left);
        Run(installation, ["new-master"]).Exit.ShouldBe(0);
        File.Exists(left).ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_file_that_root_changes_stays_the_services()
    {
        if (!OperatingSystem.IsLinux() || AmparoProcess.RunSystem("sh", "-c", "[ \"$(id -u)\" = 0 ]") != 0)
            Assert.Skip("Only root gives files away.");
        await using var installation = await OperatedInstallation.StartAsync(StoreKind.Sqlite);
        AmparoProcess.RunSystem("chown", "54321:54322", installation.KeyFilePath).ShouldBe(0);
        foreach (var part in new[] { "new-master", "rewrap", "forget-masters" })
            Run(installation, [part]).Exit.ShouldBe(0);
        KeyFile.Open(installation.KeyFilePath).Value.Count.ShouldBe(1);
        AmparoProcess.RunSystem("sh", "-c", "[ \"$(stat -c %u:%g:%a \"$0\")\" = 54321:54322:600 ]", installation.KeyFilePath).ShouldBe(0);
    }

    private static async Task<InstallationKeys> OpenAsync(OperatedInstallation installation) =>
        (await InstallationKeys.OpenAsync(new(installation.Address, installation.Data, installation.KeyFilePath), KnownMigrations.All, SystemClock.Instance, Cancel)).Value;

    private static async Task<string> AddMasterAsync(OperatedInstallation installation)
    {
        using var keys = await OpenAsync(installation);
        return (await keys.AddMasterKeyAsync(Cancel)).Value.Id;
    }

    private static async Task<KeysStanding> StandingAsync(OperatedInstallation installation)
    {
        using var keys = await OpenAsync(installation);
        return (await keys.StandingAsync(Cancel)).Value;
    }

    private static AmparoProcess Run(OperatedInstallation installation, string[] arguments) => AmparoProcess.Run(["keys", .. arguments, .. installation.Place]);

    private static JsonElement Json(OperatedInstallation installation, string part)
    {
        var run = Run(installation, [part, "--json"]);
        run.Exit.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        return json.RootElement.GetProperty("result").Clone();
    }

    private static IEnumerable<(string?, int)> Renewed(JsonElement told) =>
        told.GetProperty("renewed").EnumerateArray().Select(key => (key.GetProperty("compartment").GetString(), key.GetProperty("version").GetInt32()));

    private static IEnumerable<(int, bool)> Masters(JsonElement shown) =>
        shown.GetProperty("masterKeys").EnumerateArray().Select(key => (key.GetProperty("keys").GetInt32(), key.GetProperty("newest").GetBoolean()));

    private static void Refused(AmparoProcess run, string code)
    {
        run.Exit.ShouldBe(3, run.Output + run.Error);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith($"{code} ");
        run.Output.ShouldBeEmpty();
    }

    private static async Task<long> CountAsync(OperatedInstallation installation, string table, string where) =>
        Convert.ToInt64(await installation.Store.ExecuteAsync($"SELECT count(*) FROM {installation.Table("platform", table)} WHERE {where}"), CultureInfo.InvariantCulture);

    private static async Task<string> StateAsync(OperatedInstallation installation) => string.Join(
        ' ',
        Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(installation.KeyFilePath, Cancel))),
        await CountAsync(installation, "data_key", "1 = 1"),
        await CountAsync(installation, "audit_line", "1 = 1"),
        await installation.Store.ExecuteAsync("SELECT count(*) FROM amparo_migration"));
}
