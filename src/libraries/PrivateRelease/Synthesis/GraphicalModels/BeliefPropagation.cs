using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Synthesis.GraphicalModels;

/// <summary>The working state of a fit: the cliques' tables, a trial step from them, and the loss at both.</summary>
/// <remarks>
/// The model is kept calibrated and not as logarithms of potentials. A mirror step multiplies the distribution by exp(-step × gradient), and the
/// gradient lives on the measured tables: so exponentials are taken of these small tables only, and one upward and one downward pass over the tree
/// calibrate the product again. Each clique starts as its distribution given the separator to its parent, so numbers stay near one.
/// </remarks>
internal sealed class BeliefPropagation
{
    // Nothing is ever wholly excluded: a zero could not be left again, and numbers below the normal range are slow.
    private const double LeastCount = 1e-60;

    private readonly GraphicalModel _start;
    private readonly Clique[] _cliques;
    private readonly Measured[] _measured;

    public BeliefPropagation(GraphicalModel start, IReadOnlyList<FitTarget> targets)
    {
        _start = start;
        var tree = start.Tree;
        var slots = tree.Cliques.Select(_ => new List<ColumnSet>()).ToArray();
        int Slot(int clique, ColumnSet columns)
        {
            if (!slots[clique].Contains(columns))
                slots[clique].Add(columns);
            return slots[clique].IndexOf(columns);
        }

        _measured = new Measured[targets.Count];
        for (var number = 0; number < targets.Count; number++)
        {
            var target = targets[number];
            var home = Enumerable.Range(0, tree.Cliques.Length).Where(clique => tree.Cliques[clique].Covers(target.Columns))
                .MinBy(clique => start.Cliques[clique].Values.Length);
            _measured[number] = new(target, home, Slot(home, target.Columns));
        }

        _cliques = new Clique[tree.Cliques.Length];
        for (var clique = 0; clique < _cliques.Length; clique++)
        {
            var own = clique == 0 ? -1 : Slot(clique, tree.Separators[clique]);
            var children = tree.Children[clique].Select(child => (child, Slot(clique, tree.Separators[child]))).ToArray();
            if (slots[clique].Count == 0)
                Slot(clique, tree.Cliques[clique]);
            _cliques[clique] = new(start.Domain, start.Cliques[clique], slots[clique], own, children);
        }

        Loss = Evaluate(tried: false);
    }

    /// <summary>Half the squared distance of the model to the measurements, in variances.</summary>
    public double Loss { get; private set; }

    /// <summary>The loss after the step last tried.</summary>
    public double TriedLoss { get; private set; }

    public GraphicalModel Model(double total) =>
        new(_start.Domain, _start.Tree, [.. _cliques.Select(clique => clique.Values)], total);

    /// <summary>The longest step in which no clique's weights change by more than a factor of exp(exponent).</summary>
    public double LargestStep(double exponent)
    {
        var steepest = 0.0;
        for (var clique = 0; clique < _cliques.Length; clique++)
            steepest = Math.Max(steepest, _measured.Where(measured => measured.Home == clique).Sum(measured => measured.Steepest));
        return steepest > 0 ? exponent / steepest : 1;
    }

    /// <summary>Takes a step from the accepted model.</summary>
    /// <returns>The gain that the gradient promises for it; not a number if the step is too long for the range of numbers.</returns>
    public double Try(double step)
    {
        foreach (var clique in _cliques)
            clique.ResetFactors();
        foreach (var measured in _measured)
        {
            var factor = _cliques[measured.Home].Factors[measured.Slot];
            var gradient = measured.Gradient;
            for (var cell = 0; cell < factor.Length; cell++)
                factor[cell] *= Math.Exp(-step * gradient[cell]);
        }

        for (var clique = _cliques.Length - 1; clique > 0; clique--)
        {
            var parent = _cliques[_start.Tree.Parents[clique]];
            var slot = parent.Children.First(child => child.Clique == clique).Slot;
            _cliques[clique].SendUp(parent.Factors[slot]);
        }

        if (!_cliques[0].Scale(_start.Total))
            return double.NaN;
        for (var clique = 0; clique < _cliques.Length; clique++)
        {
            if (clique > 0)
            {
                var parent = _cliques[_start.Tree.Parents[clique]];
                _cliques[clique].TakeDown(parent.TriedSums[parent.Children.First(child => child.Clique == clique).Slot]);
            }

            _cliques[clique].AddUp();
        }

        TriedLoss = Evaluate(tried: true);
        var promised = 0.0;
        foreach (var measured in _measured)
        {
            var (now, then) = (_cliques[measured.Home].Sums[measured.Slot], _cliques[measured.Home].TriedSums[measured.Slot]);
            for (var cell = 0; cell < now.Length; cell++)
                promised += measured.Gradient[cell] * (now[cell] - then[cell]);
        }

        return promised;
    }

    /// <summary>Makes the step last tried the model.</summary>
    public void Accept()
    {
        foreach (var clique in _cliques)
            clique.Accept();
        Loss = Evaluate(tried: false);
    }

    private double Evaluate(bool tried)
    {
        var loss = 0.0;
        foreach (var measured in _measured)
        {
            var clique = _cliques[measured.Home];
            loss += tried ? measured.LossAt(clique.TriedSums[measured.Slot]) : measured.Look(clique.Sums[measured.Slot]);
        }

        return loss;
    }

    private sealed class Measured(FitTarget target, int home, int slot)
    {
        public int Home { get; } = home;

        public int Slot { get; } = slot;

        public double[] Gradient { get; } = new double[target.Counts.Length];

        public double Steepest { get; private set; }

        public double LossAt(double[] counts)
        {
            var loss = 0.0;
            for (var cell = 0; cell < counts.Length; cell++)
            {
                var difference = counts[cell] - target.Counts[cell];
                loss += 0.5 * target.Precision[cell] * difference * difference;
            }

            return loss;
        }

        // The loss again, and the gradient for the next step.
        public double Look(double[] counts)
        {
            Steepest = 0;
            for (var cell = 0; cell < counts.Length; cell++)
            {
                Gradient[cell] = target.Precision[cell] * (counts[cell] - target.Counts[cell]);
                Steepest = Math.Max(Steepest, Math.Abs(Gradient[cell]));
            }

            return LossAt(counts);
        }
    }

    private sealed class Clique
    {
        private readonly SumProductPlan _plan;
        private readonly SumProductPlan? _upwards;
        private readonly int _own;
        private readonly double[] _message;
        private double[] _tried;

        public Clique(CodedDomain domain, DenseTable table, List<ColumnSet> slots, int own, (int Clique, int Slot)[] children)
        {
            _own = own;
            Children = children;
            Values = [.. table.Values];
            AxisArithmetic.Floor(Values, LeastCount);
            _tried = new double[Values.Length];
            Factors = [.. slots.Select(slot => DenseTable.Allocate(domain, slot))];
            Sums = [.. slots.Select(slot => DenseTable.Allocate(domain, slot))];
            TriedSums = [.. slots.Select(slot => DenseTable.Allocate(domain, slot))];
            _plan = new(domain, table.Columns, slots);
            _upwards = own < 0 ? null : new(domain, table.Columns, [slots[own]]);
            _message = own < 0 ? [] : DenseTable.Allocate(domain, slots[own]);
            _plan.Sum(Values, Sums);
        }

        public (int Clique, int Slot)[] Children { get; }

        public double[] Values { get; private set; }

        public double[][] Factors { get; }

        public double[][] Sums { get; private set; }

        public double[][] TriedSums { get; private set; }

        public void ResetFactors()
        {
            foreach (var factor in Factors)
                Array.Fill(factor, 1);
            if (_own < 0)
                return;
            for (var cell = 0; cell < _message.Length; cell++)
                Factors[_own][cell] = 1 / Sums[_own][cell];
        }

        public void SendUp(double[] factor)
        {
            Multiplied();
            _upwards!.Sum(_tried, [_message]);
            var largest = 0.0;
            foreach (var value in _message)
                largest = Math.Max(largest, value);
            for (var cell = 0; cell < _message.Length; cell++)
                factor[cell] *= _message[cell] / largest;
        }

        public bool Scale(double total)
        {
            Multiplied();
            var sum = 0.0;
            foreach (var value in _tried)
                sum += value;
            var scale = total / sum;
            foreach (ref var value in _tried.AsSpan())
                value *= scale;
            return double.IsFinite(scale) && scale > 0;
        }

        public void TakeDown(double[] separator)
        {
            for (var cell = 0; cell < _message.Length; cell++)
                _message[cell] = separator[cell] / _message[cell];
            _upwards!.MultiplyInto(_tried, [_message]);
        }

        public void AddUp()
        {
            AxisArithmetic.Floor(_tried, LeastCount);
            _plan.Sum(_tried, TriedSums);
        }

        public void Accept()
        {
            (Values, _tried) = (_tried, Values);
            (Sums, TriedSums) = (TriedSums, Sums);
        }

        private void Multiplied()
        {
            Values.CopyTo(_tried, 0);
            _plan.MultiplyInto(_tried, Factors);
        }
    }
}
