using System.Text.RegularExpressions;

namespace Amparo.Platform.Keys;

/// <summary>What one key seals, and what is erased when that key is destroyed: a kind of work, an organisation's file, one person.</summary>
/// <remarks>Its id stands in the store in clear text: it may be a name out of the program or the key of a row, never a person's name.</remarks>
public sealed partial record Compartment
{
    /// <summary>Makes a compartment.</summary>
    /// <param name="id">Lower-case letters, digits, and single hyphens, dots or colons between them; at most 100 characters.</param>
    /// <exception cref="ArgumentException">The id is not of this form.</exception>
    public Compartment(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length > 100 || !Form().IsMatch(id))
            throw new ArgumentException("A compartment's id has lower-case letters, digits, hyphens, dots and colons.", nameof(id));
        Id = id;
    }

    /// <summary>What the installation seals for itself: the keys of its cookies.</summary>
    public static Compartment Node { get; } = new("node");

    /// <summary>The pseudonyms of the audit.</summary>
    public static Compartment Audit { get; } = new("audit");

    /// <summary>The installation's own, in the order in which they are shown and renewed.</summary>
    public static IReadOnlyList<Compartment> Own { get; } = [Node, Audit];

    /// <summary>The id.</summary>
    public string Id { get; }

    /// <summary>Whether the installation cannot go on without a key of it: a destroyed one is followed by a new one.</summary>
    internal bool IsNeeded => Own.Contains(this);

    /// <summary>Nothing: an id may be the key of a person's row.</summary>
    public override string ToString() => nameof(Compartment);

    [GeneratedRegex(@"\A[a-z0-9]+([-.:][a-z0-9]+)*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
