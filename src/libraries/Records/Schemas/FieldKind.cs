namespace Amparo.Records;

/// <summary>What a field of a standard record holds.</summary>
public enum FieldKind
{
    /// <summary>Any text (<c>text</c>).</summary>
    Text,

    /// <summary>One code of a list, or why there is none (<c>coded</c>).</summary>
    Coded,

    /// <summary>Several codes of a list at once, each yes, no or missing on its own (<c>flags</c>).</summary>
    Flags,

    /// <summary>A date known to the year, the month or the day, kept as its ISO text (<c>date</c>).</summary>
    Date,

    /// <summary>A whole number, kept as its text (<c>integer</c>).</summary>
    WholeNumber,

    /// <summary>A published count: a number, an interval, or why there is none (<c>count</c>).</summary>
    Count,
}
