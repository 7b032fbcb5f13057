using System.Collections.ObjectModel;
using Amparo.PrivateRelease;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>One dimension that runs along a chart: over all its codes, or over some.</summary>
/// <param name="Dimension">The dimension's id.</param>
public sealed record Running(string Dimension)
{
    /// <summary>
    /// The codes to show, in this order; null for all codes of the list in the list's order. A reserved code may be named, too. On the time
    /// axis of a <see cref="LineChart"/>, null leaves out the codes before the first and after the last on which the table says something.
    /// </summary>
    public IReadOnlyList<string>? Codes { get; init; }

    /// <summary>
    /// Whether "unknown" follows the codes, so that parts + unknown = total can be seen. It is left out all the same where the table says
    /// nothing about it. Has no effect when <see cref="Codes"/> is given.
    /// </summary>
    public bool WithUnknown { get; init; } = true;
}

/// <summary>The part of a released cube that one chart shows: one or two dimensions run, the others stand still.</summary>
/// <param name="Table">The released cube.</param>
/// <param name="Rows">The dimension that runs along the bars, or along the time axis.</param>
public sealed record CubeSlice(Released<Cube> Table, Running Rows)
{
    /// <summary>The dimension that runs over the parts of a bar or over the lines; null for one figure a row.</summary>
    public Running? Series { get; init; }

    /// <summary>Where the other dimensions stand: code by dimension id. A dimension left out stands at its total.</summary>
    public IReadOnlyDictionary<string, string> At { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
