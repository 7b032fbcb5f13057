namespace Amparo.Linkage.Explaining;

/// <summary>One step from what is likely of any two records to what is likely of these two.</summary>
/// <param name="Field">What was compared: <c>surname-1</c>, <c>birth</c>, the name of a column; <c>lists</c> and <c>guard</c> for what is no field.</param>
/// <param name="Level">How alike it is: <c>name.sound</c>, <c>birth.same-day</c>, …</param>
/// <param name="Bits">log2(m / u) of the level.</param>
/// <param name="Frequency">Bits that the rarity of the agreeing value adds, apart.</param>
public sealed record WaterfallStep(string Field, string Level, double Bits, double Frequency = 0);

/// <summary>What else a single field could have said, and what the weight would then be.</summary>
/// <param name="Field">The field.</param>
/// <param name="Level">The level that it would have.</param>
/// <param name="Weight">The weight with it, in bits.</param>
public sealed record WaterfallFlip(string Field, string Level, double Weight);

/// <summary>Why two records are linked, or are not: prior and steps add up to the weight.</summary>
/// <param name="Prior">log2 odds of any two records of different lists.</param>
/// <param name="Steps">All that was compared, in the order in which people read it.</param>
/// <param name="Weight">log2 odds of these two.</param>
public sealed record Waterfall(double Prior, IReadOnlyList<WaterfallStep> Steps, double Weight)
{
    /// <summary>The single changes that would bring the pair to the other side of the threshold, the least surprising first.</summary>
    public IReadOnlyList<WaterfallFlip> Flips { get; init; } = [];

    /// <summary>The blocking keys that brought the two together; none where others of the same person did.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>The model's version: a hash in hexadecimal digits.</summary>
    public required string Model { get; init; }
}
