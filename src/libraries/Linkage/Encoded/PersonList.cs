using System.Text;
using Amparo.Linkage.Comparing;
using Amparo.Linkage.Normalising;
using Amparo.Linkage.Reading;
using Amparo.Vocabulary;

namespace Amparo.Linkage.Encoded;

/// <summary>The persons of a file who may be encoded.</summary>
/// <param name="Records">Their records, in the file's order.</param>
/// <param name="WithoutConsent">How many rows were left out because the file has a column of consent and does not say yes there.</param>
/// <param name="Fields">The fields that the file's columns bring, in the schema's words.</param>
/// <remarks>
/// Read and normalised as lists in clear text are (<see cref="PersonLists"/>), so that what links in clear text is what is encoded. Of the columns for other texts only
/// <c>postcode</c> is looked at; where there is a column <c>consent</c> or <c>consentimiento</c>, only rows that say yes are read.
/// </remarks>
public sealed record PersonList(IReadOnlyList<PersonRecord> Records, int WithoutConsent, IReadOnlyList<string> Fields)
{
    /// <summary>Reads the persons of a list.</summary>
    /// <param name="source">The list.</param>
    /// <param name="knowledge">Nicknames and abbreviations: the same for all agencies of a linkage.</param>
    /// <returns>
    /// The persons; or <c>LNK-030</c> without any column to encode, <c>LNK-045</c> if nobody is left, or what
    /// <see cref="PersonLists.Read"/> fails by.
    /// </returns>
    public static Outcome<PersonList> Read(ListSource source, NameKnowledge knowledge)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(knowledge);
        var lists = PersonLists.Read([source], RoleOf, _ => { });
        return lists.Succeeded ? Of(lists.Value, knowledge) : Outcome<PersonList>.Refused(lists.Problems);
    }

    // An encoded list is one list, whatever its columns say; what no schema has is not looked at.
    private static FieldRole RoleOf(string column) => ColumnRecognition.RoleOf(column) switch
    {
        FieldRole.List or FieldRole.Email or FieldRole.Nationality => FieldRole.Ignored,
        FieldRole.Text when !column.Trim().Equals(EncodingSchema.Postcode, StringComparison.OrdinalIgnoreCase) => FieldRole.Ignored,
        FieldRole.Ignored when column.Trim().ToUpperInvariant() is "CONSENT" or "CONSENTIMIENTO" => FieldRole.Consent,
        var role => role,
    };

    private static Outcome<PersonList> Of(PersonLists lists, NameKnowledge knowledge)
    {
        var roles = lists.Columns.Select(column => column.Role).ToHashSet();
        if (!roles.Overlaps([FieldRole.Given, FieldRole.Surname, FieldRole.Document]))
            return new Problem(EncodedProblems.NoFields, "file");
        var table = PersonTable.Of(lists, knowledge);
        var texts = new RecordTexts(table, knowledge);
        var consents = lists.Columns.Where(column => column.Role == FieldRole.Consent)
            .Select(column => (column.Codes, Yes: SayYes(column))).ToList();
        var records = new List<PersonRecord>(lists.Count);
        for (var record = 0; record < lists.Count; record++)
        {
            if (consents.TrueForAll(consent => consent.Yes[consent.Codes[record]]))
                records.Add(new PersonRecord(lists.IdOf(record), texts.Of(table.RowOf(record))));
        }

        string[] fields = [.. roles.Select(RecordTexts.FieldOf).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return records.Count == 0 ? new Problem(EncodedProblems.EmptyList, "file") : new PersonList(records, lists.Count - records.Count, fields);
    }

    private static bool[] SayYes(RawColumn column) =>
        [.. Enumerable.Range(0, column.Texts.Count).Select(text =>
            PlainText.Letters(Encoding.UTF8.GetString(column.Texts[text])) is "YES" or "SI" or "Y" or "S" or "TRUE" or "1" or "OUI" or "WI")];
}
