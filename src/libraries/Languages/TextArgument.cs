namespace Amparo.Languages;

/// <summary>A value to be set into a text.</summary>
/// <param name="Name">The placeholder's name as it stands between braces: <c>count</c>, <c>0</c>.</param>
/// <param name="Text">What is printed, already formatted for the reader.</param>
/// <param name="Quantity">The number behind it; the first argument that has one chooses between singular and plural. Null for words.</param>
public sealed record TextArgument(string Name, string Text, decimal? Quantity = null);
