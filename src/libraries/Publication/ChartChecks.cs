namespace Amparo.Publication;

/// <summary>What every chart demands of its caller.</summary>
internal static class ChartChecks
{
    public static void Id(ChartSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.Id is not [>= 'a' and <= 'z', ..] || spec.Id.Any(letter => !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter != '-'))
            throw new ArgumentException("A figure's id is a lower-case letter, then lower-case letters, digits and hyphens.", nameof(spec));
    }
}
