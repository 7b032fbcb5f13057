using System.Collections.Frozen;

namespace Amparo.Vocabulary;

/// <summary>One code of a list: what it is called, and what other standards call it.</summary>
/// <param name="Id">The code: lower-case words joined by hyphens, or the standard's own spelling. Never <c>_T</c> or <c>_U</c>.</param>
/// <param name="Name">The name shown to people.</param>
/// <param name="Equivalents">The code's spelling in other standards, by standard (<c>htcds</c>, <c>ctdc</c>, <c>glotip</c>, <c>iso2</c> …).</param>
public sealed record Code(string Id, LocalizedText Name, IReadOnlyDictionary<string, string> Equivalents)
{
    /// <summary>The code's spelling in other standards, by standard; a copy, so that nobody can change a list in use.</summary>
    public IReadOnlyDictionary<string, string> Equivalents { get; } = Equivalents.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Further words by which agencies write the code, in any language: demonyms, old names, usual abbreviations.</summary>
    /// <remarks>Two codes may share a spelling (<c>Dominican</c>): then it names neither of them; see <see cref="NameFinder"/>.</remarks>
    public IReadOnlyList<string> Spellings { get; init => field = [.. value]; } = [];

    /// <summary>What one must know to use the code rightly, in our own words; null if the name says it all.</summary>
    public LocalizedText? Note { get; init; }
}

/// <summary>A versioned list of codes: data under <c>content/vocabulary/</c>, never an enum.</summary>
/// <remarks>Immutable and thread-safe. The order of the codes is the order in which they are shown, and part of the list.</remarks>
public sealed class CodeList
{
    /// <summary>The reserved code "total": all codes together, the unknown ones included.</summary>
    public const string Total = "_T";

    /// <summary>The reserved code "unknown": every record whose value is missing, whatever the reason.</summary>
    public const string Unknown = "_U";

    private readonly Dictionary<string, int> _positions;

    /// <summary>Makes a list.</summary>
    /// <param name="id">The list's id, for example <c>sex</c>.</param>
    /// <param name="version">The list's version, one or more.</param>
    /// <param name="title">What the list is called.</param>
    /// <param name="source">Where its codes come from.</param>
    /// <param name="codes">The codes in the order of display; at least one, ids distinct, none reserved.</param>
    /// <exception cref="ArgumentException">No codes, a code twice, or a reserved code.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The version is less than one.</exception>
    public CodeList(string id, int version, LocalizedText title, string source, IReadOnlyList<Code> codes)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        if (codes.Count == 0)
            throw new ArgumentException("A code list needs at least one code.", nameof(codes));

        _positions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var code in codes)
        {
            if (code.Id is Total or Unknown)
                throw new ArgumentException("A code list may not define a reserved code.", nameof(codes));
            if (!_positions.TryAdd(code.Id, _positions.Count))
                throw new ArgumentException("A code occurs twice.", nameof(codes));
        }

        Id = id;
        Version = version;
        Title = title;
        Source = source;
        Codes = [.. codes];
    }

    /// <summary>The list's id.</summary>
    public string Id { get; }

    /// <summary>The list's version.</summary>
    public int Version { get; }

    /// <summary>What the list is called.</summary>
    public LocalizedText Title { get; }

    /// <summary>Where the codes come from.</summary>
    public string Source { get; }

    /// <summary>The id of the list whose codes come before this one's own; null if there is none.</summary>
    /// <remarks>
    /// A list as it was read holds its own codes only. <see cref="CodeListCatalogue.Of"/> completes it, and the lists of a catalogue extend
    /// nothing any more.
    /// </remarks>
    public string? Extends { get; init; }

    /// <summary>The codes, in the order of display.</summary>
    public IReadOnlyList<Code> Codes { get; }

    /// <summary>The position of a code in the list.</summary>
    /// <param name="id">The code's id; case matters.</param>
    /// <returns>The position from zero, or -1 if the list does not hold the code.</returns>
    public int PositionOf(string? id) => id is not null && _positions.TryGetValue(id, out var position) ? position : -1;

    /// <summary>Finds a code.</summary>
    /// <param name="id">The code's id; case matters.</param>
    /// <returns>The code, or null.</returns>
    public Code? Find(string? id) => PositionOf(id) is >= 0 and var position ? Codes[position] : null;
}
