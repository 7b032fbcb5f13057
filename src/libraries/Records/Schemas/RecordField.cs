using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>One field of a record schema.</summary>
/// <param name="Id">The field's id, also its column name in the standard file.</param>
/// <param name="List">The codes of a coded field; null for a text field.</param>
/// <param name="Sensitivity">How close the field comes to naming a person.</param>
/// <param name="Title">What the field is called.</param>
public sealed record RecordField(string Id, CodeList? List, Sensitivity Sensitivity, LocalizedText Title);
