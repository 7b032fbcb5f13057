using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Accounts;

/// <summary>The tables of organisations, accounts, roles, passkeys, sessions and tokens, as the model knows them.</summary>
internal static class AccountTables
{
    /// <summary>Describes the entities.</summary>
    /// <param name="model">The model to describe.</param>
    public static void Describe(ModelBuilder model)
    {
    }
}
