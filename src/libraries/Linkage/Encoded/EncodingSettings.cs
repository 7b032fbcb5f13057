using System.Runtime.InteropServices;

namespace Amparo.Linkage.Encoded;

/// <summary>What is done to a key so that the bits of single tokens are harder to see in it.</summary>
public enum Hardening
{
    /// <summary>Nothing: 1024 bits as they were set.</summary>
    None,

    /// <summary>The two halves laid over each other by exclusive or: 512 bits.</summary>
    Fold,

    /// <summary>512 bits and their complement, in an order that the key decides: 1024 bits, of which half are set in every record.</summary>
    Balance,
}

/// <summary>A stable attribute of the person that is hashed along with every token: only records that agree in it can be linked.</summary>
public enum RecordSalt
{
    /// <summary>None.</summary>
    None,

    /// <summary>The sex.</summary>
    Sex,

    /// <summary>The year of birth. A year that differs by one loses the pair.</summary>
    BirthYear,
}

/// <summary>How keys are made beside the schema: all lists of a linkage have the same.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EncodingSettings
{
    /// <summary>What is done to the finished key.</summary>
    public Hardening Hardening { get; init; }

    /// <summary>What is hashed along with every token.</summary>
    public RecordSalt Salt { get; init; }

    /// <summary>The number of bits of a key.</summary>
    public int Bits => Hardening == Hardening.Fold ? 512 : 1024;

    internal int Words => Bits / 64;
}
