using Amparo.Platform;
using NodaTime;
using NodaTime.Text;

namespace Amparo.Collaborative.Agreements;

/// <summary>What an organisation agreed to share, what for, and until when. Without one, nothing is taken from it.</summary>
public sealed class Agreement : IOwned
{
    /// <summary>Its key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid NodeId { get; init; }

    /// <summary>The organisation that gives.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>How both sides call it: a number or title on paper.</summary>
    public required string Title { get; init; }

    /// <summary>Whether names and dates of birth may be sent, to count each person once.</summary>
    public required bool MayIdentify { get; init; }

    /// <summary>Whether figures made with it may be published.</summary>
    public required bool MayPublish { get; init; }

    /// <summary>How many months what was sent is kept; then it is erased.</summary>
    public required int RetentionMonths { get; init; }

    /// <summary>Its first day, ISO 8601.</summary>
    public required string StartsOn { get; init; }

    /// <summary>Its last day, ISO 8601.</summary>
    public required string EndsOn { get; init; }

    /// <summary>When it was ended before its last day; null if it was not.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>The account that entered it.</summary>
    public required Guid MadeBy { get; init; }

    /// <summary>When it was entered.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>Whether it holds at a moment.</summary>
    /// <param name="now">The moment.</param>
    public bool Holds(Instant now)
    {
        var today = LocalDatePattern.Iso.Format(now.InUtc().Date);
        return EndedAt is null && string.CompareOrdinal(StartsOn, today) <= 0 && string.CompareOrdinal(today, EndsOn) <= 0;
    }
}
