using System.Buffers;
using System.Collections.Frozen;

namespace Amparo.Vocabulary;

/// <summary>What a <see cref="NameFinder"/> says about a text.</summary>
/// <param name="Position">The code's position in its list, or -1 if the text names none or several.</param>
/// <param name="IsAmbiguous">Whether the text names several codes, so that somebody has to say which one is meant.</param>
public readonly record struct NameMatch(int Position, bool IsAmbiguous)
{
    /// <summary>Whether the text names exactly one code.</summary>
    public bool Found => Position >= 0;
}

/// <summary>Finds the code that a free text names: by the names of a list in every language, and by its further spellings.</summary>
/// <remarks>
/// <para>
/// A text is compared whole, after <see cref="Spelling.Fold"/> and without blanks, hyphens, dots, commas, brackets and apostrophes:
/// <c>EE. UU.</c>, <c>ee.uu</c> and <c>EEUU</c> are one spelling, as are <c>Guinea-Bissau</c> and <c>GUINEA BISSAU</c>. Nothing is
/// guessed: a misspelt, damaged or longer text (<c>Ciudadanos de su pa?s</c>, <c>97 albanian</c>) names nothing, because a wrong
/// country would be seen by nobody, and a refused one is mended with one line of a mapping.
/// </para>
/// <para>
/// A text that two codes claim (<c>Dominican</c>, <c>Congo</c>) names neither. Ids are no names: <c>NO</c>, <c>NA</c> and <c>SI</c>
/// are countries in a column of ISO codes and plain words in a column of free text.
/// </para>
/// <para>Immutable and thread-safe. A look-up takes time linear in the length of the text.</para>
/// </remarks>
public sealed class NameFinder
{
    private const int Several = -2;

    private static readonly SearchValues<char> Separators = SearchValues.Create(" -.,()'\u2010\u2011\u2013\u2014\u2018");

    private readonly FrozenDictionary<string, int> _positions;

    private NameFinder(CodeList list, Dictionary<string, int> positions)
    {
        List = list;
        _positions = positions.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The list whose codes are found.</summary>
    public CodeList List { get; }

    /// <summary>The spellings that several codes claim, as they are compared: folded and without separators; in ordinal order.</summary>
    public IEnumerable<string> AmbiguousNames =>
        _positions.Where(entry => entry.Value == Several).Select(entry => entry.Key).Order(StringComparer.Ordinal);

    /// <summary>Makes the finder of a list.</summary>
    /// <param name="list">The list: the names of its codes in every language, and <see cref="Code.Spellings"/>.</param>
    /// <returns>The finder.</returns>
    public static NameFinder Of(CodeList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var position = 0; position < list.Codes.Count; position++)
        {
            var code = list.Codes[position];
            foreach (var name in Language.All.Select(language => code.Name[language]).Concat(code.Spellings))
            {
                var key = KeyOf(name);
                if (key.Length > 0 && !positions.TryAdd(key, position) && positions[key] != position)
                    positions[key] = Several;
            }
        }

        return new(list, positions);
    }

    /// <summary>Finds the code that a text names.</summary>
    /// <param name="text">The text, as somebody typed it. Null and blank name nothing.</param>
    /// <returns>The code's position; or no position, and whether that is because several codes are named so.</returns>
    public NameMatch Find(string? text)
    {
        if (text is null || !_positions.TryGetValue(KeyOf(text), out var position))
            return new(-1, IsAmbiguous: false);
        return new(Math.Max(position, -1), position == Several);
    }

    private static string KeyOf(string text)
    {
        var folded = Spelling.Fold(text);
        return folded.AsSpan().ContainsAny(Separators) ? string.Concat(folded.Where(c => !Separators.Contains(c))) : folded;
    }
}
