using System.Globalization;
using System.Text;
using Amparo.Demonstration.Randomness;

namespace Amparo.Demonstration.Reports;

/// <summary>What goes wrong when a name is typed: keys, order, accents, and sounds that Spanish spells in two ways.</summary>
internal static class TypingErrors
{
    private static readonly string[] KeyRows = ["qwertyuiop", "asdfghjklñ", "zxcvbnm"];

    // Pairs that sound alike in the region; each is tried in both directions. H is silent, so it comes and goes.
    private static readonly (string From, string To)[] Sounds =
    [
        ("b", "v"), ("v", "b"), ("s", "z"), ("z", "s"), ("ce", "se"), ("ci", "si"), ("se", "ce"), ("si", "ci"), ("ll", "y"), ("y", "ll"), ("i", "y"),
        ("k", "c"), ("qu", "k"), ("g", "j"), ("j", "g"), ("tz", "ts"), ("x", "j"), ("h", ""), ("ñ", "ni"), ("ñ", "n"), ("nn", "n"), ("rr", "r"),
    ];

    /// <summary>A name with one error of typing, or the name itself where the drawn error finds nothing to change.</summary>
    internal static string Apply(string name, Xoshiro256 random)
    {
        if (name.Length < 3)
            return name;
        var place = 1 + random.NextBelow(name.Length - 1);
        return random.NextBelow(10) switch
        {
            0 or 1 => WithNeighbourKey(name, place, random),
            2 or 3 => Transposed(name, place),
            4 => name.Remove(place, 1),
            5 => name.Insert(place, name[place].ToString()),
            6 => WithInitialH(name),
            _ => WithOtherSound(name, random),
        };
    }

    /// <summary>The name without accents, as careless typing leaves it; <c>ñ</c> stays unless <paramref name="keepEnye"/> is false.</summary>
    internal static string WithoutAccents(string name, bool keepEnye)
    {
        if (Ascii.IsValid(name))
            return name;
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (keepEnye && letter is 'ñ' or 'Ñ')
                plain.Append(letter);
            else
                plain.Append(letter.ToString().Normalize(NormalizationForm.FormD)[0]);
        }

        return plain.ToString();
    }

    /// <summary>The first letter in upper case, whatever an error did to it.</summary>
    internal static string Capitalised(string name) => name.Length == 0 ? name : $"{char.ToUpperInvariant(name[0])}{name[1..]}";

    private static string WithNeighbourKey(string name, int place, Xoshiro256 random)
    {
        var row = Array.Find(KeyRows, keys => keys.Contains(name[place], StringComparison.Ordinal));
        if (row is null)
            return name;
        var key = row.IndexOf(name[place], StringComparison.Ordinal);
        var neighbour = key == 0 || (key < row.Length - 1 && random.Chance(0.5)) ? key + 1 : key - 1;
        return $"{name[..place]}{row[neighbour]}{name[(place + 1)..]}";
    }

    private static string Transposed(string name, int place) =>
        place == name.Length - 1 ? name : $"{name[..place]}{name[place + 1]}{name[place]}{name[(place + 2)..]}";

    private static string WithInitialH(string name) =>
        name[0] == 'H' ? Capitalised(name[1..])
        : "AEIOU".Contains(name[0], StringComparison.Ordinal) ? $"H{char.ToLower(name[0], CultureInfo.InvariantCulture)}{name[1..]}" : name;

    private static string WithOtherSound(string name, Xoshiro256 random)
    {
        var start = random.NextBelow(Sounds.Length);
        for (var i = 0; i < Sounds.Length; i++)
        {
            var (from, to) = Sounds[(start + i) % Sounds.Length];
            var at = name.IndexOf(from, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
                return Capitalised($"{name[..at]}{to}{name[(at + from.Length)..]}");
        }

        return name;
    }
}
