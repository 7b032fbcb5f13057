using Amparo.PrivateRelease.Tables;
using Amparo.Vocabulary;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>Coarsens a column of countries so that the nine of the coalition stay and the others are as fine as the noise allows.</summary>
/// <remarks>
/// Decided from public figures alone: the code lists, the deviation of the noise, the size that the release is expected to have. The true counts
/// are never looked at, so the choice costs no budget and says nothing of anybody. A group of codes is expected to hold the persons that its share
/// of all codes gives it; its predicted error is the mean absolute noise, sqrt(2/pi) times the deviation, as a share of them. Where that is above what is allowed, the
/// group rolls up: country, area, sub-region, region, other.
/// </remarks>
internal static class RegionalRecoding
{
    /// <summary>The countries that never vanish.</summary>
    public static readonly IReadOnlyList<string> Own = ["BZ", "CR", "DO", "SV", "GT", "HN", "MX", "NI", "PA"];

    /// <summary>Chooses, for every code of a list of countries, what it becomes.</summary>
    /// <param name="levels">From the list of countries upwards, each starting where the one before ends.</param>
    /// <param name="expectation">What is expected of the release.</param>
    /// <returns>The plan, or PRV-037 where the expectation is no usable number, PRV-035 where the levels do not follow each other.</returns>
    public static Outcome<RegionalPlan> Choose(IReadOnlyList<Hierarchy> levels, ReleaseExpectation expectation)
    {
        if (expectation.Rows < 1 || !(expectation.Deviation >= 0 && double.IsFinite(expectation.Deviation)) || !(expectation.AllowedError > 0 && double.IsFinite(expectation.AllowedError)))
            return new Problem(PrivateReleaseProblems.WrongExpectation, "expectation");
        for (var level = 1; level < levels.Count; level++)
        {
            if (levels[level].Narrower.Id != levels[level - 1].Broader.Id)
                return new Problem(PrivateReleaseProblems.HierarchyDoesNotFit, levels[level].Id);
        }

        var countries = levels[0].Narrower.Codes;
        var choices = new CountryChoice[countries.Count];
        // What a country is at each level; level 0 is the country itself. Null: placed nowhere.
        var ancestors = countries.Select(country => Ancestors(country.Id, levels)).ToArray();
        bool IsOwn(int country) => Own.Contains(countries[country].Id, StringComparer.Ordinal);
        for (var country = 0; country < countries.Count; country++)
        {
            if (IsOwn(country))
                choices[country] = new(countries[country].Id, countries[country].Id, 0, CoarseningReason.OwnCountry, Error(1));
        }

        for (var level = 0; level <= levels.Count; level++)
        {
            // Who stays finer is no part of the group; nor are the nine, which are published by themselves.
            var groups = Enumerable.Range(0, countries.Count).Where(country => choices[country] is null && ancestors[country][level] is not null)
                .GroupBy(country => ancestors[country][level]!, StringComparer.Ordinal).Select(group => (Code: group.Key, Members: group.ToArray())).ToArray();
            foreach (var (code, members) in groups)
            {
                if (Error(members.Length) > expectation.AllowedError)
                    continue;
                foreach (var country in members)
                    choices[country] = new(countries[country].Id, code, level, level == 0 ? CoarseningReason.FineEnough : CoarseningReason.NoiseTooLarge, Error(members.Length));
            }
        }

        int[] left = [.. Enumerable.Range(0, countries.Count).Where(country => choices[country] is null)];
        foreach (var country in left)
        {
            var reason = ancestors[country][^1] is null ? CoarseningReason.PlacedNowhere : CoarseningReason.NoiseTooLarge;
            choices[country] = new(countries[country].Id, RegionalPlan.Other, levels.Count + 1, reason, Error(left.Length));
        }

        return new RegionalPlan(choices, levels);

        double Error(int codes) => Math.Sqrt(2 / Math.PI) * expectation.Deviation / (expectation.Rows * ((double)codes / countries.Count));
    }

    private static string?[] Ancestors(string country, IReadOnlyList<Hierarchy> levels)
    {
        var ancestors = new string?[levels.Count + 1];
        ancestors[0] = country;
        for (var level = 0; level < levels.Count; level++)
            ancestors[level + 1] = ancestors[level] is { } code ? levels[level].BroaderOf(code)?.Id : null;
        return ancestors;
    }
}

/// <summary>What is expected of a release before anything is counted.</summary>
/// <param name="Rows">The number of persons that the release is declared to have about; never the true one.</param>
/// <param name="Deviation">The standard deviation of the noise on one count, in persons.</param>
/// <param name="AllowedError">The mean absolute error allowed, as a share of the persons expected in a code.</param>
internal sealed record ReleaseExpectation(long Rows, double Deviation, double AllowedError);

/// <summary>Why a country became what it became.</summary>
internal enum CoarseningReason
{
    /// <summary>One of the nine: it stays, whatever the noise.</summary>
    OwnCountry,

    /// <summary>The noise is expected to be small enough for the country by itself.</summary>
    FineEnough,

    /// <summary>At every finer level the noise is expected to be larger than allowed.</summary>
    NoiseTooLarge,

    /// <summary>The hierarchy places the code nowhere at the level that would be needed.</summary>
    PlacedNowhere,
}

/// <summary>What one country becomes.</summary>
/// <param name="Country">Its code.</param>
/// <param name="Becomes">The code of the country, area, sub-region or region, or <see cref="RegionalPlan.Other"/>.</param>
/// <param name="Level">0 the country, 1 the first hierarchy's broader list, and so on; one more than the hierarchies: other.</param>
/// <param name="Reason">Why.</param>
/// <param name="PredictedError">Mean absolute noise as a share of the persons expected in what it becomes.</param>
internal sealed record CountryChoice(string Country, string Becomes, int Level, CoarseningReason Reason, double PredictedError);

/// <summary>What every country becomes, and the column that follows from it.</summary>
internal sealed class RegionalPlan
{
    /// <summary>The code of everything that is coarsened furthest.</summary>
    public const string Other = "other-countries";

    private readonly ushort[] _map;

    public RegionalPlan(IReadOnlyList<CountryChoice> choices, IReadOnlyList<Hierarchy> levels)
    {
        Choices = choices;
        Hierarchies = [.. levels.Select(level => level.Id)];
        // An area and a sub-region may share an id: the level is part of what is one code.
        var codes = choices.Select(choice => (choice.Level, choice.Becomes)).Distinct().ToList();
        Codes = [.. codes.Select(code => code.Becomes)];
        Labels = [.. codes.Select(code => codes.Count(other => other.Becomes == code.Becomes) == 1 || code.Level > levels.Count ? code.Becomes
            : code.Level == 0 ? code.Becomes : $"{levels[code.Level - 1].Broader.Id}:{code.Becomes}")];
        _map = [.. choices.Select(choice => (ushort)codes.IndexOf((choice.Level, choice.Becomes)))];
    }

    /// <summary>What each country becomes, in the order of their list.</summary>
    public IReadOnlyList<CountryChoice> Choices { get; }

    /// <summary>The hierarchies climbed.</summary>
    public IReadOnlyList<string> Hierarchies { get; }

    /// <summary>The codes of the new column, in order.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>How the new codes are written: their ids; one that two levels share, with its list before it.</summary>
    public IReadOnlyList<string> Labels { get; }

    private static CodedTable Relabelled(CodedTable table, int column, IReadOnlyList<string> labels)
    {
        CodedColumn[] domain = [.. table.Domain.Columns];
        domain[column] = domain[column] with { Labels = labels };
        return new(new CodedDomain(domain), [.. Enumerable.Range(0, domain.Length).Select(at => table.Column(at).ToArray())]);
    }

    /// <summary>Recodes a column; its codes past the list of countries (absent, other) stay codes of their own after the new ones.</summary>
    public Outcome<CodedTable> Apply(CodedTable table, int column)
    {
        var further = table.Domain.SizeOf(column) - _map.Length;
        if (further < 0)
            return new Problem(PrivateReleaseProblems.HierarchyDoesNotFit, table.Domain.Columns[column].Name);
        ushort[] map = [.. _map, .. Enumerable.Range(Codes.Count, further).Select(code => (ushort)code)];
        var coarse = Generalisation.Recode(table, column, (map, Codes.Count + further));
        return table.Domain.Columns[column].Labels is { } labels
            ? Relabelled(coarse, column, [.. Labels, .. labels.Skip(_map.Length)])
            : coarse;
    }
}
