using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amparo.Records;

/// <summary>Reads flags from a column for each: the inner loop of wide files, in which four cells of five are flags.</summary>
internal sealed class FlagColumns : FlagCells
{
    // Stands in a cell's place for what the mapping cannot place; no number of the planes has this bit.
    private const int Unplaced = 8;

    private readonly FlagsMapping _mapping;
    private readonly int[] _columns;
    private readonly bool _isSummed;
    private readonly int _widest;
    private readonly CellReader<int> _states;

    /// <param name="mapping">How the flags are written.</param>
    /// <param name="columns">Where their columns stand.</param>
    /// <param name="isSummed">Whether somebody asks what the row says as a whole.</param>
    internal FlagColumns(FlagsMapping mapping, int[] columns, bool isSummed)
    {
        _isSummed = isSummed;
        _mapping = mapping;
        _columns = columns;
        _widest = columns.Max();
        _states = new(-1, text => Parse(text, mapping.Flags, mapping.Missing) is var cell && cell == CodeCells.Unplaced ? Unplaced : FlagsColumn.StateOf(cell));
        Asked = [.. mapping.Flags.Codes.Select(code => (int)code)];
    }

    internal override int[] Asked { get; }

    internal override StatedFlags Read(RowSource rows, Span<byte> into)
    {
        var plain = rows.AsPlain;
        var all = 0;
        if (_widest < plain.Count)
        {
            // The two checks here spare one for each cell: the columns lie within the row, and the places within the block.
            ref var place = ref MemoryMarshal.GetReference(into[..(FlagsBuilder.PlaceOf(_columns.Length - 1) + 1)]);
            foreach (var column in _columns)
            {
                var number = plain.NumberOf(column);
                if (!_states.TryRecall(number, out var state))
                    state = _states.Learn(rows, column, number);
                all |= state;
                place = (byte)state;
                place = ref Unsafe.Add(ref place, FlagsBuilder.PlaceOf(1));
            }
        }
        else
        {
            for (var i = 0; i < _columns.Length; i++)
            {
                var state = _states.Read(rows.Cell(_columns[i]));
                all |= state;
                into[FlagsBuilder.PlaceOf(i)] = (byte)state;
            }
        }

        return Summary(into, all);
    }

    private StatedFlags Summary(Span<byte> cells, int all)
    {
        if (all >= Unplaced)
            return new(0, CodedColumn.Missing(MissingKind.Unknown), Unplaced: true);
        ulong yes = 0;
        short none = 0;
        for (var i = 0; _isSummed && i < Asked.Length; i++)
        {
            var state = cells[FlagsBuilder.PlaceOf(i)];
            yes |= (state == FlagsColumn.Yes ? 1UL : 0UL) << Asked[i];
            if (none == 0 && state > FlagsColumn.Yes)
                none = FlagsColumn.CellOf(state);
        }

        return new(yes, none < 0 ? none : _mapping.Flags.NoneSet, Unplaced: false);
    }
}
