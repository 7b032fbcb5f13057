namespace Amparo.Vocabulary.Rules;

/// <summary>The ids of the elements that the rules ask for; their names are the code list <c>rule-element</c>.</summary>
public static class RuleElements
{
    /// <summary>What was done with the person; codes: <c>palermo-act</c>.</summary>
    public const string Act = "act";

    /// <summary>How it was done; codes: <c>palermo-means</c>.</summary>
    public const string Means = "means";

    /// <summary>What for; codes: <c>palermo-purpose</c> and <c>palermo-purpose-national</c>. An intention: nothing need have happened.</summary>
    public const string Purpose = "purpose";

    /// <summary>Whether the person was under eighteen at the time; answered by <see cref="AgeStatement"/>, not by a question.</summary>
    public const string Child = "child";

    /// <summary>Whether the person consented. Recorded and explained; it decides nothing.</summary>
    public const string Consent = "consent";

    /// <summary>Whether the exploitation has happened. Recorded and explained; it decides nothing.</summary>
    public const string Exploitation = "exploitation";

    /// <summary>Whether organs were traded: an offence of its own, beside trafficking in persons.</summary>
    public const string OrganCommerce = "organ-commerce";

    /// <summary>Whether medical staff took part or made it possible.</summary>
    public const string MedicalActor = "medical-actor";

    /// <summary>Whether a border was crossed.</summary>
    public const string Crossing = "crossing";

    /// <summary>Whether the entry did not comply with the requirements for legal entry.</summary>
    public const string IrregularEntry = "irregular-entry";

    /// <summary>Whether the person is a national or a permanent resident of the State entered.</summary>
    public const string NationalOrResident = "national-or-resident";

    /// <summary>Whether somebody else procured the entry.</summary>
    public const string Procurement = "procurement";

    /// <summary>Whether it was for a financial or other material benefit; codes: <c>smuggling-benefit</c>.</summary>
    public const string Benefit = "benefit";

    /// <summary>Whether fraudulent documents were made, obtained, provided or possessed; codes: <c>smuggling-document</c>.</summary>
    public const string Document = "document";

    /// <summary>Whether that was to make smuggling possible.</summary>
    public const string DocumentForSmuggling = "document-for-smuggling";

    /// <summary>Whether somebody enabled the stay by illegal means.</summary>
    public const string Stay = "stay";

    /// <summary>The code of <see cref="Purpose"/> for the removal of organs, which is a purpose of its own.</summary>
    public const string OrganRemoval = "organ-removal";
}
