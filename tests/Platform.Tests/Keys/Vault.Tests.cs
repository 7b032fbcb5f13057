using System.Text;
using Amparo.Platform.Audit;
using Amparo.Platform.Keys;
using Amparo.Stores;
using Amparo.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Tests.Keys;

public sealed class VaultTests
{
    private static readonly Compartment Protection = new("protection");
    private static readonly Compartment Justice = new("justice");

    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => PlatformTrial.Cancel;

    private static SealedPlace Place { get; } = new() { Compartment = Protection, Purpose = "case.name", Row = "0199-row-of-rosa" };

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_is_sealed_opens_and_is_never_the_same_twice(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var vault = (await trial.PreparedHostAsync()).Vault;
        var random = new Random(20261129);
        foreach (var length in new[] { 0, 1, 15, 16, 17, 255, 256, 4_096, 100_000 })
        {
            var plain = new byte[length];
            random.NextBytes(plain);
            var first = (await vault.SealAsync(Place, plain, Cancel)).Value;
            var second = (await vault.SealAsync(Place, plain, Cancel)).Value;

            first.Length.ShouldBe(length + 33);
            first.ShouldNotBe(second);
            (await vault.UnsealAsync(Place, first, Cancel)).Value.ShouldBe(plain);
        }

        var text = (await vault.SealTextAsync(Place, "María José Ñandú — 北京 🕊", Cancel)).Value;
        (await vault.UnsealTextAsync(Place, text, Cancel)).Value.ShouldBe("María José Ñandú — 北京 🕊");
        (await Should.ThrowAsync<ArgumentException>(() => vault.SealTextAsync(Place, "\ud800", Cancel))).Message.ShouldNotContain("D800");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_changed_cut_or_longer_value_does_not_open(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var vault = (await trial.PreparedHostAsync()).Vault;
        var whole = (await vault.SealTextAsync(Place, "Rosa", Cancel)).Value;
        for (var at = 0; at < whole.Length; at++)
        {
            for (var bit = 0; bit < 8; bit += kind == StoreKind.Sqlite ? 1 : 5)
            {
                var changed = whole.ToArray();
                changed[at] ^= (byte)(1 << bit);
                await RefusedAsync(vault, Place, changed);
            }

            await RefusedAsync(vault, Place, whole[..at]);
        }

        await RefusedAsync(vault, Place, [.. whole, 0]);
        await RefusedAsync(vault, Place, Encoding.UTF8.GetBytes("Rosa, which was never sealed at all"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_value_opens_in_its_own_place_alone(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var vault = (await trial.PreparedHostAsync()).Vault;
        var bytes = (await vault.SealTextAsync(Place, "Rosa", Cancel)).Value;
        await vault.SealTextAsync(Place with { Compartment = Justice }, "Rosa", Cancel);

        await RefusedAsync(vault, Place with { Row = "0199-row-of-luz" }, bytes);
        await RefusedAsync(vault, Place with { Purpose = "case.alias" }, bytes);
        await RefusedAsync(vault, Place with { Compartment = Justice }, bytes);
        await RefusedAsync(vault, Place with { Compartment = new("never-used") }, bytes);
        // The same letters, divided otherwise.
        await RefusedAsync(vault, Place with { Purpose = "case.name0199", Row = "-row-of-rosa" }, bytes);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Many_open_in_their_order_or_none(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var vault = (await trial.PreparedHostAsync()).Vault;
        var values = new List<SealedValue>();
        for (var row = 0; row < 20; row++)
        {
            var place = Place with { Row = $"row-{row}", Compartment = row % 2 == 0 ? Protection : Justice };
            values.Add(new(place, (await vault.SealTextAsync(place, $"text {row}", Cancel)).Value));
        }

        (await vault.UnsealAllAsync(values, Cancel)).Value.Select(Encoding.UTF8.GetString).ShouldBe(Enumerable.Range(0, 20).Select(row => $"text {row}"));
        values[7] = values[7] with { Place = values[8].Place };
        (await vault.UnsealAllAsync(values, Cancel)).Problems.ShouldHaveSingleItem().ToString().ShouldBe($"{PlatformProblems.SealBroken} case.name");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Rotation_seals_anew_and_old_values_still_open_on_every_host(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var (here, there) = (await trial.PreparedHostAsync(), await trial.PreparedHostAsync());
        var old = (await here.Vault.SealTextAsync(Place, "old", Cancel)).Value;
        var index = (await there.Vault.BlindIndexAsync(Protection, new("case.name", "rosa"), Cancel)).Value;

        (await here.Vault.RotateAsync(Protection, PlatformTrial.Actor, Cancel)).Value.Version.ShouldBe(2);

        var newer = (await there.Vault.SealTextAsync(Place, "new", Cancel)).Value;
        (old[4], newer[4]).ShouldBe(((byte)1, (byte)2));
        foreach (var vault in new[] { here.Vault, there.Vault, trial.Host().Vault })
        {
            (await vault.UnsealTextAsync(Place, old, Cancel)).Value.ShouldBe("old");
            (await vault.UnsealTextAsync(Place, newer, Cancel)).Value.ShouldBe("new");
            (await vault.BlindIndexAsync(Protection, new("case.name", "rosa"), Cancel)).Value.ShouldBe(index);
        }

        (await here.Vault.RotateAsync(new("never-used"), PlatformTrial.Actor, Cancel)).Problems[0].Code.ShouldBe(PlatformProblems.KeyUnknown);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_new_master_key_wraps_all_keys_and_the_old_one_can_go(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var (here, there) = (await trial.PreparedHostAsync(), await trial.PreparedHostAsync());
        var bytes = (await here.Vault.SealTextAsync(Place, "Rosa", Cancel)).Value;
        var oldKeys = trial.KeyPath + ".old";
        File.Copy(trial.KeyPath, oldKeys);

        var added = (await here.Vault.AddMasterKeyAsync(PlatformTrial.Actor, Cancel)).Value.Id;
        // Another host may not have the file yet: until all is wrapped anew, the new one wraps nothing.
        (await here.Vault.SealTextAsync(Place with { Compartment = new("shelter") }, "Sol", Cancel)).Succeeded.ShouldBeTrue();
        (await trial.Host(oldKeys).Vault.PrepareAsync([new("shelter")], Cancel)).Problems.ShouldBeEmpty();
        (await here.Vault.ForgetOldMasterKeysAsync(PlatformTrial.Actor, Cancel)).Value.ShouldSatisfyAllConditions(
            left => left.Forgotten.ShouldBeEmpty(), left => left.Used.ShouldHaveSingleItem().ShouldNotBe(added));
        (await here.Vault.RewrapAsync(PlatformTrial.Actor, Cancel)).Value.Keys.ShouldBe(4);
        (await here.Vault.RewrapAsync(PlatformTrial.Actor, Cancel)).Value.Keys.ShouldBe(0);
        (await here.Vault.ForgetOldMasterKeysAsync(PlatformTrial.Actor, Cancel)).Value.Forgotten.ShouldHaveSingleItem().ShouldNotBe(added);
        (await here.Vault.ForgetOldMasterKeysAsync(PlatformTrial.Actor, Cancel)).Value.Forgotten.ShouldBeEmpty();
        (here.Keys.Count, here.Keys.Newest.Id).ShouldBe((1, added));

        // One that has read the file before looks again.
        (await there.Vault.UnsealTextAsync(Place, bytes, Cancel)).Value.ShouldBe("Rosa");
        (await trial.Host().Vault.UnsealTextAsync(Place, bytes, Cancel)).Value.ShouldBe("Rosa");
        // Nor does it wrap by the one that is gone.
        (await there.Vault.RotateAsync(Justice, PlatformTrial.Actor, Cancel)).Problems[0].Code.ShouldBe(PlatformProblems.KeyUnknown);
        (await there.Vault.SealTextAsync(Place with { Compartment = Justice }, "Luz", Cancel)).Succeeded.ShouldBeTrue();
        (await there.Vault.RotateAsync(Protection, PlatformTrial.Actor, Cancel)).Succeeded.ShouldBeTrue();
        (await there.Vault.DestroyAsync(Compartment.Node, PlatformTrial.Actor, Cancel)).Succeeded.ShouldBeTrue();
        (await trial.Host().Vault.PrepareAsync([Justice, Protection], Cancel)).Problems.ShouldBeEmpty();
        var late = trial.Host(oldKeys).Vault;
        (await late.PrepareAsync([], Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe(PlatformProblems.KeyFileForeign);
        (await late.UnsealTextAsync(Place, bytes, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe(PlatformProblems.KeyFileForeign);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_store_and_anothers_key_file_do_not_mix(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        await trial.PreparedHostAsync();
        var foreign = trial.Host(trial.KeyPath + ".foreign").Vault;

        (await foreign.PrepareAsync([], Cancel)).Problems.ShouldHaveSingleItem().ToString().ShouldBe($"{PlatformProblems.KeyFileForeign} data.keys.foreign");
        (await foreign.SealTextAsync(Place, "Rosa", Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe(PlatformProblems.KeyFileForeign);
        (await trial.Store.ExecuteAsync($"SELECT count(*) FROM {trial.KeyTable}")).ShouldBe(2L);
    }

    [Fact]
    public async Task A_key_file_in_the_data_folder_is_refused()
    {
        await using var trial = await PlatformTrial.StartAsync(StoreKind.Sqlite);

        (await trial.Host(Path.Combine(trial.Store.DataFolder, "amparo.keys")).Vault.PrepareAsync([], Cancel))
            .Problems.ShouldHaveSingleItem().Code.ShouldBe(PlatformProblems.KeyFileInData);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_a_destroyed_key_sealed_is_erased_on_every_host_also_a_warm_one(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var (here, there) = (await trial.PreparedHostAsync(), await trial.PreparedHostAsync());
        var first = (await here.Vault.SealTextAsync(Place, "Rosa", Cancel)).Value;
        await here.Vault.RotateAsync(Protection, PlatformTrial.Actor, Cancel);
        var second = (await here.Vault.SealTextAsync(Place, "Rosa", Cancel)).Value;
        var other = Place with { Compartment = Justice };
        var kept = (await here.Vault.SealTextAsync(other, "kept", Cancel)).Value;
        (await there.Vault.UnsealTextAsync(Place, first, Cancel)).Value.ShouldBe("Rosa");
        (await there.Vault.UnsealTextAsync(Place, second, Cancel)).Value.ShouldBe("Rosa");
        using var content = new MemoryStream();
        (await here.Vault.SealContentAsync(Place, new(new MemoryStream([1, 2, 3]), content), Cancel)).Succeeded.ShouldBeTrue();
        byte[] wrapped;
        await using (var context = here.Platform())
            wrapped = (await context.Set<DataKey>().SingleAsync(key => key.Compartment == "protection" && key.Version == 2, Cancel)).Wrapped!;

        var destroyed = (await here.Vault.DestroyAsync(Protection, PlatformTrial.Actor, Cancel)).Value;

        destroyed.Versions.ShouldBe(2);
        destroyed.Swept.ShouldBeTrue();
        foreach (var vault in new[] { here.Vault, there.Vault, trial.Host().Vault })
        {
            content.Position = 0;
            var answers = new[]
            {
                (await vault.UnsealTextAsync(Place, first, Cancel)).Problems,
                (await vault.UnsealTextAsync(Place, second, Cancel)).Problems,
                (await vault.SealTextAsync(Place, "Rosa", Cancel)).Problems,
                (await vault.BlindIndexAsync(Protection, new("case.name", "rosa"), Cancel)).Problems,
                (await vault.UnsealContentAsync(Place, new(content, new MemoryStream()), Cancel)).Problems,
                (await vault.RotateAsync(Protection, PlatformTrial.Actor, Cancel)).Problems,
                (await vault.DestroyAsync(Protection, PlatformTrial.Actor, Cancel)).Problems,
            };
            answers.ShouldAllBe(problems => problems.Count == 1 && problems[0].Code == PlatformProblems.KeyDestroyed);
            string.Concat(answers.SelectMany(problems => problems)).ShouldNotContain("rosa");
            (await vault.UnsealTextAsync(other, kept, Cancel)).Value.ShouldBe("kept");
        }

        (await trial.Store.ExecuteAsync($"SELECT count(*) FROM {trial.KeyTable} WHERE compartment = 'protection' AND wrapped IS NULL")).ShouldBe(2L);
        if (kind == StoreKind.Sqlite)
            trial.FolderBytes().AsSpan().IndexOf(wrapped).ShouldBe(-1);
        (await AuditVerification.VerifyAsync(trial.Store.Address, [], Cancel)).Value.Count.ShouldBe(2);
        await using var audit = here.Platform();
        (await audit.Set<AuditLine>().OrderBy(line => line.Sequence).Select(line => line.Act).ToListAsync(Cancel)).ShouldBe(["key.rotated", "key.destroyed"]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_wrapped_key_opens_in_its_own_row_alone(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var host = await trial.PreparedHostAsync();
        await host.Vault.SealTextAsync(Place, "Rosa", Cancel);
        var bytes = (await host.Vault.SealTextAsync(Place with { Compartment = Justice }, "Rosa", Cancel)).Value;

        await trial.Store.ExecuteAsync($"""
            UPDATE {trial.KeyTable} SET wrapped = (SELECT wrapped FROM {trial.KeyTable} WHERE compartment = 'protection') WHERE compartment = 'justice'
            """);

        (await trial.Host().Vault.UnsealTextAsync(Place with { Compartment = Justice }, bytes, Cancel))
            .Problems.ShouldHaveSingleItem().Code.ShouldBe(PlatformProblems.DataKeyDamaged);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Hosts_that_begin_a_compartment_at_once_share_its_key(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var vaults = Enumerable.Range(0, 4).Select(_ => trial.Host().Vault).ToList();

        var all = await Task.WhenAll(vaults.Select(vault => Task.Run(() => vault.SealTextAsync(Place, "Rosa", Cancel), Cancel)));

        (await trial.Store.ExecuteAsync($"SELECT count(*) FROM {trial.KeyTable}")).ShouldBe(1L);
        foreach (var bytes in all)
            (await vaults[0].UnsealTextAsync(Place, bytes.Value, Cancel)).Value.ShouldBe("Rosa");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_index_is_the_same_for_the_same_text_of_a_column_and_a_compartment(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var (here, there) = (await trial.PreparedHostAsync(), await trial.PreparedHostAsync());
        var index = (await here.Vault.BlindIndexAsync(Protection, new("case.name", "rosa"), Cancel)).Value;

        index.Length.ShouldBe(64);
        (await there.Vault.BlindIndexAsync(Protection, new("case.name", "rosa"), Cancel)).Value.ShouldBe(index);
        var others = new[]
        {
            (await here.Vault.BlindIndexAsync(Protection, new("case.name", "rosas"), Cancel)).Value,
            (await here.Vault.BlindIndexAsync(Protection, new("case.alias", "rosa"), Cancel)).Value,
            (await here.Vault.BlindIndexAsync(Justice, new("case.name", "rosa"), Cancel)).Value,
            (await here.Trail.PseudonymAsync(new("case.name", "rosa") { Compartment = Protection }, Cancel)).Value,
        };
        others.ShouldNotContain(index);
        others.Distinct(StringComparer.Ordinal).Count().ShouldBe(4);
    }

    [Fact]
    public async Task Planted_text_is_nowhere_in_the_data_folder()
    {
        await using var trial = await PlatformTrial.StartAsync(StoreKind.Sqlite);
        var host = await trial.PreparedHostAsync();
        const string Planted = "ROSA-PLANTADA-7731";
        await using (var context = host.Context())
        {
            for (var row = 0; row < 50; row++)
            {
                var id = Guid.CreateVersion7();
                var place = Place with { Row = id.ToString() };
                context.Add(new Visit { Id = id, Note = (await host.Vault.SealTextAsync(place, $"{Planted} {row}", Cancel)).Value });
                await host.Trail.SaveAuditedAsync(context, new AuditAct { Act = "visit.made", Actor = PlatformTrial.Actor, Subject = new("visit", Planted) }, Cancel);
            }
        }

        var bytes = trial.FolderBytes();
        bytes.Length.ShouldBeGreaterThan(20_000);
        bytes.AsSpan().IndexOf("visit.made"u8).ShouldBeGreaterThan(0);
        foreach (var text in new[] { Planted, PlatformTrial.Actor.Account })
        {
            bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)).ShouldBe(-1);
            bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)).ShouldBe(-1);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("María")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("-a")]
    public void A_compartment_has_no_name_of_a_person(string id) => Should.Throw<ArgumentException>(() => new Compartment(id));

    private static async Task RefusedAsync(Vault vault, SealedPlace place, byte[] bytes)
    {
        var opened = await vault.UnsealAsync(place, bytes, Cancel);
        opened.Succeeded.ShouldBeFalse();
        opened.Problems.ShouldHaveSingleItem().Code.ShouldBeOneOf(PlatformProblems.SealBroken, PlatformProblems.KeyUnknown);
    }
}
