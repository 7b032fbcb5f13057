namespace Amparo.Linkage.Normalising;

/// <summary>The words of a name that distinguish persons, and what stood around them.</summary>
/// <param name="Words">Upper case, without accents, particles detached; at most four.</param>
/// <param name="Married">Whether it is the one word after "de", as a married woman may carry her husband's surname.</param>
internal readonly record struct NameWords(IReadOnlyList<string> Words, bool Married)
{
    private const int Most = 4;

    /// <summary>Takes a name apart.</summary>
    /// <param name="text">A name or several, as written.</param>
    /// <param name="knowledge">Abbreviations.</param>
    public static NameWords Of(string text, NameKnowledge knowledge)
    {
        var letters = PlainText.Letters(text);
        if (PlainText.SaysNothing(letters))
            return new([], false);
        var words = new List<string>(Most);
        var join = "";
        var particles = 0;
        var parts = letters.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            var last = i == parts.Length - 1;
            if (!last && IsParticle(parts[i]))
            {
                particles++;
                continue;
            }

            var word = join.Length > 0 ? join + parts[i] : knowledge.WrittenOut(parts[i]);
            // What cannot stand alone belongs to the next word: San Martín, Mac Donald, O'Neill.
            if (!last && (word is "SAN" or "SANTA" or "MAC" or "MC" or "ST" || word.Length == 1))
            {
                join = word;
                continue;
            }

            join = "";
            if (words.Count < Most)
                words.Add(word);
        }

        return new(words, particles == 1 && words.Count == 1 && parts is ["DE", _]);
    }

    private static bool IsParticle(string word) => word is "DE" or "DEL" or "LA" or "LAS" or "LOS" or "Y" or "E" or "VDA" or "VIUDA" or "DA" or "DOS"
        or "DAS" or "DI" or "DU" or "VAN" or "VON" or "DER" or "DEN" or "LE";
}
