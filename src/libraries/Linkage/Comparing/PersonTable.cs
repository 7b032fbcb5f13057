using System.Text;
using Amparo.Linkage.Normalising;
using Amparo.Linkage.Reading;
using Amparo.Linkage.Review;
using Amparo.Linkage.Tables;

namespace Amparo.Linkage.Comparing;

/// <summary>One field whose values are compared as a whole.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Role">What it says.</param>
/// <param name="Tokens">Its distinct values, normalised.</param>
internal sealed record ValueField(string Name, FieldRole Role, TokenTable Tokens);

/// <summary>The normalised records, sixteen numbers each, in an order that does not depend on the order of the rows.</summary>
/// <remarks>
/// A row fits a cache line, and comparing two records reads two of them. Version 1 of the normalisation: whatever changes what a raw text
/// becomes changes <see cref="NormalisationVersion"/>.
/// </remarks>
internal sealed class PersonTable
{
    public const int NormalisationVersion = 1;
    public const int Width = 16;
    public const int MostValues = 8;
    private const int MostNationalities = 1 << 16;

    // Places in a row; days of birth stand there by their parts (BirthParts).
    public const int Given1 = 0;
    public const int Given2 = 1;
    public const int Surname1 = 2;
    public const int Surname2 = 3;
    public const int BirthFirst = 4;
    public const int BirthLast = 5;
    public const int Marks = 6;
    public const int List = 7;
    public const int Values = 8;

    /// <summary>Sex takes the two lowest bits of the marks: 0 unknown, 1 female, 2 male, 3 another.</summary>
    public const int SexMask = 3;

    private const int Female = 1;

    /// <summary>The second surname may be a husband's.</summary>
    public const int MarriedMark = 4;

    /// <summary>Nationality takes the marks from this bit on: its number, or 0 where it is not known.</summary>
    public const int NationalityShift = 8;

    private readonly int[] _rowOf;

    private PersonTable(PersonLists lists, int[] rows, int[] sources)
    {
        Lists = lists;
        Rows = rows;
        Sources = sources;
        _rowOf = new int[sources.Length];
        for (var row = 0; row < sources.Length; row++)
            _rowOf[sources[row]] = row;
    }

    /// <summary>Number of records.</summary>
    public int Count => Sources.Length;

    /// <summary>Where the records come from.</summary>
    public PersonLists Lists { get; }

    /// <summary>All rows, one after the other.</summary>
    public int[] Rows { get; }

    /// <summary>The record of the lists that each row stands for.</summary>
    public int[] Sources { get; }

    /// <summary>The words of given names.</summary>
    public required TokenTable Given { get; init; }

    /// <summary>The words of surnames.</summary>
    public required TokenTable Surnames { get; init; }

    /// <summary>The other fields, at most <see cref="MostValues"/>.</summary>
    public required IReadOnlyList<ValueField> Fields { get; init; }

    /// <summary>The row of a record of the lists.</summary>
    public int RowOf(int source) => _rowOf[source];

    /// <summary>The list and id of a row's record.</summary>
    public RecordKey KeyOf(int row) => Lists.KeyOf(Sources[row]);

    /// <summary>A record's row.</summary>
    public ReadOnlySpan<int> Row(int record) => Rows.AsSpan(record * Width, Width);

    /// <summary>Normalises the records of lists.</summary>
    public static PersonTable Of(PersonLists lists, NameKnowledge knowledge)
    {
        var order = Enumerable.Range(0, lists.Count).ToArray();
        var keys = new ulong[lists.Count];
        for (var record = 0; record < keys.Length; record++)
            keys[record] = lists.HashOf(record);
        Array.Sort(keys, order);
        var given = new TokenTable(knowledge);
        var surnames = new TokenTable(knowledge);
        var rows = new int[checked(lists.Count * Width)];
        FillNames(lists, order, rows, (given, FieldRole.Given, Given1), knowledge);
        FillNames(lists, order, rows, (surnames, FieldRole.Surname, Surname1), knowledge);
        FillBirths(lists, order, rows);
        FillMarks(lists, order, rows);
        var fields = FillValues(lists, order, rows);
        SplitJoined(surnames, rows, Surname1);
        (rows, order) = Neighbours(rows, order, given, surnames);
        var table = new PersonTable(lists, rows, order) { Given = given, Surnames = surnames, Fields = fields };
        table.CountTokens();
        table.NumberTokens();
        return table;
    }

    private static void FillNames(
        PersonLists lists, int[] order, int[] rows, (TokenTable Tokens, FieldRole Role, int Place) part, NameKnowledge knowledge)
    {
        var columns = lists.Columns.Where(column => column.Role == part.Role).ToArray();
        var words = columns.Select(column => Words(column, part.Tokens, knowledge)).ToArray();
        for (var record = 0; record < order.Length; record++)
        {
            var row = rows.AsSpan(record * Width, Width);
            var filled = 0;
            for (var i = 0; i < columns.Length && filled < 2; i++)
            {
                var (tokens, married) = words[i][columns[i].Codes[order[record]]];
                foreach (var token in tokens)
                {
                    if (filled == 2 || (filled == 1 && row[part.Place] == token && i > 0 && part.Role == FieldRole.Given))
                        break;
                    row[part.Place + filled++] = token;
                }

                if (married && filled == 2 && part.Role == FieldRole.Surname)
                    row[Marks] |= MarriedMark;
            }
        }
    }

    private static (int[] Tokens, bool Married)[] Words(RawColumn column, TokenTable tokens, NameKnowledge knowledge)
    {
        var words = new (int[], bool)[column.Texts.Count];
        for (var text = 0; text < words.Length; text++)
        {
            var of = NameWords.Of(Encoding.UTF8.GetString(column.Texts[text]), knowledge);
            words[text] = ([.. of.Words.Select(tokens.Add)], of.Married);
        }

        return words;
    }

    private static void FillBirths(PersonLists lists, int[] order, int[] rows)
    {
        RawColumn? Find(FieldRole role) => lists.Columns.FirstOrDefault(column => column.Role == role);
        var birth = Find(FieldRole.Birth);
        var dates = birth is null ? null : Each(birth, text => BirthInterval.OfDate(text));
        var (year, month, day) = (Find(FieldRole.BirthYear), Find(FieldRole.BirthMonth), Find(FieldRole.BirthDay));
        var (age, reference) = (Find(FieldRole.Age), Find(FieldRole.ReferenceDate));
        var years = year is null ? null : Each(year, Number);
        var months = month is null ? null : Each(month, Number);
        var days = day is null ? null : Each(day, Number);
        var ages = age is null ? null : Each(age, text => BirthInterval.Age(text));
        var references = reference is null ? null : Each(reference, text => BirthInterval.OfDate(text));
        for (var record = 0; record < order.Length; record++)
        {
            var source = order[record];
            var known = dates is null ? default : dates[birth!.Codes[source]];
            if (known.First == 0 && years is not null)
            {
                known = BirthInterval.OfParts(
                    years[year!.Codes[source]], months is null ? 0 : months[month!.Codes[source]], days is null ? 0 : days[day!.Codes[source]]);
            }

            if (known.First == 0 && ages is not null && references is not null)
                known = BirthInterval.OfAge(ages[age!.Codes[source]], references[reference!.Codes[source]]);
            rows[(record * Width) + BirthFirst] = BirthParts.Of(known.First);
            rows[(record * Width) + BirthLast] = BirthParts.Of(known.Last);
        }
    }

    private static T[] Each<T>(RawColumn column, Func<string, T> read)
    {
        var values = new T[column.Texts.Count];
        for (var text = 0; text < values.Length; text++)
            values[text] = read(Encoding.UTF8.GetString(column.Texts[text]));
        return values;
    }

    private static int Number(string text) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static void FillMarks(PersonLists lists, int[] order, int[] rows)
    {
        var sex = lists.Columns.FirstOrDefault(column => column.Role == FieldRole.Sex);
        var letters = sex is null ? [] : Each(sex, PlainText.Letters);
        var sexes = letters.Select(text => SexOf(text)).ToArray();
        var sexesOfMujer = letters.Select(text => text == "M" ? Female : SexOf(text)).ToArray();
        var mujer = ListsOfHombreAndMujer(lists, sex, letters);
        var nationality = lists.Columns.FirstOrDefault(column => column.Role == FieldRole.Nationality);
        var nationalities = nationality is null ? null : Numbers(nationality);
        for (var record = 0; record < order.Length; record++)
        {
            if (nationalities is not null)
                rows[(record * Width) + Marks] |= nationalities[nationality!.Codes[order[record]]] << NationalityShift;
            if (sex is not null)
                rows[(record * Width) + Marks] |= (mujer[lists.ListOf(order[record])] ? sexesOfMujer : sexes)[sex.Codes[order[record]]];
            rows[(record * Width) + List] = lists.ListOf(order[record]);
        }
    }

    // Nationalities as numbers from one, by their letters; what says nothing is 0.
    private static int[] Numbers(RawColumn column)
    {
        var letters = Each(column, PlainText.Letters);
        var known = letters.Where(text => !PlainText.SaysNothing(text)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostNationalities).ToList();
        return [.. letters.Select(text => known.BinarySearch(text, StringComparer.Ordinal) is var place && place >= 0 ? place + 1 : 0)];
    }

    // Some registers write H and M, for hombre and mujer: there M is a woman. A list that also writes F means something else by H.
    private static bool[] ListsOfHombreAndMujer(PersonLists lists, RawColumn? sex, string[] letters)
    {
        var (hombre, female) = (new bool[lists.Lists.Count], new bool[lists.Lists.Count]);
        for (var record = 0; sex is not null && record < lists.Count; record++)
        {
            var text = letters[sex.Codes[record]];
            hombre[lists.ListOf(record)] |= text == "H";
            female[lists.ListOf(record)] |= text == "F";
        }

        return [.. hombre.Select((writes, list) => writes && !female[list])];
    }

    private static int SexOf(string letters) => letters switch
    {
        "F" or "FEMALE" or "FEMENINO" or "MUJER" or "FEMME" or "FANM" or "W" or "FEMENINA" => Female,
        "M" or "MALE" or "MASCULINO" or "HOMBRE" or "HOMME" or "GASON" or "H" or "VARON" => 2,
        "OTHER" or "OTRO" or "OTRA" or "X" or "AUTRE" => 3,
        _ => 0,
    };

    private static List<ValueField> FillValues(PersonLists lists, int[] order, int[] rows)
    {
        var fields = new List<ValueField>();
        foreach (var column in lists.Columns.Where(column => Normalise(column.Role) is not null).OrderBy(column => column.Role == FieldRole.Text))
        {
            if (fields.Count == MostValues)
                break;
            var tokens = new TokenTable(column.Role == FieldRole.Place ? NameKnowledge.None : null);
            var normalise = Normalise(column.Role)!;
            var words = Each(column, text => PlainText.SaysNothing(PlainText.Letters(text)) ? 0 : tokens.Add(normalise(text)));
            for (var record = 0; record < order.Length; record++)
                rows[(record * Width) + Values + fields.Count] = words[column.Codes[order[record]]];
            fields.Add(new(column.Name, column.Role, tokens));
        }

        return fields;
    }

    private static Func<string, string>? Normalise(FieldRole role) => role switch
    {
        FieldRole.Place or FieldRole.Text => PlainText.Letters,
        FieldRole.Document => PlainText.Solid,
        FieldRole.Phone => PlainText.Phone,
        FieldRole.Email => text => text.Trim().ToLowerInvariant(),
        _ => null,
    };

    // GARCIALOPEZ is GARCIA and LOPEZ where both are surnames of the lists, far more frequent than the joined word.
    private static void SplitJoined(TokenTable tokens, int[] rows, int place)
    {
        var counts = new int[tokens.Count];
        for (var record = 0; record < rows.Length / Width; record++)
        {
            counts[rows[(record * Width) + place]]++;
            counts[rows[(record * Width) + place + 1]]++;
        }

        var parts = new (int, int)[tokens.Count];
        for (var token = 1; token < parts.Length; token++)
        {
            if (tokens[token].Length >= 8 && counts[token] > 0)
                parts[token] = PartsOf(tokens, counts, token);
        }

        for (var record = 0; record < rows.Length / Width; record++)
        {
            var row = rows.AsSpan(record * Width, Width);
            if (row[place] != 0 && row[place + 1] == 0 && parts[row[place]] is var (first, second) && first != 0)
                (row[place], row[place + 1]) = (first, second);
        }
    }

    // Records whose names sound alike come to lie together: the blocks that are read most are then read from near places.
    private static (int[] Rows, int[] Order) Neighbours(int[] rows, int[] order, TokenTable given, TokenTable surnames)
    {
        var keys = new ulong[order.Length];
        var places = new int[order.Length];
        for (var record = 0; record < order.Length; record++)
        {
            var at = record * Width;
            keys[record] = (surnames.SoundHashOf(rows[at + Surname1]) >> 40 << 40) | (given.SoundHashOf(rows[at + Given1]) >> 44 << 20) | (uint)(rows[at + BirthFirst] >> 8);
            places[record] = record;
        }

        Array.Sort(keys, places);
        var (sorted, sources) = (new int[rows.Length], new int[order.Length]);
        for (var record = 0; record < places.Length; record++)
        {
            rows.AsSpan(places[record] * Width, Width).CopyTo(sorted.AsSpan(record * Width));
            sources[record] = order[places[record]];
        }

        return (sorted, sources);
    }

    private static (int First, int Second) PartsOf(TokenTable tokens, int[] counts, int token)
    {
        const int shortest = 3;
        const int timesAsFrequent = 8;
        var word = tokens[token];
        var best = (First: 0, Second: 0);
        var bestCount = timesAsFrequent * counts[token];
        for (var cut = shortest; cut <= word.Length - shortest; cut++)
        {
            var (first, second) = (tokens.Find(word[..cut]), tokens.Find(word[cut..]));
            if (first != 0 && second != 0 && first < counts.Length && second < counts.Length && Math.Min(counts[first], counts[second]) > bestCount)
                (best, bestCount) = ((first, second), Math.Min(counts[first], counts[second]));
        }

        return best;
    }

    private void CountTokens()
    {
        for (var record = 0; record < Count; record++)
        {
            var row = Row(record);
            Given.CountIn(row[Given1]);
            Given.CountIn(row[Given2]);
            Surnames.CountIn(row[Surname1]);
            Surnames.CountIn(row[Surname2]);
            for (var field = 0; field < Fields.Count; field++)
                Fields[field].Tokens.CountIn(row[Values + field]);
        }
    }

    private void NumberTokens()
    {
        Number(Given, Given1, 2);
        Number(Surnames, Surname1, 2);
        for (var field = 0; field < Fields.Count; field++)
            Number(Fields[field].Tokens, Values + field, 1);
    }

    private void Number(TokenTable tokens, int place, int places)
    {
        var numbers = tokens.NumberByFrequency();
        for (var record = 0; record < Rows.Length; record += Width)
        {
            foreach (ref var token in Rows.AsSpan(record + place, places))
                token = numbers[token];
        }
    }
}
