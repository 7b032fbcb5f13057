using System.Security.Cryptography;
using System.Text;
using Amparo.Platform.Keys;
using Amparo.Stores;
using Amparo.TestSupport;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Tests.Keys;

public sealed class ProtectionKeysTests
{
    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => PlatformTrial.Cancel;

    [Theory, MemberData(nameof(Kinds))]
    public async Task Hosts_accept_what_another_one_protected_and_the_store_holds_no_key_in_clear(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var here = await trial.PreparedHostAsync();
        var cookie = here.Protector.Protect("cookie");

        (await trial.PreparedHostAsync()).Protector.Unprotect(cookie).ShouldBe("cookie");
        await using var context = here.Platform();
        var key = await context.Set<ProtectionKey>().SingleAsync(Cancel);
        key.Sealed.AsSpan().IndexOf("<key"u8).ShouldBe(-1);
        if (kind == StoreKind.Sqlite)
            trial.FolderBytes().AsSpan().IndexOf("masterKey"u8).ShouldBe(-1);
        var place = new SealedPlace { Compartment = Compartment.Node, Purpose = "protection-key.xml", Row = key.Id.ToString("D") };
        Encoding.UTF8.GetString((await here.Vault.UnsealAsync(place, key.Sealed, Cancel)).Value).ShouldContain("masterKey");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task After_the_nodes_key_is_destroyed_old_cookies_are_refused_and_new_ones_made(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var here = await trial.PreparedHostAsync();
        var cookie = here.Protector.Protect("cookie");

        (await here.Vault.DestroyAsync(Compartment.Node, PlatformTrial.Actor, Cancel)).Value.Versions.ShouldBe(1);

        var next = await trial.PreparedHostAsync();
        Should.Throw<CryptographicException>(() => next.Protector.Unprotect(cookie));
        next.Protector.Unprotect(next.Protector.Protect("cookie")).ShouldBe("cookie");
    }
}
