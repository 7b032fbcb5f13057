using System.Collections.Frozen;
using System.Text;

namespace Amparo.Platform.Accounts;

/// <summary>The passwords that most people choose, and that are therefore tried first.</summary>
/// <remarks>
/// Most of them are shorter than any password may be here, so people lengthen them: a common one with a few letters before or behind it, and two common ones
/// together, are as common as the one. Sentences of several common words are not, and are let pass. Thread-safe.
/// </remarks>
public sealed class CommonPasswords
{
    /// <summary>The fewest that a list must hold.</summary>
    public const int Fewest = 3_000;

    /// <summary>How many letters before and behind a common one make no other password of it.</summary>
    public const int MostAdded = 4;

    private const int ShortestKnown = 4;

    private readonly FrozenSet<string> _known;

    private CommonPasswords(FrozenSet<string> known) => _known = known;

    /// <summary>Reads a list.</summary>
    /// <param name="lines">One a line.</param>
    /// <returns>The passwords; null where there are fewer than <see cref="Fewest"/>: a list that was cut, or another file.</returns>
    public static CommonPasswords? Read(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var known = lines.Select(Folded).Where(line => line.Length >= ShortestKnown).ToFrozenSet(StringComparer.Ordinal);
        return known.Count >= Fewest ? new(known) : null;
    }

    /// <summary>Whether a password is a common one, whatever capitals it has; or one with no more than <see cref="MostAdded"/> letters around it, or two of them together.</summary>
    /// <param name="password">The password as it was typed.</param>
    internal bool Holds(string password)
    {
        var folded = Folded(password);
        for (var before = 0; before <= MostAdded; before++)
        {
            for (var behind = 0; before + behind <= MostAdded && before + behind < folded.Length; behind++)
            {
                if (_known.Contains(folded[before..^behind]))
                    return true;
            }
        }

        return Enumerable.Range(ShortestKnown, Math.Max(0, folded.Length - (2 * ShortestKnown) + 1)).Any(at => _known.Contains(folded[..at]) && _known.Contains(folded[at..]));
    }

    private static string Folded(string text) => text.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
}
