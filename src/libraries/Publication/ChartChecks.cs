namespace Amparo.Publication;

/// <summary>What every chart demands of its caller.</summary>
internal static class ChartChecks
{
    public static void Id(ChartSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var plain = spec.Id is [>= 'a' and <= 'z', ..]
            && spec.Id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
        if (!plain)
            throw new ArgumentException("A figure's id is a lower-case letter, then lower-case letters, digits and hyphens.", nameof(spec));
    }
}
