namespace Amparo.Collaborative.Contents;

/// <summary>A sealed piece of a content. In the store, so that any host can go on where another one ended, and a backup is one thing.</summary>
public sealed class ContentPiece
{
    /// <summary>The content.</summary>
    public required Guid ContentId { get; init; }

    /// <summary>Its place, from zero.</summary>
    public required int Number { get; init; }

    /// <summary>The sealed bytes.</summary>
    public required byte[] Bytes { get; init; }
}
