using Amparo.Platform.Accounts;
using Amparo.Platform.Jobs;
using Amparo.Stores;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Organisations;

/// <summary>How much each organisation may store, so that none fills the disk of all.</summary>
public static class OrganisationStorage
{
    /// <summary>How many bytes an organisation may store that was given no number of its own.</summary>
    public const long Default = 20_000_000_000;

    /// <summary>The largest number that an administrator can give, in gigabytes.</summary>
    public const int MostGigabytes = 100_000;

    /// <summary>How many bytes an organisation may store. Who else asks for the same organisation waits until the transaction ends: what is counted between is counted by one.</summary>
    /// <param name="within">The context of the act that stores something, with a transaction begun; of any module on the same store.</param>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="InvalidOperationException">No transaction was begun, or there is no such organisation.</exception>
    public static async Task<long> HoldAsync(StoreContext within, Guid organisationId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(within);
        await using var context = await BorrowedTransaction.OpenAsync(within, cancel);
        var asked = context.Set<Organisation>().Where(row => row.Id == organisationId);
        // Changes nothing, and takes the row until the transaction ends, on either database.
        await asked.ExecuteUpdateAsync(set => set.SetProperty(row => row.StorageLimit, row => row.StorageLimit), cancel);
        return (await asked.Select(row => new { row.StorageLimit }).SingleAsync(cancel)).StorageLimit ?? Default;
    }
}
