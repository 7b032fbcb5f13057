using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>A part of a person's name.</summary>
internal enum NamePart
{
    /// <summary>Given names.</summary>
    GivenNames,

    /// <summary>First surname.</summary>
    FirstSurname,

    /// <summary>Second surname, and all further ones.</summary>
    SecondSurname,
}

/// <summary>Splits names that an agency keeps in one cell.</summary>
internal static class PersonNames
{
    private const int LongestParticle = 5;

    // Words that belong to the surname that follows them: De León, De la Cruz, Del Valle, San Martín, Da Silva, Van Dyck.
    private static readonly HashSet<string> Particles =
        new(["de", "del", "la", "las", "los", "san", "santa", "da", "do", "dos", "das", "di", "van", "von", "der"], StringComparer.Ordinal);

    /// <summary>Takes one part out of <c>SURNAMES, GIVEN</c>. Without a comma everything counts as surnames.</summary>
    internal static string FromSurnamesAndGiven(string cell, NamePart part)
    {
        var comma = cell.IndexOf(',', StringComparison.Ordinal);
        return part == NamePart.GivenNames
            ? (comma < 0 ? string.Empty : Single(cell[(comma + 1)..]))
            : FromSurnames(comma < 0 ? cell : cell[..comma], part);
    }

    /// <summary>Takes the first surname, or all further ones, out of a cell of surnames. A particle stays with the surname it introduces.</summary>
    internal static string FromSurnames(string cell, NamePart part)
    {
        var words = cell.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var first = 0;
        while (first < words.Length - 1 && IsParticle(words[first]))
            first++;
        first = Math.Min(first + 1, words.Length);
        return part == NamePart.FirstSurname ? string.Join(' ', words[..first]) : string.Join(' ', words[first..]);
    }

    // Folding costs more than all the rest, and most surnames are longer than any particle.
    private static bool IsParticle(string word) => word.Length <= LongestParticle && Particles.Contains(Spelling.Fold(word));

    private static string Single(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
