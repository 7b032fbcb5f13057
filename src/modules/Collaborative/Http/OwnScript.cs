namespace Amparo.Collaborative.Http;

/// <summary>Marks endpoints whose pages bring a script of our own; the host lets no other page run any.</summary>
public sealed class OwnScript
{
    /// <summary>The mark.</summary>
    public static readonly OwnScript Mark = new();
}
