namespace Amparo.Linkage.Reading;

/// <summary>The columns that are recognised by their names.</summary>
/// <remarks>Names are compared without case, and with blanks and hyphens as underscores. A name that is not here is ignored, and that is said.</remarks>
internal static class ColumnRecognition
{
    private static readonly Dictionary<string, FieldRole> Roles = new(StringComparer.Ordinal)
    {
        ["rec_id"] = FieldRole.Id,
        ["record"] = FieldRole.Id,
        ["unique_id"] = FieldRole.Id,
        ["record_id"] = FieldRole.Id,
        ["id"] = FieldRole.Id,
        ["agency"] = FieldRole.List,
        ["list"] = FieldRole.List,
        ["source_dataset"] = FieldRole.List,
        ["given1"] = FieldRole.Given,
        ["given2"] = FieldRole.Given,
        ["given_names"] = FieldRole.Given,
        ["given_name"] = FieldRole.Given,
        ["first_name"] = FieldRole.Given,
        ["fname_c1"] = FieldRole.Given,
        ["fname_c2"] = FieldRole.Given,
        ["nombres"] = FieldRole.Given,
        ["surname1"] = FieldRole.Surname,
        ["surname2"] = FieldRole.Surname,
        ["surname_1"] = FieldRole.Surname,
        ["surname_2"] = FieldRole.Surname,
        ["surname"] = FieldRole.Surname,
        ["last_name"] = FieldRole.Surname,
        ["lname_c1"] = FieldRole.Surname,
        ["lname_c2"] = FieldRole.Surname,
        ["apellidos"] = FieldRole.Surname,
        ["sex"] = FieldRole.Sex,
        ["gender"] = FieldRole.Sex,
        ["sexo"] = FieldRole.Sex,
        ["dob"] = FieldRole.Birth,
        ["date_of_birth"] = FieldRole.Birth,
        ["birth_date"] = FieldRole.Birth,
        ["by"] = FieldRole.BirthYear,
        ["bm"] = FieldRole.BirthMonth,
        ["bd"] = FieldRole.BirthDay,
        ["age"] = FieldRole.Age,
        ["ref_date"] = FieldRole.ReferenceDate,
        ["registered"] = FieldRole.ReferenceDate,
        ["municipality"] = FieldRole.Place,
        ["city"] = FieldRole.Place,
        ["suburb"] = FieldRole.Place,
        ["birth_place"] = FieldRole.Place,
        ["doc_id"] = FieldRole.Document,
        ["document"] = FieldRole.Document,
        ["soc_sec_id"] = FieldRole.Document,
        ["uganda_nin"] = FieldRole.Document,
        ["art_number"] = FieldRole.Document,
        ["phone"] = FieldRole.Phone,
        ["phone_number"] = FieldRole.Phone,
        ["email"] = FieldRole.Email,
        ["postcode"] = FieldRole.Text,
        ["postcode_fake"] = FieldRole.Text,
        ["street_number"] = FieldRole.Text,
        ["address_1"] = FieldRole.Text,
        ["address_2"] = FieldRole.Text,
        ["occupation"] = FieldRole.Text,
        ["citizenship"] = FieldRole.Nationality,
        ["nationality"] = FieldRole.Nationality,
    };

    /// <summary>What a column says, going by its name.</summary>
    /// <param name="column">The column's name as the file has it.</param>
    public static FieldRole RoleOf(string column) =>
        Roles.GetValueOrDefault(column.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_'));
}
