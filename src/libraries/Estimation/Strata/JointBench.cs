using System.Numerics;
using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Selection;

namespace Amparo.Estimation.Strata;

/// <summary>Checks and fits joint models of tables with a number of lists and strata; one thread.</summary>
/// <remarks>
/// A stratum is written as one more bit beyond those of the lists, so that a term, common or of a stratum, holds in exactly the cells whose
/// bits contain it: the design and the exact test of existence are those of a table of histories.
/// </remarks>
internal sealed class JointBench
{
    private readonly int _lists;
    private readonly int _strata;
    private readonly int[] _cells;
    private readonly int[] _base;
    private readonly JointTerm[] _candidates;
    private readonly ExactElimination<long> _small = new();

    internal JointBench(int lists, int strata)
    {
        (_lists, _strata) = (lists, strata);
        // As counts lie: one stratum after another, each with the place of the hidden first.
        _cells = [.. Enumerable.Range(0, strata).SelectMany(stratum => Enumerable.Range(0, 1 << lists).Select(history => history | Bit(stratum)))];
        _base = [.. Enumerable.Range(0, strata).SelectMany(stratum => Enumerable.Range(0, lists).Select(list => Bit(stratum) | (1 << list)).Prepend(Bit(stratum)))];
        var pairs = HierarchicalModel.Pairs(lists);
        _candidates =
        [
            .. pairs.Select(pair => new JointTerm(pair, null)),
            .. Enumerable.Range(0, strata).SelectMany(stratum => pairs.Select(pair => new JointTerm(pair, stratum))),
        ];
    }

    /// <summary>Hidden persons by stratum under the model selected; null where there is none.</summary>
    internal double[]? Hidden(double[] counts, double threshold)
    {
        var design = Prepare(counts, Select(counts, threshold));
        return design.Code == ModelCode.Usable && Fit(counts, design) is { } fit ? [.. Enumerable.Range(0, _strata).Select(stratum => Intercept(design, fit, stratum).Hidden)] : null;
    }

    internal List<JointTerm> Select(double[] counts, double threshold)
    {
        var chosen = new List<JointTerm>();
        var design = Prepare(counts, chosen);
        if (design.Code != ModelCode.Usable)
            return chosen;
        while (threshold > 0 && Fit(counts, design) is { } fit)
        {
            var found = false;
            var order = _candidates.Where(term => !chosen.Contains(term))
                .Select(term => (Term: term, P: PValue(counts, design, (fit, Bits(term))))).Where(candidate => candidate.P < threshold).OrderBy(candidate => candidate.P);
            foreach (var (term, _) in order)
            {
                var larger = Prepare(counts, [.. chosen, term]);
                if (larger.Code != ModelCode.Usable)
                    continue;
                chosen.Add(term);
                (design, found) = (larger, true);
                break;
            }

            if (!found)
                break;
        }

        return chosen;
    }

    internal JointFit Describe(StratifiedHistories table, IReadOnlyList<JointTerm> terms)
    {
        var counts = table.Counts();
        var design = Prepare(counts, terms);
        var parameters = _base.Length + terms.Count;
        if (design.Code != ModelCode.Usable)
            return new([.. terms], design.Code) { Parameters = parameters };
        if (Fit(counts, design) is not { } fit)
            return new([.. terms], ModelCode.NoMaximum) { Parameters = parameters };
        var deviance = 0.0;
        foreach (var (place, cell) in design.Cells.Index())
            deviance += 2 * ((counts[cell] > 0 ? counts[cell] * Math.Log(counts[cell] / fit.Means[place]) : 0) - (counts[cell] - fit.Means[place]));
        var aic = deviance + ModelWorkbench.SaturatedScore(counts) + (2 * parameters);
        return new([.. terms], ModelCode.Usable)
        {
            Parameters = parameters,
            Deviance = deviance,
            Aic = aic,
            Bic = aic + ((Math.Log(table.Observed) - 2) * parameters),
            Strata =
            [
                .. table.Strata.Select((stratum, place) => (stratum, Of: Intercept(design, fit, place)))
                    .Select(known => new StratumFit(known.stratum.Name, known.stratum.Table.Observed, known.Of.Hidden, known.Of.Error)),
            ],
        };
    }

    private static (double Hidden, double Error) NobodyObserved => (0, double.NaN);

    private static bool Holds(int cell, int term) => (cell & term) == term;

    private static DensePoisson? Fit(double[] counts, Design design) => DensePoisson.Fit(design.Matrix, [.. design.Cells.Select(cell => counts[cell])]);

    private int Bit(int stratum) => 1 << (_lists + stratum);

    private int Bits(JointTerm term) => term.Lists | (term.Stratum is { } stratum ? Bit(stratum) : 0);

    private (double Hidden, double Error) Intercept(Design design, DensePoisson fit, int stratum)
    {
        var column = Array.IndexOf(design.Columns, Bit(stratum));
        return column < 0 ? NobodyObserved : (Math.Exp(fit.Coefficients[column]), Math.Sqrt(fit.Variance(column)));
    }

    private double PValue(double[] counts, Design design, (DensePoisson Fit, int Term) asked)
    {
        var mean = 0.0;
        foreach (var (place, cell) in design.Cells.Index())
            mean += Holds(_cells[cell], asked.Term) ? asked.Fit.Means[place] : 0;
        return mean > 0 ? PoissonTails.Smaller(Overlap(counts, asked.Term), mean) : 1;
    }

    private double Overlap(double[] counts, int term)
    {
        var sum = 0.0;
        for (var cell = 0; cell < counts.Length; cell++)
            sum += Holds(_cells[cell], term) ? counts[cell] : 0;
        return sum;
    }

    private Design Prepare(double[] counts, IReadOnlyList<JointTerm> terms)
    {
        var all = terms.Select(Bits).Concat(_base).ToArray();
        var empty = all.Where(term => Overlap(counts, term) <= 0).ToArray();
        var columns = all.Except(empty).ToArray();
        var hidden = (1 << _lists) - 1;
        int[] cells = [.. Enumerable.Range(0, _cells.Length).Where(cell => (_cells[cell] & hidden) != 0 && !Array.Exists(empty, term => Holds(_cells[cell], term)))];
        int[] positive = [.. cells.Where(cell => counts[cell] > 0).Select(cell => _cells[cell])];
        int[] zero = [.. cells.Where(cell => counts[cell] <= 0).Select(cell => _cells[cell])];
        if (positive.Length == 0)
            return new(columns, cells, [], ModelCode.NoMaximum | ModelCode.NotIdentifiable);
        var code = Exactly(columns, positive, zero);
        return new(columns, cells, code == ModelCode.Usable ? [.. cells.Select(cell => columns.Select(term => Holds(_cells[cell], term) ? 1.0 : 0).ToArray())] : [], code);
    }

    private ModelCode Exactly(int[] terms, int[] positive, int[] zero)
    {
        try
        {
            return _small.Check(terms, positive, zero);
        }
        catch (OverflowException)
        {
            return new ExactElimination<BigInteger>().Check(terms, positive, zero);
        }
    }

    private sealed record Design(int[] Columns, int[] Cells, double[][] Matrix, ModelCode Code);
}
