using System.Runtime.InteropServices;

namespace Amparo.Estimation;

/// <summary>The logarithm of the gamma function, for many arguments above zero.</summary>
/// <remarks>Stirling's series from 16 on ([DLMF] 5.11.1), below it by the recurrence: relative error some 1e-15, two logarithms at most.</remarks>
internal static class LogGamma
{
    private const double SeriesFrom = 16;

    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>The logarithm of the gamma function.</summary>
    /// <param name="x">Above zero.</param>
    internal static double Of(double x)
    {
        var product = 1.0;
        while (x < SeriesFrom)
            product *= x++;
        var value = ((x - 0.5) * Math.Log(x)) - x + HalfLogTwoPi + Rest(x);
        return product == 1 ? value : value - Math.Log(product);
    }

    /// <summary>exp(x) − 1 without loss of digits near zero.</summary>
    internal static double ExpLess1(double x) => Math.Abs(x) < 1e-5 ? x * (1 + (x * (0.5 + (x / 6)))) : Math.Exp(x) - 1;

    /// <summary>log(1 + x) without loss of digits near zero.</summary>
    /// <remarks>[Goldberg1991] D. Goldberg, What every computer scientist should know about floating-point arithmetic, doi:10.1145/103162.103163, theorem 4.</remarks>
    internal static double LogOf1And(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    // What the series leaves after its first terms.
    private static double Rest(double x)
    {
        var inverse = 1 / x;
        var square = inverse * inverse;
        return inverse * ((1.0 / 12) - (square * ((1.0 / 360) - (square * ((1.0 / 1260) - (square * (1.0 / 1680)))))));
    }

    /// <summary>Logarithms of ratios of gamma functions, all over one: exact also where both are huge and their arguments near one another.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly struct Ratio
    {
        private readonly double _argument;
        private readonly double _inverse;
        private readonly double _shifts;
        private readonly double _log;
        private readonly double _rest;

        /// <summary>Takes the argument of the gamma function that the others are divided by.</summary>
        /// <param name="argument">Above zero.</param>
        internal Ratio(double argument)
        {
            var product = 1.0;
            while (argument < SeriesFrom)
            {
                product *= argument++;
                _shifts++;
            }

            _argument = argument;
            _inverse = 1 / argument;
            _log = Math.Log(argument);
            _rest = Rest(argument) - (product == 1 ? 0 : Math.Log(product));
        }

        /// <summary>The logarithm of the gamma function at an argument less that at the common one.</summary>
        /// <param name="difference">How much the argument is larger; what is left must be above zero.</param>
        internal double Of(double difference)
        {
            difference -= _shifts;
            var x = _argument + difference;
            var product = 1.0;
            while (x < SeriesFrom)
            {
                product *= x++;
                difference++;
            }

            var value = (difference * (_log - 1)) + ((x - 0.5) * LogOf1And(difference * _inverse)) + Rest(x) - _rest;
            return product == 1 ? value : value - Math.Log(product);
        }
    }
}
