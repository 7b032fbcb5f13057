namespace Amparo.Linkage.Normalising;

/// <summary>How a name sounds in the Spanish of the region, as a key: names that sound alike have the same one.</summary>
/// <remarks>
/// B and V are one sound, so are S, Z and soft C, LL and Y, J, X and soft G; H is silent; QU and K are hard C; HU, GU and W before a vowel are one
/// glide; double letters are single; N before B or P is M; TZ and TS, frequent in Maya names, are S. The key is one of many possible: version 1.
/// </remarks>
internal static class SpanishSound
{
    /// <summary>The key of a name.</summary>
    /// <param name="name">Upper case, without accents; Ñ is kept apart.</param>
    /// <returns>The key; empty only for a name without sounding letters.</returns>
    public static string KeyOf(string name)
    {
        Span<char> key = stackalloc char[name.Length];
        var end = 0;
        for (var i = 0; i < name.Length; i++)
        {
            var sound = SoundAt(name, ref i);
            if (sound == 'N' && Next(name, i) is 'B' or 'P' or 'V')
                sound = 'M';
            if (sound != '\0' && (end == 0 || key[end - 1] != sound))
                key[end++] = sound;
        }

        return new string(key[..end]);
    }

    // One sound, moving past the letters that it takes beyond its first.
    private static char SoundAt(string name, ref int i)
    {
        var next = Next(name, i);
        switch (name[i])
        {
            case 'B' or 'V':
                return 'B';
            case 'C' when next is 'H':
                i++;
                return '#';
            case 'C' when next is 'E' or 'I' or 'Y':
                return 'S';
            case 'C' or 'K':
                return 'K';
            case 'Q':
                if (next is 'U')
                    i++;
                return 'K';
            case 'G' when next is 'E' or 'I':
                return 'J';
            case 'G' when next is 'U' && Next(name, i + 1) is 'E' or 'I':
                i++;
                return 'G';
            case 'G' when next is 'U' && Next(name, i + 1) is 'A' or 'O':
                i++;
                return 'W';
            case 'H' when next is 'U' && IsVowel(Next(name, i + 1)):
                i++;
                return 'W';
            case 'H':
                return '\0';
            case 'J' or 'X':
                return 'J';
            case 'L' when next is 'L':
                i++;
                return 'Y';
            case 'P' when next is 'H':
                i++;
                return 'F';
            case 'T' when next is 'Z' or 'S':
                i++;
                return 'S';
            case 'Y' when !IsVowel(next):
                return 'I';
            case 'I' when i == 0 && IsVowel(next):
                return 'Y';
            case 'Z' or 'S':
                return 'S';
            case 'Ñ':
                return 'N';
            default:
                return name[i];
        }
    }

    private static char Next(string name, int i) => i + 1 < name.Length ? name[i + 1] : '\0';

    private static bool IsVowel(char letter) => letter is 'A' or 'E' or 'I' or 'O' or 'U';
}
