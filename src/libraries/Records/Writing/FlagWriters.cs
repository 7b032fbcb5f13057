namespace Amparo.Records;

/// <summary>Writes flags; each kind of mapping says in which cells.</summary>
internal abstract class FlagFieldWriter(FieldMapping mapping, RecordSet records) : CellWriter(mapping)
{
    protected FlagsColumn? Flags { get; } = records.FindFlags(mapping.Target);

    protected short CellOf(int code, int record) => Flags is null ? CodedColumn.Missing(MissingKind.NotAsked) : Flags[code, record];

    internal override bool IsStated(int record) => Flags is not null && Enumerable.Range(0, Flags.List.Codes.Count).Any(code => Flags.IsAsked(code) && Flags[code, record] >= 0);

    /// <summary>Whether codes outside the layout say nothing that it should say.</summary>
    protected bool NothingBeside(IEnumerable<int> codes, int record) =>
        codes.All(code => CellOf(code, record) is < 0);
}

/// <summary>Writes a column for each flag, and the word beside them.</summary>
internal sealed class FlagsWriter : FlagFieldWriter
{
    private readonly FlagsMapping _mapping;
    private readonly int[] _others;

    internal FlagsWriter(FlagsMapping mapping, RecordSet records)
        : base(mapping, records)
    {
        _mapping = mapping;
        var known = mapping.Flags.Codes.Concat(mapping.Word?.Values.Positions ?? []).ToHashSet();
        _others = Flags is null ? [] : [.. Enumerable.Range(0, Flags.List.Codes.Count).Where(code => Flags.IsAsked(code) && !known.Contains((short)code))];
    }

    internal override string Spell(int index, int record) =>
        index == _mapping.Flags.Codes.Count ? Word(record) : CellOf(_mapping.Flags.Codes[index], record) switch
        {
            FlagsColumn.Yes => _mapping.Flags.Set.Words[0],
            FlagsColumn.No => _mapping.Flags.Unset.Words is [var word, ..] ? word : string.Empty,
            var kind => _mapping.Missing.SpellingOf((MissingKind)(-kind)),
        };

    internal override bool Holds(string[] cells, int record)
    {
        if (Flags is null)
            return true;
        var named = _mapping.Word is { } word && word.Values.Find(cells[^1]) is { } position ? position : CodeCells.Unplaced;
        for (var i = 0; i < _mapping.Flags.Codes.Count; i++)
        {
            var code = _mapping.Flags.Codes[i];
            if (!IsSame(FlagCells.Parse(cells[i], _mapping.Flags, _mapping.Missing), CellOf(code, record)) && code != named)
                return false;
        }

        var rest = _mapping.Word?.Values.Positions.Except(_mapping.Flags.Codes) ?? [];
        return NothingBeside(_others, record)
            && rest.All(code => IsSame(code == named ? FlagsColumn.Yes : MissingBeside(cells), CellOf(code, record)));
    }

    // A code that has no column of its own says more than one that has.
    private string Word(int record)
    {
        var word = _mapping.Word!;
        var holds = word.Values.Positions.Where(code => CellOf(code, record) == FlagsColumn.Yes).ToArray();
        if (holds.Length > 0)
            return word.Values.SpellingOf(holds.OrderBy(code => _mapping.Flags.Codes.Contains(code)).First())!;
        var first = word.Values.Positions.Except(_mapping.Flags.Codes).Select(code => CellOf(code, record)).FirstOrDefault(cell => cell < 0);
        return first < 0 ? word.Missing.SpellingOf((MissingKind)(-first)) : string.Empty;
    }

    private short MissingBeside(string[] cells) =>
        CodedColumn.Missing(_mapping.Word!.Missing.Find(cells[^1]) ?? MissingKind.Blank);
}

/// <summary>Writes the codes that hold into one cell.</summary>
internal sealed class CodesWriter : FlagFieldWriter
{
    private readonly CodesMapping _mapping;
    private readonly short[] _order;
    private readonly Dictionary<string, StatedFlags> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<(ulong Yes, short Others), string> _texts = [];

    internal CodesWriter(CodesMapping mapping, RecordSet records)
        : base(mapping, records)
    {
        _mapping = mapping;
        _order = Flags is null ? [] : [.. Enumerable.Range(0, Flags.List.Codes.Count).Select(code => (short)code).OrderBy(mapping.Values.RankOf)];
    }

    internal override string Spell(int index, int record)
    {
        if (Flags is null)
            return string.Empty;
        ulong yes = 0;
        short? rest = null;
        foreach (var code in _order)
        {
            var cell = CellOf(code, record);
            if (cell == FlagsColumn.Yes)
                yes |= 1UL << code;
            else
                rest ??= cell;
        }

        var key = (yes, rest ?? _mapping.List.Unlisted);
        if (!_texts.TryGetValue(key, out var text))
            _texts.Add(key, text = TextOf(key));
        return text;
    }

    internal override bool Holds(string[] cells, int record)
    {
        if (Flags is null)
            return true;
        if (!_read.TryGetValue(cells[0], out var stated))
            _read.Add(cells[0], stated = FlagCells.ParseList(cells[0], _mapping));
        return !stated.Unplaced && _order.All(code =>
            IsSame((stated.Yes & (1UL << code)) != 0 ? FlagsColumn.Yes : stated.NoneMeans, CellOf(code, record)));
    }

    private string TextOf((ulong Yes, short Others) key)
    {
        var words = _order.Where(code => (key.Yes & (1UL << code)) != 0).Select(_mapping.Values.SpellingOf).OfType<string>().ToList();
        if (key.Others < 0 && (words.Count == 0 || key.Others != _mapping.List.Unlisted))
            words.Add(_mapping.Missing.SpellingOf((MissingKind)(-key.Others)));
        words.RemoveAll(word => word.Length == 0);
        return _mapping.List.Separator is { } separator ? string.Join(separator, words) : words.FirstOrDefault() ?? string.Empty;
    }
}
