using Amparo.Estimation.Histories;
using Amparo.Estimation.Randomness;

namespace Amparo.Estimation.LatentClasses;

/// <summary>One chain of the Gibbs sampler; buffers of one sweep after another; one thread.</summary>
internal sealed class LatentClassChain
{
    private const double PriorShape = 0.25;
    private const double PriorRate = 0.25;

    // Beyond this many draws over the cap the draw comes from the cap downwards instead.
    private const int MostRedraws = 100;

    private readonly SeededStream _random;
    private readonly int _lists;
    private readonly int _classes;
    private readonly double _observed;
    private readonly double _cap;
    private readonly int[] _histories;
    private readonly double[] _counts;

    // A row for each class: chance of being on each list; persons of the class on each list; chance of each history.
    private readonly double[] _chances;
    private readonly double[] _onList;
    private readonly double[] _histogram;
    private readonly double[] _weights;
    private readonly double[] _logRests;
    private readonly double[] _persons;
    private readonly double[] _hiddenPersons;
    private readonly double[] _shares;
    private double _alpha = 1;

    internal LatentClassChain(CaptureHistories table, LatentClassOptions options, int chain)
    {
        _random = new(options.Seed, (ulong)chain);
        _lists = table.Lists.Count;
        _classes = options.Classes;
        _observed = table.Observed;
        _cap = Math.Floor(options.MostHiddenPerObserved * table.Observed);
        _histories = [.. Enumerable.Range(1, table.Counts.Length - 1).Where(history => table.Count(history) > 0)];
        _counts = [.. _histories.Select(history => (double)table.Count(history))];
        _chances = new double[_classes * _lists];
        _onList = new double[_classes * _lists];
        _histogram = new double[_classes << _lists];
        _weights = new double[_classes];
        _logRests = new double[_classes - 1];
        _persons = new double[_classes];
        _hiddenPersons = new double[_classes];
        _shares = new double[_classes];
        // Chains start far from one another: chances from the prior, sticks broken at random, and the hidden persons that these imply.
        for (var i = 0; i < _chances.Length; i++)
            _chances[i] = _random.NextOpenUnit();
        Break();
        Weigh();
        Tabulate();
        DrawHidden();
    }

    /// <summary>Hidden persons after the last sweep.</summary>
    internal double Hidden { get; private set; }

    /// <summary>Whether the last sweep's hidden persons had to be drawn again because they were beyond the cap.</summary>
    internal bool Redrawn { get; private set; }

    /// <summary>Draws everything once, each given the rest.</summary>
    internal void Sweep()
    {
        AssignObserved();
        DrawChances();
        DrawAlpha();
        Break();
        ExchangeContents();
        ExchangeNeighbours();
        Weigh();
        Tabulate();
        DrawHidden();
    }

    private void AssignObserved()
    {
        _hiddenPersons.CopyTo(_persons, 0);
        Array.Clear(_onList);
        for (var i = 0; i < _histories.Length; i++)
        {
            var history = _histories[i];
            var total = Share(history);
            var cases = _counts[i];
            for (var k = 0; cases > 0; k++)
            {
                var share = _shares[k];
                var drawn = k == _classes - 1 || share >= total ? cases : _random.Binomial(cases, share / total);
                total -= share;
                if (drawn == 0)
                    continue;
                cases -= drawn;
                _persons[k] += drawn;
                var row = k * _lists;
                for (var rest = history; rest != 0; rest &= rest - 1)
                    _onList[row + System.Numerics.BitOperations.TrailingZeroCount(rest)] += drawn;
            }
        }
    }

    private void DrawChances()
    {
        for (var k = 0; k < _classes; k++)
        {
            var persons = _persons[k];
            for (var i = k * _lists; i < (k + 1) * _lists; i++)
                _chances[i] = _random.Beta(1 + _onList[i], 1 + persons - _onList[i]);
        }
    }

    // α given the persons of the classes, the sticks left out: given the sticks too it would move by small steps only, and where all but one class are
    // empty it would take thousands of them to come back from next to nothing. By slices of log α ([Neal2003] doi:10.1214/aos/1056562461).
    private void DrawAlpha()
    {
        const double Width = 3;
        var x = Math.Log(_alpha);
        var height = AlphaLog(x) - _random.Exponential();
        var low = x - (Width * _random.NextOpenUnit());
        var high = low + Width;
        while (AlphaLog(low) > height)
            low -= Width;
        while (AlphaLog(high) > height)
            high += Width;
        while (true)
        {
            var next = low + ((high - low) * _random.NextOpenUnit());
            if (AlphaLog(next) >= height)
            {
                _alpha = Math.Exp(next);
                return;
            }

            if (next < x)
                low = next;
            else
                high = next;
        }
    }

    // The logarithm of the density of log α, up to a constant.
    private double AlphaLog(double x)
    {
        var alpha = Math.Exp(x);
        var sum = (PriorShape * x) - (PriorRate * alpha);
        var from = _observed + Hidden;
        for (var k = 0; k < _classes - 1 && from > 0; k++)
        {
            var after = from - _persons[k];
            // With nobody after the class: the gamma function at α itself, times α.
            sum += after > 0 ? x + LogGamma.Of(alpha + after) : LogGamma.Of(1 + alpha);
            sum -= LogGamma.Of(1 + alpha + from);
            from = after;
        }

        return sum;
    }

    // Breaks the stick of weights by the persons of each class and those after it.
    private void Break()
    {
        var after = 0.0;
        foreach (var persons in _persons)
            after += persons;
        for (var k = 0; k < _classes - 1; k++)
        {
            after -= _persons[k];
            _logRests[k] = LogRest(1 + _persons[k], _alpha + after);
        }
    }

    private void Weigh()
    {
        var left = 1.0;
        for (var k = 0; k < _classes - 1; k++)
        {
            var rest = Math.Exp(_logRests[k]);
            _weights[k] = left * (1 - rest);
            left *= rest;
        }

        _weights[^1] = left;
    }

    // Classes are alike but for their place, and large ones belong in front. Gibbs steps alone hardly ever move a class to another place, so
    // that chains stay apart: two Metropolis steps move them. Here two classes exchange their persons and chances, and keep the weights.
    private void ExchangeContents()
    {
        var one = Place(_classes);
        var other = Place(_classes);
        if (one != other && Accepted((_persons[other] - _persons[one]) * (LogWeight(one) - LogWeight(other))))
            Exchange(one, other);
    }

    // Two neighbours exchange their sticks too, so that each keeps its share of what was left.
    private void ExchangeNeighbours()
    {
        if (_classes < 3)
            return;
        var one = Place(_classes - 2);
        if (!Accepted((_persons[one] * _logRests[one + 1]) - (_persons[one + 1] * _logRests[one])))
            return;
        (_logRests[one], _logRests[one + 1]) = (_logRests[one + 1], _logRests[one]);
        Exchange(one, one + 1);
    }

    private int Place(int places) => (int)(_random.NextOpenUnit() * places);

    private bool Accepted(double logRatio) => logRatio >= 0 || _random.Exponential() > -logRatio;

    private double LogWeight(int place)
    {
        var sum = 0.0;
        for (var k = 0; k < place; k++)
            sum += _logRests[k];
        return place == _classes - 1 ? sum : sum + double.LogP1(-Math.Exp(_logRests[place]));
    }

    private void Exchange(int one, int other)
    {
        (_persons[one], _persons[other]) = (_persons[other], _persons[one]);
        for (var list = 0; list < _lists; list++)
            (_chances[(one * _lists) + list], _chances[(other * _lists) + list]) = (_chances[(other * _lists) + list], _chances[(one * _lists) + list]);
    }

    // The logarithm of what is left of a stick: of a beta number, exact where the number itself would be zero.
    private double LogRest(double broken, double rest)
    {
        if (broken == 1)
            return -_random.Exponential() / rest;
        var taken = _random.Gamma(broken);
        if (rest >= 1)
        {
            var kept = _random.Gamma(rest);
            return Math.Log(kept / (kept + taken));
        }

        var logKept = Math.Log(_random.Gamma(rest + 1)) - (_random.Exponential() / rest);
        return logKept - Math.Log(taken + Math.Exp(logKept));
    }

    // Chances of all histories in each class, from each list to twice as many histories.
    private void Tabulate()
    {
        var size = 1 << _lists;
        for (var k = 0; k < _classes; k++)
        {
            var row = _histogram.AsSpan(k * size, size);
            row[0] = _weights[k];
            for (var list = 0; list < _lists; list++)
            {
                var on = _chances[(k * _lists) + list];
                var half = 1 << list;
                for (var i = 0; i < half; i++)
                {
                    var value = row[i];
                    row[i + half] = value * on;
                    row[i] = value * (1 - on);
                }
            }
        }
    }

    // Weights of the classes for a history, and their sum.
    private double Share(int history)
    {
        var total = 0.0;
        for (var k = 0; k < _classes; k++)
            total += _shares[k] = _histogram[(k << _lists) + history];
        return total;
    }

    private void DrawHidden()
    {
        var total = Share(0);
        var miss = Math.Min(total, 1 - 1e-15);
        Hidden = _random.NegativeBinomial(_observed, miss);
        Redrawn = !(Hidden <= _cap);
        for (var redraws = 0; !(Hidden <= _cap); redraws++)
            Hidden = redraws < MostRedraws ? _random.NegativeBinomial(_observed, miss) : _random.NegativeBinomialUpTo(_observed, miss, _cap);

        var cases = Hidden;
        for (var k = 0; k < _classes; k++)
        {
            var drawn = k == _classes - 1 || _shares[k] >= total ? cases : _random.Binomial(cases, _shares[k] / total);
            total -= _shares[k];
            cases -= drawn;
            _hiddenPersons[k] = drawn;
        }
    }
}
