namespace Amparo.Records;

/// <summary>What is wrong with the row at hand.</summary>
internal sealed class RowFaults
{
    private readonly List<(string Field, string Code)> _faults = [];

    internal bool IsEmpty => _faults.Count == 0;

    internal IReadOnlyList<(string Field, string Code)> All => _faults;

    internal void Add(string field, string code) => _faults.Add((field, code));

    internal void Clear() => _faults.Clear();
}
