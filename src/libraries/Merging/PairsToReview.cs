using Amparo.Linkage;
using Amparo.Linkage.Explaining;
using Amparo.Linkage.Reading;
using Amparo.Linkage.Review;
using Amparo.Vocabulary;

namespace Amparo.Merging;

/// <summary>The queue of pairs that a person should look at, as a linkage leaves it for the pages.</summary>
public static class PairsToReview
{
    /// <summary>The most pairs that a queue has: more than reviewers get through before the next run.</summary>
    public const int MostPairs = 2_000;

    /// <summary>Writes the queue, pairs first whose answer changes most; the same linkage and texts give the same bytes.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="result">The linkage. Cells of its records are written: the queue identifies persons.</param>
    /// <param name="texts">
    /// What reviewers read: levels by their id (<c>birth.same-day</c>), and under <c>field.ID</c>, <c>role.ROLE</c> and <c>key.PART</c> fields, the kinds of columns
    /// and the parts of blocking keys. What has no text is shown by its id.
    /// </param>
    /// <param name="invented">Whether the records are invented: pages say so.</param>
    /// <returns>Number of pairs; a queue without pairs has its header.</returns>
    public static int Write(Stream stream, LinkageResult result, IReadOnlyDictionary<string, LocalizedText> texts, bool invented)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(texts);
        return new Writing(result, texts).To(stream, invented);
    }

    private static ReviewFieldClass? ClassOf(FieldRole role) => role switch
    {
        FieldRole.Given or FieldRole.Surname or FieldRole.Birth or FieldRole.BirthYear or FieldRole.BirthMonth or FieldRole.BirthDay => ReviewFieldClass.Identifier,
        FieldRole.Document or FieldRole.Phone or FieldRole.Email => ReviewFieldClass.Contact,
        FieldRole.Sex or FieldRole.Age or FieldRole.ReferenceDate or FieldRole.Place => ReviewFieldClass.Attribute,
        FieldRole.Text => ReviewFieldClass.Contact,
        _ => null,
    };

    private sealed class Writing(LinkageResult result, IReadOnlyDictionary<string, LocalizedText> texts)
    {
        private readonly List<(string Column, FieldRole Role)> _shown = [.. result.Lists.Used.Where(column => ClassOf(column.Role) is not null)];

        private readonly Language[] _languages =
            [.. Language.All.Where(language => language == Language.Spanish || texts.Values.Any(text => text.StatusOf(language) != TranslationStatus.Missing))];

        public int To(Stream stream, bool invented)
        {
            var pairs = result.ToReview(MostPairs).Select(pair => (pair.Pair, pair.Effect, Why: result.Explain(pair.Pair.Left, pair.Pair.Right))).ToList();
            var (lower, upper) = result.Zones();
            var writer = new ReviewQueueWriter(stream, new ReviewHeader
            {
                Model = result.Model,
                Prior = pairs.Count > 0 ? pairs[0].Why.Prior : result.Explain(0, 0).Prior,
                Lower = lower,
                Upper = upper,
                Lists = result.Lists.Lists,
                Fields =
                [
                    .. _shown.Select(column => new ReviewField(column.Column, Titled(column), ClassOf(column.Role)!.Value)),
                    .. LevelNames.Common.Where(field => _shown.TrueForAll(column => column.Column != field))
                        .Select(field => new ReviewField(field, Text($"field.{field}"), ReviewFieldClass.Restricted)),
                ],
                Levels = LevelNames.All.ToDictionary(level => level, Text, StringComparer.Ordinal),
                Blocks = pairs.Select(pair => Block(pair.Why)).Where(block => block.Length > 0).Distinct(StringComparer.Ordinal)
                    .ToDictionary(block => block, Words, StringComparer.Ordinal),
                Totals = result.Totals(),
                Invented = invented,
            });
            foreach (var (pair, effect, why) in pairs)
            {
                writer.Write(new ReviewPair
                {
                    Left = Record(pair.Left),
                    Right = Record(pair.Right),
                    Weight = why.Weight,
                    Probability = pair.Probability,
                    Effect = effect,
                    Block = Block(why),
                    Steps = [.. why.Steps.Select(step => new ReviewStep(step.Field, step.Level, step.Bits, step.Frequency))],
                    Flips = [.. why.Flips.Select(flip => new ReviewFlip(flip.Field, flip.Level, flip.Weight))],
                });
            }

            return pairs.Count;
        }

        // One key is reason enough to have looked.
        private static string Block(Waterfall why) => why.Keys.Count > 0 ? why.Keys[0] : "";

        private LocalizedText Text(string id) => texts.GetValueOrDefault(id) ?? LocalizedText.Same(id);

        // What a column says, in words, and the column's own name, by which the list's office knows it.
        private LocalizedText Titled((string Column, FieldRole Role) column) => texts.GetValueOrDefault($"role.{column.Role}") is { } role
            ? new(Language.All.Where(language => role.StatusOf(language) != TranslationStatus.Missing)
                .ToDictionary(language => language, language => ($"{role[language]} ({column.Column})", role.StatusOf(language))))
            : LocalizedText.Same(column.Column);

        private LocalizedText Words(string block)
        {
            var parts = block.Split('+').Select(part => (Id: part, Text: texts.GetValueOrDefault($"key.{part}"))).ToArray();
            TranslationStatus In(Language language) => parts.Min(part => part.Text?.StatusOf(language) ?? TranslationStatus.Reviewed);
            return new(_languages.Where(language => In(language) != TranslationStatus.Missing)
                .ToDictionary(language => language, language => (string.Join(" + ", parts.Select(part => part.Text?[language] ?? part.Id)), In(language))));
        }

        private ReviewRecord Record(int record) => new(
            result.Lists.KeyOf(record),
            result.Lists.CellsOf(record).Where(cell => _shown.Exists(column => column.Column == cell.Key)).ToDictionary(cell => cell.Key, cell => cell.Value, StringComparer.Ordinal));
    }
}
