namespace Amparo.Vocabulary.Rules;

/// <summary>What a rule would answer if one element were known to be otherwise, all else as recorded.</summary>
/// <param name="Element">The element's id.</param>
/// <param name="IsMissing">
/// Whether the element is unknown and can decide: there is a completion of the other unknown elements under which it makes the difference.
/// </param>
/// <param name="IfMet">The answer if the element were met.</param>
/// <param name="IfNotMet">The answer if it were not met.</param>
public sealed record ElementEffect(string Element, bool IsMissing, Truth IfMet, Truth IfNotMet)
{
    /// <summary>Tries each element both ways.</summary>
    /// <param name="elements">The elements and their recorded values; a handful, for every completion is tried.</param>
    /// <param name="rule">The rule over the values, in the order of the elements.</param>
    /// <returns>The effects of the elements that change the answer or are missing, in the order given.</returns>
    internal static IReadOnlyList<ElementEffect> Of(
        IReadOnlyList<(string Id, Truth Value)> elements, Func<IReadOnlyList<Truth>, Truth> rule)
    {
        var values = elements.Select(element => element.Value).ToArray();
        var answer = rule(values);
        return [.. elements.Index()
            .Select(at => new ElementEffect(
                at.Item.Id,
                at.Item.Value == Truth.Unknown && Completions(values, at.Index).Any(world => Decides(rule, world, at.Index)),
                rule(With(values, at.Index, Truth.Met)),
                rule(With(values, at.Index, Truth.NotMet))))
            .Where(effect => effect.IsMissing || effect.IfMet != answer || effect.IfNotMet != answer)];
    }

    private static bool Decides(Func<IReadOnlyList<Truth>, Truth> rule, Truth[] world, int at) =>
        rule(With(world, at, Truth.Met)) != rule(With(world, at, Truth.NotMet));

    // Every way in which the unknown elements other than one may turn out.
    private static IEnumerable<Truth[]> Completions(Truth[] values, int except)
    {
        var open = Enumerable.Range(0, values.Length).Where(at => at != except && values[at] == Truth.Unknown).ToArray();
        for (var bits = 0; bits < 1 << open.Length; bits++)
        {
            var world = (Truth[])values.Clone();
            for (var i = 0; i < open.Length; i++)
                world[open[i]] = (bits >> i & 1) == 1 ? Truth.Met : Truth.NotMet;
            yield return world;
        }
    }

    private static Truth[] With(Truth[] values, int at, Truth value)
    {
        var changed = (Truth[])values.Clone();
        changed[at] = value;
        return changed;
    }
}
