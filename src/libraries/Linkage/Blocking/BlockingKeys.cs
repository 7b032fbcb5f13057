using Amparo.Linkage.Comparing;
using Amparo.Linkage.Reading;
using Amparo.Linkage.Tables;

namespace Amparo.Linkage.Blocking;

/// <summary>A part of a record that keys are made of.</summary>
internal enum KeyPart
{
    /// <summary>The sound of a surname, whichever of the two.</summary>
    AnySurname,

    /// <summary>The sounds of both surnames in any order.</summary>
    BothSurnames,

    /// <summary>The sound of a given name, whichever of the two.</summary>
    AnyGiven,

    /// <summary>The sound of the first given name.</summary>
    FirstGiven,

    /// <summary>The first two sounds of the first given name.</summary>
    GivenStart,

    /// <summary>The first three sounds of the first surname.</summary>
    SurnameStart,

    /// <summary>The day of birth.</summary>
    BirthDay,

    /// <summary>The day and month of birth.</summary>
    DayAndMonth,

    /// <summary>The year of birth; for an age, the year in its middle.</summary>
    BirthYear,

    /// <summary>The month and year of birth.</summary>
    BirthMonth,

    /// <summary>Sex.</summary>
    Sex,

    /// <summary>Everybody: all pairs.</summary>
    Everybody,

    /// <summary>The first value field; the others follow it.</summary>
    Value,
}

/// <summary>A key that puts records together whose parts are equal.</summary>
/// <param name="Parts">Its parts; at most one that is "whichever".</param>
internal sealed record BlockingKey(IReadOnlyList<KeyPart> Parts)
{
    /// <summary>Whether a record has two keys, one for each of two names.</summary>
    public bool IsTwofold => Parts.Any(part => part is KeyPart.AnySurname or KeyPart.AnyGiven);
}

/// <summary>The parts of all records as hashes; 0 where a record does not have it.</summary>
internal sealed class KeyParts
{
    private readonly PersonTable _table;
    private readonly Dictionary<KeyPart, ulong[]> _first = [];
    private readonly Dictionary<KeyPart, ulong[]> _second = [];

    public KeyParts(PersonTable table) => _table = table;

    /// <summary>The hashes of one part, or of the first of two.</summary>
    public ulong[] Of(KeyPart part)
    {
        if (!_first.TryGetValue(part, out var hashes))
            _first.Add(part, hashes = Make(part, second: false));
        return hashes;
    }

    /// <summary>The hashes of the second of two names; where there is none, 0.</summary>
    public ulong[] SecondOf(KeyPart part)
    {
        if (part is not (KeyPart.AnySurname or KeyPart.AnyGiven))
            return Of(part);
        if (!_second.TryGetValue(part, out var hashes))
            _second.Add(part, hashes = Make(part, second: true));
        return hashes;
    }

    private ulong[] Make(KeyPart part, bool second)
    {
        var hashes = new ulong[_table.Count];
        var starts = part switch
        {
            KeyPart.GivenStart => Starts(_table.Given, 2),
            KeyPart.SurnameStart => Starts(_table.Surnames, 3),
            _ => [],
        };
        for (var record = 0; record < hashes.Length; record++)
        {
            var row = _table.Row(record);
            hashes[record] = part switch
            {
                KeyPart.AnySurname => _table.Surnames.SoundHashOf(row[second ? PersonTable.Surname2 : PersonTable.Surname1]),
                KeyPart.AnyGiven => _table.Given.SoundHashOf(row[second ? PersonTable.Given2 : PersonTable.Given1]),
                KeyPart.FirstGiven => _table.Given.SoundHashOf(row[PersonTable.Given1]),
                KeyPart.BothSurnames => Both(_table.Surnames.SoundHashOf(row[PersonTable.Surname1]), _table.Surnames.SoundHashOf(row[PersonTable.Surname2])),
                KeyPart.GivenStart => starts[row[PersonTable.Given1]],
                KeyPart.SurnameStart => starts[row[PersonTable.Surname1]],
                KeyPart.BirthDay => Day(row, day => day),
                KeyPart.DayAndMonth => Day(row, day => day % 10_000),
                KeyPart.BirthMonth => Day(row, day => day / 100),
                KeyPart.BirthYear => Year(row),
                KeyPart.Sex => (row[PersonTable.Marks] & PersonTable.SexMask) is var sex && sex == 0 ? 0 : TextDictionary.Mix((ulong)sex),
                KeyPart.Everybody => 1,
                _ => _table.Fields[part - KeyPart.Value].Tokens.SoundHashOf(row[PersonTable.Values + (part - KeyPart.Value)]),
            };
        }

        return hashes;
    }

    private static ulong Both(ulong one, ulong other) =>
        one == 0 || other == 0 ? 0 : TextDictionary.Mix(Math.Min(one, other) ^ TextDictionary.Mix(Math.Max(one, other)));

    private static ulong Day(ReadOnlySpan<int> row, Func<int, int> of) =>
        row[PersonTable.BirthFirst] is var day && day != 0 && day == row[PersonTable.BirthLast] ? TextDictionary.Mix((ulong)of(BirthParts.NumberOf(day)) + 7) : 0;

    private static ulong Year(ReadOnlySpan<int> row)
    {
        var (first, last) = (BirthParts.NumberOf(row[PersonTable.BirthFirst]), BirthParts.NumberOf(row[PersonTable.BirthLast]));
        if (first == 0 || last - first > 20_000)
            return 0;
        // An age spans two years: the one with more of its days.
        var year = first / 10_000 == last / 10_000 || 1231 - (first % 10_000) > last % 10_000 ? first / 10_000 : last / 10_000;
        return TextDictionary.Mix((ulong)year + 11);
    }

    private static ulong[] Starts(TokenTable tokens, int letters)
    {
        var starts = new ulong[tokens.Count];
        for (var token = 1; token < starts.Length; token++)
        {
            var sound = Normalising.SpanishSound.KeyOf(tokens[token]);
            starts[token] = TextDictionary.Hash(System.Runtime.InteropServices.MemoryMarshal.AsBytes(sound.AsSpan(0, Math.Min(letters, sound.Length))));
        }

        return starts;
    }
}
