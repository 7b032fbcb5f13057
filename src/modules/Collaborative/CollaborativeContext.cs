using Amparo.Collaborative.Agreements;
using Amparo.Collaborative.Contents;
using Amparo.Collaborative.Emergencies;
using Amparo.Collaborative.Merges;
using Amparo.Collaborative.Releases;
using Amparo.Collaborative.Submissions;
using Amparo.Platform;
using Amparo.Stores;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative;

/// <summary>The module's tables: agreements, what agencies sent, what was made of it.</summary>
/// <param name="options">Options made by <see cref="StoreOptions.UseAmparoStore"/>.</param>
internal sealed class CollaborativeContext(DbContextOptions<CollaborativeContext> options) : OwnedContext(options)
{
    /// <inheritdoc/>
    protected override string Module => CollaborativeStore.Module;

    /// <inheritdoc/>
    protected override void Describe(ModelBuilder model)
    {
        DescribeAudit(model);
        Own<Agreement>(model);
        Own<Submission>(model);
        Own<SubmissionVersion>(model);
        model.Entity<Submission>().Property(row => row.State).HasConversion<string>();
        model.Entity<Submission>().Property(row => row.Version).IsConcurrencyToken();
        model.Entity<SubmissionVersion>().HasIndex(row => new { row.SubmissionId, row.Number }).IsUnique();
        Own<ChosenMapping>(model);
        model.Entity<ChosenMapping>().HasIndex(row => row.OrganisationId).IsUnique();
        Own<OwnMapping>(model);
        Own<Merge>(model);
        model.Entity<Merge>().Property(row => row.State).HasConversion<string>();
        model.Entity<Merge>().Property(row => row.Version).IsConcurrencyToken();
        Own<MergedSubmission>(model);
        model.Entity<MergedSubmission>().HasIndex(row => new { row.MergeId, row.SubmissionId }).IsUnique();
        // Said to the model too, so that what is referred to is written first.
        model.Entity<Submission>().HasOne<Agreement>().WithMany().HasForeignKey(row => row.AgreementId);
        model.Entity<SubmissionVersion>().HasOne<Submission>().WithMany().HasForeignKey(row => row.SubmissionId);
        model.Entity<MergedSubmission>().HasOne<Merge>().WithMany().HasForeignKey(row => row.MergeId);
        model.Entity<MergedSubmission>().HasOne<Submission>().WithMany().HasForeignKey(row => row.SubmissionId);
        Own<QueuedCountry>(model);
        model.Entity<QueuedCountry>().HasIndex(row => new { row.MergeId, row.Country }).IsUnique();
        Own<PairDecision>(model);
        model.Entity<PairDecision>().HasIndex(row => new { row.MergeId, row.Country, row.Sequence }).IsUnique();
        Own<ReleaseDraft>(model);
        model.Entity<ReleaseDraft>().Ignore(row => row.TableNames);
        model.Entity<ReleaseDraft>().Property(row => row.State).HasConversion<string>();
        model.Entity<ReleaseDraft>().Property(row => row.Version).IsConcurrencyToken();
        model.Entity<ReleaseDraft>().HasOne<Merge>().WithMany().HasForeignKey(row => row.MergeId);
        Own<ReleaseWithdrawal>(model);
        model.Entity<ReleaseWithdrawal>().Property(row => row.State).HasConversion<string>();
        model.Entity<ReleaseWithdrawal>().Property(row => row.Version).IsConcurrencyToken();
        Own<Emergency>(model);
        model.Entity<Emergency>().Property(row => row.Verdict).HasConversion<string>();
        model.Entity<Emergency>().Property(row => row.Version).IsConcurrencyToken();
        model.Entity<Emergency>().HasOne<Submission>().WithMany().HasForeignKey(row => row.SubmissionId);
        model.Entity<Emergency>().HasOne<Merge>().WithMany().HasForeignKey(row => row.MergeId);
        model.Entity<ContentPiece>().HasKey(row => new { row.ContentId, row.Number });
    }
}
