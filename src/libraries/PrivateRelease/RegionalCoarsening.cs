using Amparo.PrivateRelease.Accounting;
using Amparo.PrivateRelease.Anonymity;
using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Synthesis;
using Amparo.PrivateRelease.Tables;
using Amparo.Vocabulary;

namespace Amparo.PrivateRelease;

/// <summary>A column that was made coarser before a release, and how far.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Level">The list that its coarsest codes are of; public.</param>
/// <param name="Before">How many codes it had.</param>
/// <param name="After">How many it has.</param>
public sealed record CoarsenedColumn(string Column, string Level, int Before, int After)
{
    /// <summary>Whether the schema said so once for all, whatever the noise.</summary>
    public bool Declared { get; init; }
}

/// <summary>A table whose columns of countries are as fine as the noise allows.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">What was made coarser, what the schema joined by declaration first.</param>
public sealed record CoarsenedTable(CodedTable Table, IReadOnlyList<CoarsenedColumn> Columns);

/// <summary>Makes columns of countries coarser where the noise foretold for them is too large; the nine countries of the coalition never vanish.</summary>
/// <remarks>Decided from the schema, epsilon and the declared number of persons alone: the true counts are not looked at, and it costs no budget.</remarks>
public static class RegionalCoarsening
{
    /// <summary>Makes the columns of a schema coarser that declare how.</summary>
    /// <param name="table">The table, coded by the schema.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="epsilon">The epsilon of the release; positive.</param>
    /// <returns>The table; <c>PRV-037</c> if the schema does not say how many persons are expected, <c>PRV-010</c> if epsilon is none.</returns>
    public static Outcome<CoarsenedTable> Apply(CodedTable table, ReleaseSchema schema, double epsilon)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(schema);
        var coarsened = new List<CoarsenedColumn>(schema.RolledUp);
        if (schema.Columns.All(column => column.Levels.Count == 0))
            return new CoarsenedTable(table, coarsened);
        if (schema.ExpectedPersons is not { } persons)
            return new Problem(PrivateReleaseProblems.WrongExpectation, "expected-persons");
        if (!(epsilon > 0 && epsilon <= 50))
            return new Problem(PrivateReleaseProblems.EpsilonOutOfRange, "epsilon");
        var mu = GaussianCurve.Mu(epsilon, FormalDoor.DeltaFor(persons));
        var plan = MeasurementPlan.For(schema.Domain, persons, mu * mu, new());
        for (var column = 0; column < schema.Columns.Count; column++)
        {
            if (schema.Columns[column].Levels is not { Count: > 0 } levels)
                continue;
            var deviation = Math.Sqrt(plan.CellVarianceOf(ColumnSet.Of(column)));
            var chosen = RegionalRecoding.Choose(levels, new(persons, deviation, schema.AllowedError));
            if (!chosen.Succeeded)
                return Outcome<CoarsenedTable>.Refused(chosen.Problems);
            var before = table.Domain.SizeOf(column);
            var recoded = chosen.Value.Apply(table, column);
            if (!recoded.Succeeded)
                return Outcome<CoarsenedTable>.Refused(recoded.Problems);
            table = recoded.Value;
            var level = chosen.Value.Choices.Max(choice => choice.Level);
            coarsened.Add(new(
                table.Domain.Columns[column].Name, level == 0 ? levels[0].Narrower.Id : levels[Math.Min(level, levels.Count) - 1].Broader.Id,
                before, table.Domain.SizeOf(column)));
        }

        return new CoarsenedTable(table, coarsened);
    }
}
