namespace Amparo.Demonstration.Population;

/// <summary>A form of exploitation, in the order of the code list.</summary>
internal enum Form
{
    Sexual,
    Labour,
    Begging,
    Criminality,
    Marriage,
    OrganRemoval,
    Other,
}

/// <summary>A person's sex, in the order of the code list.</summary>
internal enum Sex
{
    Female,
    Male,
    Other,
}

/// <summary>A kind of agency, in the order of the code list.</summary>
internal enum Agency
{
    Police,
    Prosecution,
    Shelter,
    Migration,
    Hotline,
    Iom,
}

/// <summary>The codes by which truth files and content tables name things, by position.</summary>
internal static class Codes
{
    internal const string Unknown = "_U";

    internal static readonly List<string> Forms = ["sexual", "labour", "begging", "criminality", "marriage", "organ-removal", "other"];

    internal static readonly List<string> Sexes = ["female", "male", "other"];

    internal static readonly List<string> AgeGroups = ["0-17", "18-plus"];

    internal static readonly List<string> Agencies = ["police", "prosecution", "shelter", "migration", "hotline", "iom"];

    internal static readonly Form[] AllForms = Enum.GetValues<Form>();

    internal static readonly Agency[] AllAgencies = Enum.GetValues<Agency>();
}

/// <summary>A set of forms of exploitation.</summary>
internal readonly record struct FormSet(int Bits)
{
    internal bool IsEmpty => Bits == 0;

    internal bool Contains(Form form) => (Bits & (1 << (int)form)) != 0;

    internal FormSet With(Form form) => new(Bits | (1 << (int)form));

    internal IEnumerable<Form> Forms()
    {
        var set = this;
        return Codes.AllForms.Where(set.Contains);
    }
}
