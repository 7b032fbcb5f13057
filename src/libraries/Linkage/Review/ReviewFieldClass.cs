namespace Amparo.Linkage.Review;

/// <summary>How sensitive the cells of a field are: it decides which role may see them.</summary>
public enum ReviewFieldClass
{
    /// <summary>Nobody sees its cells. Also what a file means by a class that this version does not know.</summary>
    Restricted,

    /// <summary>Names and birth: what a reviewer needs in order to tell two people apart.</summary>
    Identifier,

    /// <summary>What describes without naming: sex, nationality, municipality.</summary>
    Attribute,

    /// <summary>What leads straight to a person: documents, telephones, addresses.</summary>
    Contact,
}
