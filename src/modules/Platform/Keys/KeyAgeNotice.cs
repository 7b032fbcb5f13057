using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Pages;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Keys;

/// <summary>Tells administrators, as soon as they come in, that a key of the installation's own is older than a year.</summary>
internal sealed class KeyAgeNotice(IDbContextFactory<PlatformContext> contexts) : IDeskNotices
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<DeskNotice>> ForAsync(DeskRequest request)
    {
        if (!request.Officer.May(Entitlement.ManageKeys))
            return [];
        await using var context = await contexts.CreateDbContextAsync(request.Cancel);
        var ages = (await OwnKey.ReadAsync(context, request.Now, request.Cancel)).Where(key => key.IsOld).Select(key => key.Age.Days).ToList();
        return ages.Count == 0 ? [] : [new DeskNotice("home.keys-old", ages.Max(), Address: null)];
    }
}
