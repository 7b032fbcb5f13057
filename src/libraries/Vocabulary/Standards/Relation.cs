namespace Amparo.Vocabulary.Standards;

/// <summary>How the cases under one term stand to the cases under another: the same, fewer, more, some shared, or no counterpart.</summary>
/// <remarks>
/// A relation is what is known, as a set of possibilities: of the five ways in which two sets of cases can lie (equal, inside, around, partly
/// shared, apart) those that are not excluded. That is why relations along a path can be joined without ever claiming too much: the
/// composition is the table of the region connection calculus RCC-5 (Bennett 1994, "Spatial reasoning with propositional logics", and
/// Jonsson and Drakengren 1997, doi:10.1613/jair.379), taken over all pairs of possibilities. Immutable and thread-safe.
/// </remarks>
public readonly record struct Relation
{
    private const byte Equal = 1;
    private const byte Inside = 2;
    private const byte Around = 4;
    private const byte Shared = 8;
    private const byte Apart = 16;
    private const byte Any = Equal | Inside | Around | Shared | Apart;

    // What can hold between a and c if the row holds between a and b, and the column between b and c.
    private static readonly byte[,] Table =
    {
        { Equal, Inside, Around, Shared, Apart },
        { Inside, Inside, Any, Inside | Shared | Apart, Apart },
        { Around, Equal | Inside | Around | Shared, Around, Around | Shared, Around | Shared | Apart },
        { Shared, Inside | Shared, Around | Shared | Apart, Any, Around | Shared | Apart },
        { Apart, Inside | Shared | Apart, Apart, Inside | Shared | Apart, Any },
    };

    private readonly byte _possible;

    private Relation(int possible) => _possible = (byte)possible;

    /// <summary>No counterpart: the other side has no term for these cases. It joins with nothing.</summary>
    public static Relation None => default;

    /// <summary>Both terms hold for the same cases.</summary>
    public static Relation Exact => new(Equal);

    /// <summary>The first term holds for fewer cases: all of them are cases of the second, not the other way round.</summary>
    public static Relation Narrower => new(Inside);

    /// <summary>The first term holds for more cases: all cases of the second are cases of the first.</summary>
    public static Relation Broader => new(Around);

    /// <summary>There are cases of both terms; which of them is the wider one is not claimed.</summary>
    public static Relation Overlaps => new(Equal | Inside | Around | Shared);

    /// <summary>Both terms stand under one heading, and nothing more is known. Only joined relations are unclear; data may not declare it.</summary>
    public static Relation Unclear => new(Any);

    /// <summary>The relation's name in content files and tables: <c>exact</c>, <c>narrower</c>, <c>broader</c>, <c>overlaps</c>, <c>none</c> or <c>unclear</c>.</summary>
    /// <remarks>A narrower set of possibilities than the name says is named by the nearest name that claims no more.</remarks>
    public string Name => _possible switch
    {
        0 => "none",
        Equal => "exact",
        Inside => "narrower",
        Around => "broader",
        < Apart => "overlaps",
        _ => "unclear",
    };

    /// <summary>Orders relations from the closest: exact, narrower, broader, overlaps, unclear, none.</summary>
    internal int Strength => _possible switch { Equal => 0, Inside => 1, Around => 2, 0 => 5, < Apart => 3, _ => 4 };

    /// <summary>Whether at least one case is known to be shared, or the terms are the same.</summary>
    public bool IsClear => _possible is > 0 and < Apart;

    /// <summary>The relation seen from the other side: broader for narrower, and the other way round.</summary>
    public Relation Inverse => new(
        (_possible & (Equal | Shared | Apart))
        | ((_possible & Inside) != 0 ? Around : 0)
        | ((_possible & Around) != 0 ? Inside : 0));

    /// <summary>Finds a relation by its name.</summary>
    /// <param name="name">The name as data declare it; case matters.</param>
    /// <returns>The relation, or null for another word, <c>unclear</c> included.</returns>
    public static Relation? Find(string? name) => name switch
    {
        "exact" => Exact,
        "narrower" => Narrower,
        "broader" => Broader,
        "overlaps" => Overlaps,
        "none" => None,
        _ => null,
    };

    /// <summary>What is known between a and c, from a to b and then from b to c.</summary>
    /// <param name="next">The relation from b to c.</param>
    /// <returns>Every possibility that both relations leave open; <see cref="None"/> if either is none.</returns>
    public Relation Then(Relation next)
    {
        var possible = 0;
        for (var first = 0; first < 5; first++)
        {
            for (var second = 0; second < 5; second++)
            {
                if ((_possible & (1 << first)) != 0 && (next._possible & (1 << second)) != 0)
                    possible |= Table[first, second];
            }
        }

        return new(possible);
    }

    /// <summary>What is known of the same two terms by two paths.</summary>
    /// <param name="other">The relation by the other path.</param>
    /// <returns>The possibilities that both leave open; <see cref="None"/> if they contradict one another.</returns>
    public Relation And(Relation other) => new(_possible & other._possible);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
