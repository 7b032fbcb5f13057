namespace Amparo.Vocabulary.Yaml;

/// <summary>Collects what is wrong with one document, so that its author sees all of it at once.</summary>
/// <param name="fileName">How problems name the document.</param>
/// <remarks>Not thread-safe: one document, one collection.</remarks>
public sealed class YamlFaults(string fileName)
{
    // A file that is wrong everywhere would otherwise answer with a problem a line.
    private const int MostProblems = 100;

    private readonly List<Problem> _problems = [];

    /// <summary>How problems name the document.</summary>
    public string FileName { get; } = fileName;

    /// <summary>The problems so far, in the order they were met; at most a hundred.</summary>
    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>Notes a problem.</summary>
    /// <param name="code">The problem's code.</param>
    /// <param name="at">The node it concerns.</param>
    /// <param name="key">The key it concerns; part of the format or of the content, never of anybody's data.</param>
    public void Add(string code, YamlNode at, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(at);
        if (_problems.Count < MostProblems)
            _problems.Add(new Problem(code, FileName, key is null ? at.Place : $"{at.Place}: {key}"));
    }

    /// <summary>Wraps what was read, or everything that was wrong.</summary>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="make">Makes the answer; called only if nothing was wrong.</param>
    /// <returns>The answer, or the problems.</returns>
    public Outcome<T> Conclude<T>(Func<T> make)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(make);
        return _problems.Count > 0 ? Outcome<T>.Refused(_problems) : make();
    }
}
