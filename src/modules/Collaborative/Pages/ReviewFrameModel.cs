using Amparo.Collaborative.Access;
using Amparo.Collaborative.Http;
using Amparo.Collaborative.Texts;

namespace Amparo.Collaborative.Pages;

/// <summary>What every page of the review has around its content.</summary>
public sealed record ReviewFrameModel
{
    /// <summary>The reader's words.</summary>
    public required ReviewTexts Texts { get; init; }

    /// <summary>The page's address in each language.</summary>
    public required ReviewAddress Address { get; init; }

    /// <summary>The page's name.</summary>
    public required string Title { get; init; }

    /// <summary>Texts and style.</summary>
    public required ReviewSite Site { get; init; }

    /// <summary>Who reads; null for whoever has not been let in.</summary>
    public ReviewSeat? Seat { get; init; }

    /// <summary>What the session's forms carry.</summary>
    public string FormToken { get; init; } = "";

    /// <summary>Whether the records are invented.</summary>
    public bool Invented { get; init; }
}

/// <summary>A row of a list of pairs.</summary>
/// <param name="Position">The pair's place in the queue, from one.</param>
/// <param name="PairId">Its id.</param>
/// <param name="Veiled">Whether the reader must not see what the model or others hold of it.</param>
/// <param name="Zone">Its zone, as a text's key.</param>
/// <param name="Weight">Its weight in bits.</param>
/// <param name="Status">How far it has come, as a text's key.</param>
public sealed record PairRow(int Position, string PairId, bool Veiled, string Zone, double Weight, string Status);

/// <summary>A row of the history.</summary>
/// <param name="Sequence">The line's number.</param>
/// <param name="PairId">The pair's id.</param>
/// <param name="InQueue">Whether the pair is in this queue, so that it has a page.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Reviewer">By whom.</param>
/// <param name="Verdict">What, as a text's key; null where the reader must not see it.</param>
/// <param name="Blind">Whether it was decided blindly.</param>
/// <param name="Hash">The line's hash.</param>
public sealed record DecisionRow(
    int Sequence, string PairId, bool InQueue, NodaTime.Instant At, string Reviewer, string? Verdict, bool Blind, string Hash);

/// <summary>One page of many rows.</summary>
/// <param name="Number">The page, from one.</param>
/// <param name="Last">The last page.</param>
public sealed record PageOf(int Number, int Last)
{
    /// <summary>How many rows a page has.</summary>
    public const int Rows = 100;

    /// <summary>The page of a number of rows that was asked for, or the nearest that exists.</summary>
    /// <param name="asked">The page that was asked for.</param>
    /// <param name="rows">How many rows there are.</param>
    internal static PageOf Of(int asked, int rows)
    {
        var last = Math.Max(1, (rows + Rows - 1) / Rows);
        return new PageOf(Math.Min(asked, last), last);
    }

    /// <summary>How many rows come before the page.</summary>
    internal int Before => (Number - 1) * Rows;
}
