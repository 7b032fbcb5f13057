using Amparo.Vocabulary;

namespace Amparo.Linkage.Encoded.Attacks;

/// <summary>What an attack came to.</summary>
/// <param name="Attack">The attack's name: <c>frequency</c>, <c>patterns</c>, <c>graph</c>, or <c>graph-insider</c> for one who knows the persons of some rows already.</param>
/// <param name="Targets">The rows attacked whose person is in the attacker's list.</param>
/// <param name="Guesses">The rows for which the attack named a person.</param>
/// <param name="Right">The guesses that were right.</param>
public sealed record AttackResult(string Attack, int Targets, int Guesses, int Right)
{
    /// <summary>The share of the targets that were re-identified.</summary>
    public double Rate => Targets == 0 ? 0 : (double)Right / Targets;

    /// <summary>The share of the guesses that were right; zero without any.</summary>
    public double Precision => Guesses == 0 ? 0 : (double)Right / Guesses;
}

/// <summary>Tries known attacks on an encoded list, with the truth at hand to say how far they come.</summary>
/// <remarks>
/// The attacker has the encoded list, a list of persons in clear text, the schema and the settings, and not the key. What is measured is a lower limit: these are lightweight forms of
/// published attacks, and somebody with more time does better. The papers are named at each attack. Nothing is promised by a rate of zero.
/// </remarks>
public static class EncodingAttack
{
    /// <summary>The most rows of either list that are used; the cost of the graph grows with their square.</summary>
    public const int MostRows = 2000;

    /// <summary>The rows whose persons an insider knows: those whom she has met.</summary>
    public const int KnownToInsider = 16;

    /// <summary>Runs all attacks.</summary>
    /// <param name="encoding">The encoded list with its record ids.</param>
    /// <param name="plain">The attacker's list; whoever is in both has the same record id.</param>
    /// <param name="schema">The schema of the encoding.</param>
    /// <param name="random">Bytes for the attacker's own key, under which the plain list is encoded to compare similarities.</param>
    /// <returns>A result for each attack; <c>LNK-039</c> if the encoding was made by another schema, <c>LNK-035</c> for an attacker's list below 100 persons.</returns>
    public static Outcome<IReadOnlyList<AttackResult>> Run(ListEncoding encoding, PersonList plain, EncodingSchema schema, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        ArgumentNullException.ThrowIfNull(plain);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(random);
        if (encoding.List.Header.Schema != schema.Id || encoding.List.Header.SchemaVersion != schema.Version)
            return new Problem(EncodedProblems.OtherSchema, "attack");
        var key = LinkageKey.FromShares([KeyShare.Draw(random), KeyShare.Draw(random)]);
        if (!key.Succeeded)
            return Outcome<IReadOnlyList<AttackResult>>.Refused(key.Problems);
        var known = plain with { Records = [.. plain.Records.Take(MostRows)] };
        var simulated = ListEncoding.Of(known, new RecordEncoder(schema, key.Value, encoding.List.Header.Settings), default, random);
        if (!simulated.Succeeded)
            return Outcome<IReadOnlyList<AttackResult>>.Refused(simulated.Problems);
        var field = new AttackField(encoding, simulated.Value, known, schema);
        var insider = field.Known(KnownToInsider);
        return new AttackResult[]
        {
            field.Judge("frequency", FrequencyAttack.Guess(field), []),
            field.Judge("patterns", PatternAttack.Guess(field), []),
            field.Judge("graph", GraphAttack.Guess(field, []), []),
            field.Judge("graph-insider", GraphAttack.Guess(field, insider), insider),
        };
    }
}
