using Amparo.Vocabulary;

namespace Amparo.Stores;

/// <summary>The store cannot answer: it is gone, locked, full or damaged. Thrown where a signature has no room for an outcome.</summary>
/// <remarks>
/// The message is the problem's code, subject and sentence in one line, without any value out of the data. Hosts print it, or answer
/// 503, in one place; the provider's own exception is kept as the inner one for a debugger and is not meant for people.
/// </remarks>
public sealed class StoreException : Exception
{
    /// <summary>Reports a problem of the store.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="inner">The provider's exception, if there was one.</param>
    public StoreException(Problem problem, Exception? inner = null)
        : base(StoreProblems.Describe(problem, Language.Spanish), inner) => Problem = problem;

    /// <summary>What is wrong.</summary>
    public Problem Problem { get; }
}
