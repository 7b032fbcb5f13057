using System.Runtime.InteropServices;
using System.Text;
using Amparo.Linkage.Normalising;
using Amparo.Linkage.Tables;

namespace Amparo.Linkage.Comparing;

/// <summary>The distinct words or values of one field, with what comparing them needs. Number 0 is "missing".</summary>
/// <remarks>
/// Numbers depend on the order of the rows, so nothing that leaves the library may depend on them: see <see cref="HashOf"/>. Adding is not
/// thread-safe; reading is, once <see cref="NumberByFrequency"/> has ended it.
/// </remarks>
internal sealed class TokenTable
{
    private readonly TextDictionary _texts = new();
    private readonly Dictionary<string, int> _sounds = new(StringComparer.Ordinal);
    private List<string> _words = [""];
    private List<TokenShape> _shapes = [default];
    private List<ulong> _hashes = [0];
    private List<ulong> _soundHashes = [0];
    private List<int> _counts = [0];
    private Dictionary<int, int[]> _names = [];
    private readonly NameKnowledge? _knowledge;

    /// <summary>Makes an empty table.</summary>
    /// <param name="knowledge">Nicknames, for names; null for values that are no names and have no sound.</param>
    public TokenTable(NameKnowledge? knowledge = null) => _knowledge = knowledge;

    /// <summary>One more than the highest number.</summary>
    public int Count => _words.Count;

    /// <summary>Occurrences of all tokens.</summary>
    public long Total { get; private set; }

    /// <summary>What comparing looks at first, by number.</summary>
    public ReadOnlySpan<TokenShape> Shapes => CollectionsMarshal.AsSpan(_shapes);

    /// <summary>A token's text.</summary>
    public string this[int token] => _words[token];

    /// <summary>How often a token occurs.</summary>
    public int CountOf(int token) => _counts[token];

    /// <summary>A hash of the token's text; 0 for "missing".</summary>
    public ulong HashOf(int token) => _hashes[token];

    /// <summary>A hash of the token's sound, or of its text where it has none; 0 for "missing".</summary>
    public ulong SoundHashOf(int token) => _soundHashes[token];

    /// <summary>The names that a familiar name may stand for, as hashes in no order; none for any other.</summary>
    public ReadOnlySpan<int> NamesOf(int token) => _names.GetValueOrDefault(token);

    /// <summary>Finds a token or takes it in.</summary>
    /// <param name="word">The text; empty is "missing".</param>
    /// <returns>Its number.</returns>
    public int Add(string word)
    {
        if (word.Length == 0)
            return 0;
        var token = _texts.Add(Encoding.UTF8.GetBytes(word)) + 1;
        if (token == Count)
        {
            _words.Add(word);
            _hashes.Add(_texts.HashOf(token - 1));
            _counts.Add(0);
            _shapes.Add(ShapeOf(word, token));
        }

        return token;
    }

    /// <summary>Finds a token.</summary>
    /// <returns>Its number, or 0.</returns>
    public int Find(string word) => word.Length == 0 ? 0 : _texts.Find(Encoding.UTF8.GetBytes(word)) + 1;

    /// <summary>Counts one occurrence.</summary>
    public void CountIn(int token)
    {
        if (token == 0)
            return;
        CollectionsMarshal.AsSpan(_counts)[token]++;
        Total++;
    }

    /// <summary>Numbers the tokens anew, the most frequent first, so that what is read most lies together. None can be added or found by its text afterwards.</summary>
    /// <returns>The new number of each old one.</returns>
    public int[] NumberByFrequency()
    {
        var keys = new ulong[Count];
        for (var token = 1; token < keys.Length; token++)
            keys[token] = ((ulong)(uint.MaxValue - (uint)_counts[token]) << 32) | (uint)token;
        Array.Sort(keys);
        var (order, numbers) = (new int[keys.Length], new int[keys.Length]);
        for (var number = 0; number < keys.Length; number++)
        {
            order[number] = (int)(keys[number] & int.MaxValue);
            numbers[order[number]] = number;
        }

        (_words, _shapes, _hashes) = (InOrder(_words, order), InOrder(_shapes, order), InOrder(_hashes, order));
        (_soundHashes, _counts) = (InOrder(_soundHashes, order), InOrder(_counts, order));
        _names = _names.ToDictionary(names => numbers[names.Key], names => names.Value);
        return numbers;
    }

    private static List<T> InOrder<T>(List<T> values, int[] order)
    {
        var ordered = new List<T>(order.Length);
        foreach (var place in order)
            ordered.Add(values[place]);
        return ordered;
    }

    private TokenShape ShapeOf(string word, int token)
    {
        var letters = 0u;
        foreach (var letter in word)
            letters |= 1u << (letter % 32);
        var sound = 0;
        var soundHash = _texts.HashOf(token - 1);
        if (_knowledge is not null)
        {
            var key = SpanishSound.KeyOf(word);
            if (key.Length == 0)
                key = word;
            if (!_sounds.TryGetValue(key, out sound))
                _sounds.Add(key, sound = _sounds.Count + 1);
            soundHash = TextDictionary.Hash(MemoryMarshal.AsBytes(key.AsSpan()));
            // Familiar names and the names they stand for share a number.
            if (_knowledge.NamesOf(word) is { Count: > 0 } names)
                _names[token] = [.. names.Select(name => StringHash(name))];
            else if (_knowledge.IsName(word))
                _names[token] = [StringHash(word)];
        }

        _soundHashes.Add(soundHash);
        return new TokenShape(letters, sound) { Length = (short)Math.Min(word.Length, TokenShape.Longest), IsKnown = _names.ContainsKey(token) };
    }

    private static int StringHash(string name) => (int)(uint)(TextDictionary.Hash(MemoryMarshal.AsBytes(name.AsSpan())) >> 33);
}

/// <summary>What comparing two tokens looks at before their letters.</summary>
/// <param name="Letters">A bit for each letter that occurs.</param>
/// <param name="Sound">The number of its sound; 0 if it has none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TokenShape(uint Letters, int Sound)
{
    /// <summary>The most letters that are told apart.</summary>
    public const int Longest = 31;

    /// <summary>Number of letters, up to <see cref="Longest"/>.</summary>
    public short Length { get; init; }

    /// <summary>Whether it is a familiar name, or a name that has familiar ones.</summary>
    public bool IsKnown { get; init; }
}
