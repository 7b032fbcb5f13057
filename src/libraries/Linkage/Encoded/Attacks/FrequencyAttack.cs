using System.Runtime.InteropServices;

namespace Amparo.Linkage.Encoded.Attacks;

/// <summary>The most frequent key is the most frequent person, the second the second, as far as no two are equally frequent.</summary>
/// <remarks>M. Kuzu et al. (2011), doi:10.1007/978-3-642-22263-4_13, in its plainest form. It finds something where few fields are encoded, so that keys repeat.</remarks>
internal static class FrequencyAttack
{
    internal static int?[] Guess(AttackField field)
    {
        var keys = Enumerable.Range(0, field.Rows).GroupBy(row => Convert.ToHexString(MemoryMarshal.AsBytes(field.Target.Key(row))), StringComparer.Ordinal)
            .Select(group => group.ToArray()).OrderByDescending(rows => rows.Length).ToList();
        var persons = Enumerable.Range(0, field.Plain.Length).GroupBy(person => field.Signature(field.Plain[person]), StringComparer.Ordinal)
            .Select(group => group.ToArray()).OrderByDescending(rows => rows.Length).ToList();
        var guesses = new int?[field.Rows];
        for (var rank = 0; rank < Math.Min(keys.Count, persons.Count); rank++)
        {
            if (!Alone(keys, rank) || !Alone(persons, rank))
                continue;
            foreach (var row in keys[rank])
                guesses[row] = persons[rank][0];
        }

        return guesses;
    }

    private static bool Alone(List<int[]> groups, int rank) =>
        (rank == 0 || groups[rank].Length < groups[rank - 1].Length) && (rank + 1 == groups.Count || groups[rank].Length > groups[rank + 1].Length);
}
