using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Amparo.Collaborative.Access;

/// <summary>What somebody who was let in may do. Whatever is not said here is denied.</summary>
public enum ReviewRole
{
    /// <summary>Sees names and birth, and decides.</summary>
    Reviewer,

    /// <summary>Sees levels and decisions, no cell of a record; takes decisions out and in.</summary>
    Auditor,
}

/// <summary>One who may come in: by a token that is drawn at each start and said only in the terminal.</summary>
/// <param name="Name">How decisions name who made them: a letter, no person's name.</param>
/// <param name="Role">What may be done.</param>
/// <param name="Token">The token; to be shown once, in the terminal.</param>
public sealed record ReviewSeat(string Name, ReviewRole Role, string Token)
{
    // A record prints its parts: not this one.
    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Role})";
}

/// <summary>Somebody who has shown a token in this browser.</summary>
/// <param name="Seat">Who it is.</param>
/// <param name="FormToken">What every form of the session carries, so that no other page can send one.</param>
internal sealed record ReviewSession(ReviewSeat Seat, string FormToken)
{
    /// <summary>Whether a form is of this session.</summary>
    /// <param name="sent">What the form carries.</param>
    public bool Owns(string? sent) => sent is not null && ReviewAccess.Equal(sent, FormToken);

    /// <inheritdoc/>
    public override string ToString() => Seat.ToString();
}

/// <summary>Who may come in until accounts exist: two reviewers and an auditor, each by a token of 100 random bits.</summary>
/// <remarks>Tokens and sessions live as long as the host; a session that nobody used for two hours ends. Thread-safe.</remarks>
public sealed class ReviewAccess
{
    // Without letters that are read as one another.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Groups = 7;
    private const int InGroup = 4;

    private static readonly Duration Idle = Duration.FromHours(2);

    private readonly ConcurrentDictionary<string, (ReviewSession Session, Instant Seen)> _sessions = new(StringComparer.Ordinal);

    public ReviewAccess() => Seats =
    [
        new("A", ReviewRole.Reviewer, Draw()),
        new("B", ReviewRole.Reviewer, Draw()),
        new("auditor", ReviewRole.Auditor, Draw()),
    ];

    /// <summary>Who may come in.</summary>
    public IReadOnlyList<ReviewSeat> Seats { get; }

    /// <summary>Lets somebody in.</summary>
    /// <param name="token">The token that was typed; blanks and hyphens between its letters, and capitals, do not matter.</param>
    /// <param name="now">When.</param>
    /// <returns>The key of the new session for the browser's cookie; null if nobody has this token.</returns>
    internal string? Enter(string token, Instant now)
    {
        var typed = Plain(token);
        ReviewSeat? found = null;
        // All are compared, whichever it is: the time tells nothing.
        foreach (var seat in Seats)
        {
            if (Equal(typed, Plain(seat.Token)))
                found = seat;
        }

        if (found is null)
            return null;
        foreach (var (old, (_, seen)) in _sessions)
        {
            if (now - seen > Idle)
                _sessions.TryRemove(old, out _);
        }

        var key = RandomNumberGenerator.GetHexString(64, lowercase: true);
        _sessions[Hash(key)] = (new ReviewSession(found, RandomNumberGenerator.GetHexString(32, lowercase: true)), now);
        return key;
    }

    /// <summary>Finds the session of a cookie.</summary>
    /// <param name="key">What the browser sent.</param>
    /// <param name="now">When.</param>
    internal ReviewSession? Find(string? key, Instant now)
    {
        if (string.IsNullOrEmpty(key) || !_sessions.TryGetValue(Hash(key), out var held))
            return null;
        if (now - held.Seen > Idle)
        {
            Leave(key);
            return null;
        }

        _sessions[Hash(key)] = (held.Session, now);
        return held.Session;
    }

    /// <summary>Ends a session.</summary>
    /// <param name="key">What the browser sent.</param>
    internal void Leave(string? key)
    {
        if (!string.IsNullOrEmpty(key))
            _sessions.TryRemove(Hash(key), out _);
    }

    internal static bool Equal(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));

    private static string Plain(string token) => string.Concat(token.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static string Draw() => string.Join('-', RandomNumberGenerator.GetString(Letters, Groups * InGroup).Chunk(InGroup).Select(group => new string(group)));

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
