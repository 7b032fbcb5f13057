namespace Amparo.Vocabulary;

/// <summary>Why the data cannot support an answer: a code and where to look, never a value out of the data.</summary>
/// <param name="Code">The problem's code, unique in the system: <c>REC-004</c>, <c>PRV-002</c>. Its sentence in each language is content.</param>
/// <param name="Subject">What it concerns: a field name, a code list, a file name. Never a cell value, a name or free text.</param>
/// <param name="Path">Where: a line or row number, a key path in a document. Empty if there is no place.</param>
public sealed record Problem(string Code, string Subject, string Path = "")
{
    /// <summary>The problem in one line for a log: code, subject, path.</summary>
    public override string ToString() => Path.Length == 0 ? $"{Code} {Subject}" : $"{Code} {Subject} ({Path})";
}

/// <summary>An answer, or the reasons why there is none.</summary>
/// <typeparam name="T">The answer's type.</typeparam>
/// <remarks>A caller's bug throws; data that cannot support the answer ends here.</remarks>
public sealed class Outcome<T>
    where T : class
{
    private readonly T? _value;

    private Outcome(T? value, IReadOnlyList<Problem> problems)
    {
        _value = value;
        Problems = problems;
    }

    /// <summary>Whether there is an answer.</summary>
    public bool Succeeded => _value is not null;

    /// <summary>The answer.</summary>
    /// <exception cref="InvalidOperationException">There is none; look at <see cref="Problems"/>.</exception>
    public T Value => _value ?? throw new InvalidOperationException($"No answer: {string.Join("; ", Problems)}.");

    /// <summary>Why there is no answer; empty if there is one.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>Wraps an answer.</summary>
    /// <param name="value">The answer.</param>
    public static implicit operator Outcome<T>(T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(value, []);
    }

    /// <summary>Wraps one problem.</summary>
    /// <param name="problem">Why there is no answer.</param>
    public static implicit operator Outcome<T>(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return new(null, [problem]);
    }

    /// <summary>Wraps several problems.</summary>
    /// <param name="problems">Why there is no answer; at least one.</param>
    /// <returns>An outcome without an answer.</returns>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public static Outcome<T> Refused(IReadOnlyList<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        return problems.Count > 0 ? new(null, [.. problems]) : throw new ArgumentException("A refusal needs a reason.", nameof(problems));
    }
}
