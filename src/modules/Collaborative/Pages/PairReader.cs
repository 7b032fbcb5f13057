using Amparo.Collaborative.Access;
using Amparo.Collaborative.Review;
using Amparo.Collaborative.Texts;
using Amparo.Linkage.Review;

namespace Amparo.Collaborative.Pages;

/// <summary>What somebody may see of the pairs of a queue, whoever let them in and wherever decisions are kept.</summary>
/// <param name="Sampled">The pairs.</param>
/// <param name="State">How far they have come.</param>
/// <param name="Texts">The reader's words.</param>
internal sealed record PairReader(SampledQueue Sampled, ReviewState State, ReviewTexts Texts)
{
    /// <summary>What the reader may do.</summary>
    public required ReviewRole Role { get; init; }

    /// <summary>How decisions name the reader.</summary>
    public required string Reviewer { get; init; }

    /// <summary>How a list is called on the page.</summary>
    public Func<string, string> CallList { get; init; } = list => list;

    /// <summary>How who decided is called on the page.</summary>
    public Func<string, string> CallReviewer { get; init; } = reviewer => reviewer;

    /// <summary>How a field is called on the page; as the queue calls it, unless somebody knows better.</summary>
    public Func<ReviewField, string>? CallField { get; init; }

    /// <summary>How a code of a field is called on the page; null for a field whose cells are no codes.</summary>
    public Func<ReviewField, string, string?> CallCode { get; init; } = (_, _) => null;

    /// <summary>Whether a pair is veiled for the reader: the auditor decides nothing and sees no cell, so nothing is kept from them.</summary>
    public bool IsVeiled(int position) => Role == ReviewRole.Reviewer && State.IsVeiled(position);

    /// <summary>The key of a status' text, as far as whoever asks may know it.</summary>
    public string StatusOf(int position) => State.StatusAt(position) switch
    {
        PairStatus.Open => "open",
        PairStatus.AwaitsSecond when State.WaitsFor(Reviewer, position) && IsVeiled(position) => "open",
        PairStatus.AwaitsSecond => "awaits-second",
        PairStatus.Conflict => "conflict",
        // Decided by one alone in a queue of an earlier day: in the sample, that verdict is not shown.
        _ when IsVeiled(position) => "awaits-second",
        PairStatus.Same => "same",
        PairStatus.Different => "different",
        _ => "unsure",
    };

    /// <summary>The row of a pair in a list.</summary>
    public PairRow Row(int position)
    {
        var (pair, header) = (Sampled.Queue.Pairs[position], Sampled.Queue.Header);
        return new PairRow(position + 1, Sampled.KeyAt(position).Id(), IsVeiled(position), PairsEndpoint.KeyOf(pair.ZoneIn(header)), pair.Weight, StatusOf(position));
    }

    /// <summary>The page of a pair.</summary>
    /// <param name="position">Its position.</param>
    /// <param name="saved">The id of the pair that was decided just now; anything else for none.</param>
    public PairModel Model(int position, string saved)
    {
        var pair = Sampled.Queue.Pairs[position];
        var veiled = IsVeiled(position);
        var own = State.LastAt(position).FirstOrDefault(decision => decision.Reviewer == Reviewer);
        return new PairModel
        {
            PairId = Sampled.KeyAt(position).Id(),
            Position = position + 1,
            Of = State.Count,
            Settled = Enumerable.Range(0, State.Count).Count(at => State.StatusAt(at) is PairStatus.Same or PairStatus.Different or PairStatus.Unsure),
            Records = (NameOf(pair.Left), NameOf(pair.Right)),
            Fields = Fields(pair),
            Status = StatusOf(position),
            InSample = Sampled.InSample(position),
            Explanation = veiled ? null : Explain(pair),
            Verdicts =
            [
                .. State.LastAt(position).Where(decision => !veiled || decision.Reviewer == Reviewer)
                    .Select(decision => new GivenVerdict(CallReviewer(decision.Reviewer), DecisionsEndpoint.KeyOf(decision.Verdict), decision.At)),
            ],
            Own = own is null ? null : DecisionsEndpoint.KeyOf(own.Verdict),
            MayDecide = Role == ReviewRole.Reviewer,
            Previous = position > 0 ? Sampled.KeyAt(position - 1).Id() : null,
            Next = position + 1 < State.Count ? Sampled.KeyAt(position + 1).Id() : null,
            Saved = Sampled.Queue.PositionOf(saved) is { } last ? (saved, last + 1) : null,
        };
    }

    // An id may be a number out of a document: who sees no cell does not see it either.
    private string NameOf(ReviewRecord record) => Role == ReviewRole.Reviewer
        ? Texts.Say("pair.record", ("list", CallList(record.Key.List)), ("id", record.Key.Id))
        : CallList(record.Key.List);

    private List<FieldRow> Fields(ReviewPair pair)
    {
        var rows = new List<FieldRow>();
        foreach (var field in Sampled.Queue.Header.Fields)
        {
            // A part of the explanation that is no column of any list has no cells to show or to hide.
            if (field.Class == ReviewFieldClass.Restricted && !pair.Left.Cells.ContainsKey(field.Id) && !pair.Right.Cells.ContainsKey(field.Id))
                continue;
            var view = FieldPermissions.Of(Role, field.Class);
            var (left, right) = (pair.Left.Cells.GetValueOrDefault(field.Id, ""), pair.Right.Cells.GetValueOrDefault(field.Id, ""));
            var title = TitleOf(field);
            if (view == CellView.Hidden)
            {
                rows.Add(new FieldRow(title, view, [], [], Comparison: null));
                continue;
            }

            var comparison = (left.Length, right.Length) switch
            {
                (0, 0) => CellComparison.BothMissing,
                (0, _) or (_, 0) => CellComparison.OneMissing,
                _ => left == right ? CellComparison.Equal : CellComparison.Different,
            };
            // Compared as they are recorded, shown as they are called. Of two codes no letter differs: they are another thing.
            var (leftCode, rightCode) = view == CellView.Full ? (CallCode(field, left), CallCode(field, right)) : (null, null);
            var isCoded = leftCode is not null || rightCode is not null;
            var differs = comparison == CellComparison.Different && view == CellView.Full;
            var runs = differs && !isCoded
                ? Differences.Between(left, right)
                : (Whole(leftCode ?? left, view, differs), Whole(rightCode ?? right, view, differs));
            rows.Add(new FieldRow(title, view, runs.Item1, runs.Item2, comparison));
        }

        return rows;
    }

    private string TitleOf(ReviewField field) => CallField?.Invoke(field) ?? field.Title[Texts.Language];

    private static IReadOnlyList<MarkedRun> Whole(string cell, CellView view, bool differs) =>
        cell.Length == 0 ? [] : [new MarkedRun(view == CellView.Masked ? FieldPermissions.Mask(cell) : cell, differs)];

    private Explanation Explain(ReviewPair pair)
    {
        var (header, texts, language) = (Sampled.Queue.Header, Texts, Texts.Language);
        var titles = header.Fields.ToDictionary(field => field.Id, TitleOf, StringComparer.Ordinal);
        var parts = new List<WaterfallPart> { new(texts["pair.prior"], "", 0, header.Prior, IsFrequency: false) };
        foreach (var step in pair.Steps)
        {
            parts.Add(new(titles[step.Field], header.Levels[step.Level][language], parts[^1].To, step.Bits, IsFrequency: false));
            if (step.Frequency != 0)
                parts.Add(new(texts.Say("pair.frequency", ("field", titles[step.Field])), "", parts[^1].To, step.Frequency, IsFrequency: true));
        }

        return new Explanation
        {
            Weight = pair.Weight,
            Probability = pair.Probability,
            Zone = PairsEndpoint.KeyOf(pair.ZoneIn(header)),
            Parts = parts,
            Flips =
            [
                .. pair.Flips.Select(flip => new FlipRow(
                    titles[flip.Field], header.Levels[flip.Level][language], flip.Weight, PairsEndpoint.KeyOf((pair with { Weight = flip.Weight }).ZoneIn(header)))),
            ],
            Block = header.Blocks.TryGetValue(pair.Block, out var words) ? words[language] : pair.Block,
            Model = header.Model,
            Thresholds = (header.Lower, header.Upper),
        };
    }
}
