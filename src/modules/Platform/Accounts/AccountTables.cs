using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Accounts;

/// <summary>The tables of organisations, accounts, roles, passkeys, sessions and keys, as the model knows them.</summary>
internal static class AccountTables
{
    /// <summary>Describes the entities.</summary>
    /// <param name="model">The model to describe.</param>
    public static void Describe(ModelBuilder model)
    {
        model.Entity<Node>();
        model.Entity<Organisation>(entity => entity.HasIndex(organisation => new { organisation.NodeId, organisation.Name }).IsUnique());
        model.Entity<Account>(entity =>
        {
            entity.HasIndex(account => account.NormalizedUserName).IsUnique();
            // Two hosts that change one account at the same time: the second is told, and nothing is lost unseen.
            entity.Property(account => account.Version).IsConcurrencyToken();
        });
        model.Entity<RoleGrant>(entity => entity.Property(grant => grant.Role).HasConversion<string>());
        model.Entity<Passkey>(entity => entity.HasKey(passkey => passkey.CredentialId));
        model.Entity<Session>(entity =>
        {
            entity.Property(session => session.Method).HasConversion<string>();
            entity.HasIndex(session => session.KeyHash).IsUnique();
        });
        model.Entity<Invitation>(entity =>
        {
            entity.Property(invitation => invitation.Kind).HasConversion<string>();
            entity.HasIndex(invitation => invitation.KeyHash).IsUnique();
        });
        model.Entity<AccessToken>(entity => entity.HasIndex(token => token.KeyHash).IsUnique());
        model.Entity<ConfirmationKey>(entity => entity.HasIndex(key => key.KeyHash).IsUnique());
        model.Entity<SpentChallenge>(entity => entity.HasKey(challenge => challenge.Hash));

        // Said to the model too, so that what is referred to is written first.
        model.Entity<Organisation>().HasOne<Node>().WithMany().HasForeignKey(organisation => organisation.NodeId);
        model.Entity<Account>().HasOne<Organisation>().WithMany().HasForeignKey(account => account.OrganisationId);
        model.Entity<RoleGrant>().HasOne<Account>().WithMany().HasForeignKey(grant => grant.AccountId);
        model.Entity<Passkey>().HasOne<Account>().WithMany().HasForeignKey(passkey => passkey.AccountId);
        model.Entity<Session>().HasOne<Account>().WithMany().HasForeignKey(session => session.AccountId);
        model.Entity<Invitation>().HasOne<Account>().WithMany().HasForeignKey(invitation => invitation.AccountId);
        model.Entity<AccessToken>().HasOne<Account>().WithMany().HasForeignKey(token => token.AccountId);
    }
}
