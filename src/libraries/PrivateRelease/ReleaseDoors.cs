using Amparo.Indicators;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.PrivateRelease;

/// <summary>Why a register may be published without protecting anyone: it holds no persons.</summary>
public enum NonPersonalReason
{
    /// <summary>Laws, treaties and their dates.</summary>
    Laws,

    /// <summary>Services and institutions with public addresses.</summary>
    Services,

    /// <summary>Plans, programmes and activities.</summary>
    Plans,

    /// <summary>How the figures themselves were made.</summary>
    Methods,
}

/// <summary>The three doors through which a table may leave; each writes the ledger.</summary>
/// <remarks>
/// Holds the growing ledger of one host; not thread-safe. Save <see cref="Ledger"/> before the archives: an entry without an
/// archive is harmless, an archive without an entry is refused when it is read back. A table that left before with the same content
/// writes no second entry.
/// </remarks>
public sealed class ReleaseDoors
{
    private readonly Instant _now;

    /// <summary>Opens the doors on a ledger.</summary>
    /// <param name="ledger">What has been released so far.</param>
    /// <param name="now">The time to write on new entries.</param>
    public ReleaseDoors(Ledger ledger, Instant now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        Ledger = ledger;
        _now = now;
    }

    /// <summary>What has been released, the tables of this session included.</summary>
    public Ledger Ledger { get; private set; }

    /// <summary>The door of a mechanism: small counts are withheld, with enough others that none can be worked out.</summary>
    /// <param name="cube">Exact counts.</param>
    /// <param name="mechanism">The threshold.</param>
    /// <param name="population">The population the counts speak of; lower-case words joined by hyphens.</param>
    /// <returns>The protected table; or <c>PRV-</c> problems if it cannot be protected.</returns>
    public Outcome<Released<Cube>> Suppress(CountedCube cube, CellSuppression mechanism, string population) =>
        throw new NotSupportedException();

    /// <summary>The door for official statistics that others have published already.</summary>
    /// <param name="cube">Their figures; its header's origin is <see cref="DataOrigin.Official"/> and its source names them.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">The cube's origin is not official.</exception>
    public Released<Cube> AlreadyPublic(Cube cube) => throw new NotSupportedException();

    /// <summary>The door for registers without persons.</summary>
    /// <param name="register">The register.</param>
    /// <param name="reason">Why nobody can be in it.</param>
    /// <returns>The table.</returns>
    public Released<RegisterTable> NonPersonal(RegisterTable register, NonPersonalReason reason) => throw new NotSupportedException();
}
