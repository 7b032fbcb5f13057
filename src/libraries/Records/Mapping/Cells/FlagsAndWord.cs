namespace Amparo.Records;

/// <summary>Reads flags, and a column that names one code that holds beside them.</summary>
/// <remarks>A code that has a flag is what its flag says; the word may repeat it and may not contradict it. Of the other codes the word says yes to one and nothing about the rest.</remarks>
internal sealed class FlagsAndWord : FlagCells
{
    private readonly FlagsMapping _mapping;
    private readonly int[] _columns;
    private readonly CellReader<short> _flags;
    private readonly CellReader<short> _words;
    private readonly short[] _cells;

    internal FlagsAndWord(FlagsMapping mapping, CodesMapping word, int[] columns)
    {
        _mapping = mapping;
        _columns = columns;
        _flags = new(-1, text => Parse(text, mapping.Flags, mapping.Missing));
        _words = new(columns[^1], text => word.Missing.Find(text) is { } kind ? CodedColumn.Missing(kind) : word.Values.Find(text) ?? CodeCells.Unplaced);
        // Free text may name any code of the list.
        var named = word.Values.Names is { } names ? Enumerable.Range(0, names.List.Codes.Count).Select(code => (short)code) : word.Values.Positions;
        Asked = [.. mapping.Flags.Codes.Concat(named).Distinct().Order().Select(code => (int)code)];
        _cells = new short[Asked[^1] + 1];
    }

    internal override int[] Asked { get; }

    internal override StatedFlags Read(RowSource rows, Span<byte> into)
    {
        var word = _words.Read(rows);
        var unplaced = word == CodeCells.Unplaced;
        _cells.AsSpan().Fill(word is < 0 and not CodeCells.Unplaced ? word : CodedColumn.Missing(MissingKind.Blank));
        if (word >= 0)
            _cells[word] = FlagsColumn.Yes;
        for (var i = 0; i < _mapping.Flags.Codes.Count; i++)
        {
            var code = _mapping.Flags.Codes[i];
            var flag = _flags.Read(rows.Cell(_columns[i]));
            unplaced |= flag == CodeCells.Unplaced || (flag == FlagsColumn.No && code == word);
            // A flag that is missing does not take back what the word says.
            if (code != word || flag == FlagsColumn.Yes)
                _cells[code] = flag;
        }

        if (unplaced)
            return new(0, CodedColumn.Missing(MissingKind.Unknown), Unplaced: true);
        ulong yes = 0;
        short none = 0;
        for (var i = 0; i < Asked.Length; i++)
        {
            var cell = _cells[Asked[i]];
            into[FlagsBuilder.PlaceOf(i)] = (byte)FlagsColumn.StateOf(cell);
            if (cell == FlagsColumn.Yes)
                yes |= 1UL << Asked[i];
            else if (cell < 0 && none == 0)
                none = cell;
        }

        return new(yes, none < 0 ? none : _mapping.Flags.NoneSet, Unplaced: false);
    }
}
