using Amparo.Demonstration.Population;

namespace Amparo.Demonstration.Content;

/// <summary>A country and its share of detected persons (any unit; shares are relative).</summary>
internal sealed record CountryShare(string Code, double Share);

/// <summary>One cell of the joint margin: principal form, sex, and whether the person is under 18.</summary>
internal readonly record struct MarginCell(Form Form, Sex Sex, bool Minor);

/// <summary>How agencies write a citizenship: alpha-3, Spanish country and demonyms, French country.</summary>
internal sealed record NationalityWords(string Iso3, string FrenchCountry)
{
    internal required string SpanishCountry { get; init; }

    internal required string SpanishFeminine { get; init; }

    internal required string SpanishMasculine { get; init; }
}

/// <summary>Which lists a person's names come from, and whether two surnames are borne.</summary>
internal sealed record NameOrigin(string SurnameList, string GivenList)
{
    internal required bool TwoSurnames { get; init; }
}
