using Amparo.PrivateRelease;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Documents;

/// <summary>The released tables that a publication may take its figures from.</summary>
/// <param name="Cubes">Released cubes; of several with one id the last counts.</param>
/// <param name="Registers">Released registers.</param>
public sealed record DocumentTables(IReadOnlyList<Released<Cube>> Cubes, IReadOnlyList<Released<RegisterTable>> Registers);

/// <summary>A telephone line for victims that somebody has called and found right.</summary>
/// <param name="Number">The number as it is dialled.</param>
/// <param name="Name">What the line is called.</param>
public sealed record Hotline(string Number, LocalizedText Name);

/// <summary>What an earlier edition of a publication said, and the released tables that it took it from.</summary>
/// <param name="Edition">The earlier edition's record.</param>
/// <param name="Tables">The tables of its releases, as far as their archives still exist.</param>
public sealed record EarlierEdition(DocumentEdition Edition, DocumentTables Tables);

/// <summary>Which edition of a publication is asked for.</summary>
/// <param name="Place">The country's code; null for the region.</param>
/// <param name="Year">The year, as a code of the tables.</param>
public sealed record DocumentRequest(string? Place, int Year)
{
    /// <summary>Where the short addresses of figures lead: an absolute address without a slash at its end.</summary>
    public required Uri Base { get; init; }

    /// <summary>The confirmed line of the place; null where there is none.</summary>
    public Hotline? Hotline { get; init; }

    /// <summary>The edition to compare with; null for none.</summary>
    public EarlierEdition? Earlier { get; init; }
}
