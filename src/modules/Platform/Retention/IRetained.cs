using NodaTime;

namespace Amparo.Platform.Retention;

/// <summary>What will be erased, and when.</summary>
/// <param name="Kind">The end of a text's key, such as <c>submissions</c>.</param>
/// <param name="OrganisationId">Whose it is; null for the installation itself.</param>
/// <param name="Count">How many.</param>
/// <param name="DueAt">When; earlier than now where it waits for the next run.</param>
public sealed record Expiring(string Kind, Guid? OrganisationId, int Count, Instant DueAt);

/// <summary>Things that are kept for a time and then erased; each module says so of its own.</summary>
public interface IRetained
{
    /// <summary>The kinds of things, for the words of the list.</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>What will be erased until a moment.</summary>
    /// <param name="until">The moment.</param>
    /// <param name="cancel">Cancels.</param>
    Task<IReadOnlyList<Expiring>> ExpiringAsync(Instant until, CancellationToken cancel);

    /// <summary>
    /// Erases what is due: each thing in one transaction with its line of the audit and its <see cref="Erasure"/>. Bears being stopped anywhere
    /// and being begun again, at another host too: what is erased already is passed over.
    /// </summary>
    /// <param name="now">What is due by then.</param>
    /// <param name="cancel">Cancels between two things.</param>
    Task EraseAsync(Instant now, CancellationToken cancel);
}
