using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>One field of a record schema.</summary>
/// <param name="Id">The field's id, also its column name in the standard file.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="List">The codes of a coded field or of flags; null for all other kinds.</param>
/// <param name="Sensitivity">How close the field comes to naming a person.</param>
/// <param name="Title">What the field is called.</param>
public sealed record RecordField(string Id, FieldKind Kind, CodeList? List, Sensitivity Sensitivity, LocalizedText Title)
{
    /// <summary>Whether the field is kept as text: texts, dates and whole numbers.</summary>
    public bool IsText => Kind is FieldKind.Text or FieldKind.Date or FieldKind.WholeNumber;
}
