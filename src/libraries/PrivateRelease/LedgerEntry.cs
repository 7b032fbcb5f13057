using NodaTime;

namespace Amparo.PrivateRelease;

/// <summary>Which door a table left by.</summary>
public enum Door
{
    /// <summary>A mechanism that protects persons: suppression, k-anonymity, noise.</summary>
    Mechanism,

    /// <summary>Official statistics that others have already published.</summary>
    AlreadyPublic,

    /// <summary>A register without persons: laws, services, plans.</summary>
    NonPersonal,

    /// <summary>What was worked out from released tables alone: rates, shares, sums.</summary>
    Derived,

    /// <summary>Nothing left: a part of a population's budget was spent, before the noise of a release was drawn.</summary>
    Charge,
}

/// <summary>The one promise that a population's figures keep; mixing two of them would void both.</summary>
public enum PrivacyRegime
{
    /// <summary>No person stands behind the figures, or others have published them already.</summary>
    NotPersonal,

    /// <summary>Suppression and k-anonymity: protects against reading and subtracting, without a formal bound.</summary>
    Classical,

    /// <summary>Differential privacy with a budget.</summary>
    Formal,
}

/// <summary>One line of the ledger: what was released, how it was protected, and the hash of what came before.</summary>
/// <param name="Sequence">Number of the line, from one.</param>
/// <param name="At">When the table passed the door.</param>
/// <param name="Door">By which door.</param>
/// <param name="Subject">The id of the released table.</param>
/// <param name="Population">The population it speaks of; each declares one privacy regime. The source's publisher for the other doors.</param>
/// <param name="Regime">The population's privacy regime.</param>
/// <param name="Method">The mechanism with its parameters, the source, or the reason: what the methods page prints.</param>
/// <param name="ContentHash">SHA-256 of the archived table, 64 lower-case hexadecimal digits.</param>
/// <param name="Previous">The hash of the line before; 64 zeros for the first.</param>
/// <param name="Hash">SHA-256 over all the fields above, in their canonical form.</param>
public sealed record LedgerEntry(
    int Sequence, Instant At, Door Door, string Subject, string Population, PrivacyRegime Regime,
    string Method, string ContentHash, string Previous, string Hash);
