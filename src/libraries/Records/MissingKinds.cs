namespace Amparo.Records;

/// <summary>How the kinds of missing values are written in mappings and in the standard file.</summary>
public static class MissingKinds
{
    private static readonly string[] Names = ["blank", "not-asked", "unknown", "refused", "not-applicable", "suppressed"];

    /// <summary>All kinds, in the order of their numbers.</summary>
    public static IReadOnlyList<MissingKind> All { get; } = Enum.GetValues<MissingKind>();

    /// <summary>The name of a kind, also its code in the list <c>missing</c>: <c>not-asked</c>.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such kind.</exception>
    public static string NameOf(MissingKind kind)
    {
        if (kind is < MissingKind.Blank or > MissingKind.Suppressed)
            throw new ArgumentOutOfRangeException(nameof(kind));
        return Names[(int)kind - 1];
    }

    /// <summary>Finds a kind by its name.</summary>
    /// <param name="name">The name; case matters. Null finds nothing.</param>
    /// <returns>The kind, or null.</returns>
    public static MissingKind? Find(string? name) =>
        Array.IndexOf(Names, name) is >= 0 and var position ? (MissingKind)(position + 1) : null;
}
