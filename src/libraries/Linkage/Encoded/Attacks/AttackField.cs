namespace Amparo.Linkage.Encoded.Attacks;

/// <summary>What an attacker sees, and beside it the truth, which no attack looks at.</summary>
internal sealed class AttackField
{
    private readonly string?[] _truth;

    internal AttackField(ListEncoding target, ListEncoding simulated, PersonList plain, EncodingSchema schema)
    {
        Simulated = simulated.List;
        var records = plain.Records.ToDictionary(record => record.Id, StringComparer.Ordinal);
        // Of a long list those rows first whose persons the attacker has: as large a part of the rows as in the whole lists.
        var rows = Enumerable.Range(0, target.List.Rows).OrderBy(row => target.Ids[row] is { } id && records.ContainsKey(id) ? 0 : 1)
            .Take(EncodingAttack.MostRows).Order().ToList();
        Rows = rows.Count;
        _truth = [.. rows.Select(row => target.Ids[row])];
        Target = new EncodedList(target.List.Header, [.. rows.Select(row => target.List.Tokens[row])], [.. rows.SelectMany(row => target.List.Key(row).ToArray())]);
        Plain = [.. simulated.Ids.Select(id => records[id!])];
        Schema = schema;
    }

    /// <summary>The rows that are attacked.</summary>
    internal EncodedList Target { get; }

    /// <summary>How many rows are attacked.</summary>
    internal int Rows { get; }

    /// <summary>The attacker's persons.</summary>
    internal PersonRecord[] Plain { get; }

    /// <summary>The attacker's persons, encoded under a key of the attacker's own; row for row.</summary>
    internal EncodedList Simulated { get; }

    internal EncodingSchema Schema { get; }

    /// <summary>All that is encoded of a person, as one text.</summary>
    internal string Signature(PersonRecord record) =>
        string.Join('\n', record.Texts.Where(text => Schema.Fields.Any(field => field.Id == text.Field)).Select(text => $"{text.Field}\t{text.Text}").Order(StringComparer.Ordinal));

    /// <summary>Some rows whose persons an insider may know: the first ones, which are random, as tokens are.</summary>
    internal IReadOnlyList<(int Row, int Person)> Known(int count)
    {
        var places = Places();
        return [.. _truth.Index().Where(row => row.Item is not null && places.ContainsKey(row.Item)).Take(count).Select(row => (row.Index, places[row.Item!]))];
    }

    /// <summary>Counts what was guessed right: the person herself, or one of whom exactly the same is encoded.</summary>
    /// <param name="attack">The attack's name.</param>
    /// <param name="guesses">A person or nobody for each row.</param>
    /// <param name="known">Rows whose persons the attacker knew before: they count for nothing.</param>
    internal AttackResult Judge(string attack, IReadOnlyList<int?> guesses, IReadOnlyList<(int Row, int Person)> known)
    {
        var before = known.Select(pair => pair.Row).ToHashSet();
        var places = Places();
        var (targets, guessed, right) = (0, 0, 0);
        for (var row = 0; row < Rows; row++)
        {
            var truth = _truth[row] is { } id && places.TryGetValue(id, out var place) ? place : (int?)null;
            if (before.Contains(row))
                continue;
            targets += truth is null ? 0 : 1;
            if (guesses[row] is not { } guess)
                continue;
            guessed++;
            right += truth is { } person && (person == guess || Signature(Plain[person]) == Signature(Plain[guess])) ? 1 : 0;
        }

        return new AttackResult(attack, targets, guessed, right);
    }

    private Dictionary<string, int> Places() => Plain.Index().ToDictionary(person => person.Item.Id, person => person.Index, StringComparer.Ordinal);
}
