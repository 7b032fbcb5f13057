namespace Amparo.Linkage.Review;

/// <summary>Why there is no kappa.</summary>
public enum KappaUndefined
{
    /// <summary>There is one.</summary>
    No,

    /// <summary>No pair has been decided blindly by two reviewers.</summary>
    NoPairs,

    /// <summary>All verdicts of both reviewers are one and the same: chance alone would have them agree always, and kappa is 0/0.</summary>
    OneVerdictOnly,
}

/// <summary>How far two reviewers who did not know of one another agree: Cohen's kappa over three verdicts, without weights.</summary>
/// <remarks>
/// Cohen, J. (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20, 37–46,
/// doi:10.1177/001316446002000104: κ = (p_o − p_e) / (1 − p_e). The table's rows are the reviewer whose name comes first. Of each reviewer the last
/// blind verdict on a pair counts; what was changed after the other's verdict could be seen does not. Pairs with one blind reviewer are left out;
/// of more than two the first two by name count. Where several couples of reviewers worked, their tables are added up.
/// Immutable.
/// </remarks>
public sealed record BlindAgreement
{
    private const int Verdicts = 3;

    private readonly int[] _table;

    private BlindAgreement(int[] table)
    {
        _table = table;
        Pairs = table.Sum();
        if (Pairs == 0)
        {
            Undefined = KappaUndefined.NoPairs;
            return;
        }

        long agreed = 0, byChance = 0;
        for (var verdict = 0; verdict < Verdicts; verdict++)
        {
            agreed += table[(verdict * Verdicts) + verdict];
            byChance += (long)Row(verdict) * Column(verdict);
        }

        Observed = (double)agreed / Pairs;
        var square = (long)Pairs * Pairs;
        ByChance = (double)byChance / square;
        // In whole numbers: 1 − p_e in floating point could miss its zero.
        if (byChance == square)
            Undefined = KappaUndefined.OneVerdictOnly;
        else
            Kappa = (double)((agreed * Pairs) - byChance) / (square - byChance);
    }

    /// <summary>Pairs that two reviewers decided blindly.</summary>
    public int Pairs { get; }

    /// <summary>The share of pairs with equal verdicts, 0 … 1; 0 without pairs.</summary>
    public double Observed { get; }

    /// <summary>The share that chance alone would give, 0 … 1; 0 without pairs.</summary>
    public double ByChance { get; }

    /// <summary>Cohen's kappa, −1 … 1; null where <see cref="Undefined"/> says why.</summary>
    public double? Kappa { get; }

    /// <summary>Why there is no kappa.</summary>
    public KappaUndefined Undefined { get; }

    /// <summary>How many pairs got a verdict from the first reviewer and another one from the second.</summary>
    /// <param name="cell">The first reviewer's verdict and the second's.</param>
    public int Count((Verdict First, Verdict Second) cell) => _table[((int)cell.First * Verdicts) + (int)cell.Second];

    internal static BlindAgreement Of(IEnumerable<Decision> decisions)
    {
        var table = new int[Verdicts * Verdicts];
        foreach (var pair in decisions.Where(decision => decision.Blind).GroupBy(decision => decision.Key))
        {
            var last = pair.GroupBy(decision => decision.Reviewer, StringComparer.Ordinal)
                .OrderBy(own => own.Key, StringComparer.Ordinal).Select(own => own.Last().Verdict).Take(2).ToList();
            if (last.Count == 2)
                table[((int)last[0] * Verdicts) + (int)last[1]]++;
        }

        return new BlindAgreement(table);
    }

    private int Row(int verdict) => _table.AsSpan(verdict * Verdicts, Verdicts).ToArray().Sum();

    private int Column(int verdict) => _table[verdict] + _table[Verdicts + verdict] + _table[(2 * Verdicts) + verdict];
}
