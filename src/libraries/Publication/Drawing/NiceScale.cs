namespace Amparo.Publication.Drawing;

/// <summary>An axis from zero to a round number, with round steps: 1, 2 or 5 times a power of ten.</summary>
internal sealed record NiceScale(decimal Step, int Steps)
{
    public decimal Top => Step * Steps;

    /// <summary>The smallest scale that holds a maximum in at most so many steps; whole ones where fractions make no sense.</summary>
    public static NiceScale For(decimal maximum, int mostSteps, bool whole)
    {
        if (maximum <= 0)
            return new NiceScale(1, 1);

        decimal power = 1;
        while (power < maximum / mostSteps / 10)
            power *= 10;
        while (!whole && power / 10 > maximum / mostSteps)
            power /= 10;
        foreach (var factor in (ReadOnlySpan<decimal>)[1, 2, 5, 10])
        {
            var steps = (int)Math.Ceiling(maximum / (power * factor));
            if (steps <= mostSteps)
                return new NiceScale(power * factor, Math.Max(1, steps));
        }

        return new NiceScale(power * 10, mostSteps);
    }

    public IEnumerable<decimal> Ticks() => Enumerable.Range(0, Steps + 1).Select(step => step * Step);

    /// <summary>Where a value lies, as a fraction of the axis.</summary>
    public decimal Share(decimal value) => value / Top;
}
