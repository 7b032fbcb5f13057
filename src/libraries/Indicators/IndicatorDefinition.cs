using Amparo.Vocabulary.Shapes;

namespace Amparo.Indicators;

/// <summary>A dimension of an indicator.</summary>
/// <param name="Field">The coded field counted by; also the dimension's id.</param>
/// <param name="Codes">The codes in scope, in the order of display; null for all codes of the field's list.</param>
/// <remarks>The codes are declared and never taken from the data: which years or forms occur in the data would itself be a disclosure.</remarks>
public sealed record IndicatorDimension(string Field, IReadOnlyList<string>? Codes);

/// <summary>How distinct counting knows persons apart.</summary>
/// <param name="Field">The text field that names the subject: equal texts are one subject.</param>
/// <param name="OrderBy">The text field whose ordinal order puts a subject's records in time (an ISO 8601 date); ties go by record number.</param>
public sealed record Subject(string Field, string OrderBy);

/// <summary>The population an indicator speaks of, and how its small numbers are protected.</summary>
/// <param name="Id">The population's id, as the ledger names it.</param>
/// <param name="Threshold">The smallest number of persons that may be shown.</param>
public sealed record PopulationRule(string Id, int Threshold);

/// <summary>A declared measure: what is counted, by which dimensions, and which margins are meant for publication.</summary>
/// <param name="Header">What the figures mean, in words; its measure is count or distinct.</param>
/// <param name="Subject">For distinct counts, whom a record is about; null for counts of records.</param>
/// <param name="Dimensions">The dimensions, in order.</param>
/// <param name="Views">The margins meant for publication: each a set of fields.</param>
/// <param name="Population">The population, and the threshold of its protection.</param>
public sealed record IndicatorDefinition(
    CubeHeader Header, Subject? Subject, IReadOnlyList<IndicatorDimension> Dimensions, IReadOnlyList<IReadOnlySet<string>> Views,
    PopulationRule Population);
