using NodaTime;

namespace Amparo.Contracts.Portal;

/// <summary>Why a released table was withdrawn. A closed set: a free text could name somebody.</summary>
public enum WithdrawalReason
{
    /// <summary>Figures are wrong.</summary>
    WrongFigures,

    /// <summary>The source is not the one that the table names, or may not be used.</summary>
    WrongSource,

    /// <summary>The agreement under which the data were given has ended.</summary>
    AgreementEnded,

    /// <summary>The table could put persons at risk.</summary>
    RiskToPersons,

    /// <summary>None of these.</summary>
    Other,
}

/// <summary>The reasons as they are written in stores, forms and texts.</summary>
public static class WithdrawalReasons
{
    private static readonly Dictionary<WithdrawalReason, string> Codes = new()
    {
        [WithdrawalReason.WrongFigures] = "wrong-figures",
        [WithdrawalReason.WrongSource] = "wrong-source",
        [WithdrawalReason.AgreementEnded] = "agreement-ended",
        [WithdrawalReason.RiskToPersons] = "risk-to-persons",
        [WithdrawalReason.Other] = "other",
    };

    /// <summary>The reason's code.</summary>
    /// <param name="reason">A reason of the set.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is none of the set.</exception>
    public static string CodeOf(WithdrawalReason reason) =>
        Codes.TryGetValue(reason, out var code) ? code : throw new ArgumentOutOfRangeException(nameof(reason));

    /// <summary>The reason of a code.</summary>
    /// <param name="code">A code, as a form sends it.</param>
    /// <returns>Null if no reason has it.</returns>
    public static WithdrawalReason? Find(string? code)
    {
        foreach (var (reason, text) in Codes)
        {
            if (text == code)
                return reason;
        }

        return null;
    }
}

/// <summary>What is to be withdrawn.</summary>
/// <param name="Subject">The table's id.</param>
/// <param name="Sequence">The number of the release's line in the ledger.</param>
/// <param name="Reason">Why.</param>
public sealed record Withdrawal(string Subject, int Sequence, WithdrawalReason Reason);

/// <summary>What was withdrawn under one key.</summary>
/// <param name="Key">The key.</param>
/// <param name="At">When.</param>
/// <param name="Release">The release; every other line of the same content is withdrawn with it.</param>
/// <param name="Reason">Why.</param>
public sealed record WithdrawalReport(Guid Key, Instant At, PublishedRelease Release, WithdrawalReason Reason);
