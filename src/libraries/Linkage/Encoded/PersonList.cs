namespace Amparo.Linkage.Encoded;

/// <summary>The persons of a file who may be encoded.</summary>
/// <param name="Records">Their records, in the file's order.</param>
/// <param name="WithoutConsent">How many rows were left out because the file has a column of consent and does not say yes there.</param>
/// <param name="Fields">The fields that the file's columns bring, in the schema's words.</param>
public sealed record PersonList(IReadOnlyList<PersonRecord> Records, int WithoutConsent, IReadOnlyList<string> Fields);
