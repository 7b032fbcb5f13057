using Amparo.Vocabulary.Shapes;

namespace Amparo.Records.Aggregates;

/// <summary>A dimension of an aggregate table.</summary>
/// <param name="Field">The dimension's id, which is also the id of its code list and of the table's column.</param>
/// <param name="Codes">The codes in scope, in the order of display; null for all codes of the list.</param>
/// <remarks>A year outside the scope is not covered by the edition; a year inside it without a figure is left out by the edition.</remarks>
public sealed record AggregateDimension(string Field, IReadOnlyList<string>? Codes);

/// <summary>The declaration of an aggregate table: figures that others counted and published.</summary>
/// <remarks>
/// The second kind of record set, beside the records that we count ourselves. Its text form is a pair of files of our own,
/// <c>NAME.yaml</c> and <c>NAME.csv</c>; the second has one column a dimension, and either <c>value</c> or <c>low</c> and <c>high</c>. Immutable and thread-safe.
/// </remarks>
/// <param name="Header">What the figures are about, with their source. The origin is always <see cref="DataOrigin.Official"/>.</param>
/// <param name="Version">The declaration's version, one or more.</param>
/// <param name="Dimensions">The dimensions, in order.</param>
/// <param name="Views">The published margins: each a set of dimension ids.</param>
public sealed record AggregateTable(
    CubeHeader Header, int Version, IReadOnlyList<AggregateDimension> Dimensions, IReadOnlyList<IReadOnlySet<string>> Views)
{
    /// <summary>How the table is made from its publisher's file; null if it was made in another way.</summary>
    public ExtractRule? Extract { get; init; }
}
