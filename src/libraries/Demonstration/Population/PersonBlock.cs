namespace Amparo.Demonstration.Population;

/// <summary>A block of persons of one country: the unit of work, made from a stream of its own.</summary>
/// <param name="Country">The country's code.</param>
/// <param name="Number">The block's number within the country, from zero.</param>
internal sealed record PersonBlock(string Country, int Number)
{
    /// <summary>Persons in a full block. It is part of the format: another size gives other bytes.</summary>
    internal const int FullSize = 4096;

    /// <summary>The country's position in the content table, from zero.</summary>
    internal required int CountryIndex { get; init; }

    /// <summary>How many persons the country has.</summary>
    internal required int CountryPersons { get; init; }

    /// <summary>Persons in this block.</summary>
    internal required int Size { get; init; }

    /// <summary>The number of the block's first person within the country, from one.</summary>
    internal int FirstNumber => (Number * FullSize) + 1;

    /// <summary>Cuts a country's persons into blocks; a country without persons has none.</summary>
    internal static IEnumerable<PersonBlock> Cut(string country, int countryIndex, int persons)
    {
        var blocks = (persons + FullSize - 1) / FullSize;
        for (var i = 0; i < blocks; i++)
        {
            yield return new(country, i)
            {
                CountryIndex = countryIndex,
                CountryPersons = persons,
                Size = Math.Min(FullSize, persons - (i * FullSize)),
            };
        }
    }

    /// <summary>Shares a number of persons out by largest remainders, ties to the earlier country; the parts add up exactly.</summary>
    internal static int[] Apportion(int persons, IReadOnlyList<double> shares)
    {
        var sum = shares.Sum();
        var exact = shares.Select(share => persons * share / sum).ToArray();
        var parts = exact.Select(value => (int)value).ToArray();
        var order = Enumerable.Range(0, parts.Length).OrderByDescending(i => exact[i] - parts[i]).ThenBy(i => i).ToArray();
        for (var i = 0; parts.Sum() < persons; i++)
            parts[order[i % order.Length]]++;
        return parts;
    }
}
