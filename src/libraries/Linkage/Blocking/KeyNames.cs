using Amparo.Linkage.Comparing;

namespace Amparo.Linkage.Blocking;

/// <summary>Keys by their names.</summary>
internal static class KeyNames
{
    private static readonly Dictionary<KeyPart, string> Names = new()
    {
        [KeyPart.AnySurname] = "surname",
        [KeyPart.BothSurnames] = "surnames",
        [KeyPart.AnyGiven] = "given",
        [KeyPart.FirstGiven] = "given-1",
        [KeyPart.GivenStart] = "given-start",
        [KeyPart.SurnameStart] = "surname-start",
        [KeyPart.BirthDay] = "birth-day",
        [KeyPart.DayAndMonth] = "day-and-month",
        [KeyPart.BirthYear] = "birth-year",
        [KeyPart.BirthMonth] = "birth-month",
        [KeyPart.Sex] = "sex",
        [KeyPart.Everybody] = "all",
    };

    /// <summary>A key's name: its parts, joined by a plus sign.</summary>
    /// <param name="key">The key.</param>
    /// <param name="fields">The value fields by place.</param>
    public static string Of(BlockingKey key, IReadOnlyList<ValueField> fields) =>
        string.Join('+', key.Parts.Select(part => part >= KeyPart.Value ? fields[part - KeyPart.Value].Name : Names[part]));

    /// <summary>Reads a key's name.</summary>
    /// <returns>The key; null if a part is unknown or both names are "whichever".</returns>
    public static BlockingKey? Read(string name, IReadOnlyList<ValueField> fields)
    {
        var parts = new List<KeyPart>();
        foreach (var word in name.Split('+', StringSplitOptions.TrimEntries))
        {
            var named = Names.Where(pair => pair.Value == word).Select(pair => (KeyPart?)pair.Key).FirstOrDefault()
                ?? fields.Index().Where(field => field.Item.Name == word).Select(field => (KeyPart?)(KeyPart.Value + field.Index)).FirstOrDefault();
            if (named is not { } part)
                return null;
            parts.Add(part);
        }

        return new(parts);
    }
}
