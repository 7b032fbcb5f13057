namespace Amparo.Platform.Http;

/// <summary>What a script can ask for: the rule that the gate holds and the description that is published are of this one object.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path below <see cref="DeskAddress.Api"/>; ids in braces.</param>
/// <param name="Rule">Who may. A rule that asks for a confirmation is fulfilled by no script.</param>
public sealed record ApiOperation(string Method, string Path, DeskRule Rule)
{
    /// <summary>Its name in the description, such as <c>listSubmissions</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it does, in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The JSON object that is sent; null for none.</summary>
    public Type? Takes { get; init; }

    /// <summary>The media type of bytes that are sent; null for none.</summary>
    public string? TakesMedia { get; init; }

    /// <summary>The JSON that is answered; null for none.</summary>
    public Type? Gives { get; init; }

    /// <summary>The media type of an answer that is no JSON; null for none.</summary>
    public string? GivesMedia { get; init; }

    /// <summary>The status of what went well.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The most bytes that may be sent.</summary>
    public long LargestBody { get; init; } = DeskGate.SmallForm;

    /// <summary>Whether a script is ever let through.</summary>
    public bool IsForScripts => !Rule.NeedsConfirmation;

    /// <summary>The names of the parts of the path.</summary>
    public IReadOnlyList<string> Parts =>
        [.. Path.Split('/').Where(part => part.StartsWith('{')).Select(part => part[1..^1])];

    /// <summary>Whether a path is this one's, whatever the ids in it.</summary>
    /// <param name="path">A whole path.</param>
    internal bool IsAt(string? path)
    {
        var (mine, asked) = ((DeskAddress.Api + Path).Split('/'), (path ?? "").TrimEnd('/').Split('/'));
        return mine.Length == asked.Length && mine.Zip(asked).All(part => part.First.StartsWith('{') ? part.Second.Length > 0 : part.First.Equals(part.Second, StringComparison.OrdinalIgnoreCase));
    }
}
