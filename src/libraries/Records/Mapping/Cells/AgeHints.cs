using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>What the fields <c>age-band</c> and <c>majority</c> of a record, once filled, say about the age group.</summary>
internal sealed class AgeHints
{
    private readonly CodedFiller? _band;
    private readonly CodedFiller? _majority;
    private readonly AgeSpan?[] _bands;
    private readonly AgeSpan?[] _majorities;

    internal AgeHints(CodedFiller? band, CodedFiller? majority)
    {
        (_band, _majority) = (band, majority);
        _bands = SpansOf(band, code => AgeSpan.FromCode(code));
        _majorities = SpansOf(majority, code => code switch
        {
            "minor" => new AgeSpan(0, AgeSpan.Majority - 1),
            "adult" => new AgeSpan(AgeSpan.Majority, AgeSpan.OldestAccepted),
            _ => null,
        });
    }

    /// <summary>The groups that follow, as coded cells; a cell that says nothing stays what it is.</summary>
    internal (short Band, short Majority) Read(int at, AgeGroupCodes codes) =>
        (CellOf(_band, _bands, at, codes), CellOf(_majority, _majorities, at, codes));

    private static short CellOf(CodedFiller? filler, AgeSpan?[] spans, int at, AgeGroupCodes codes)
    {
        if (filler is null)
            return CodedColumn.Missing(MissingKind.NotAsked);
        var cell = filler.CellAt(at);
        return cell < 0 ? cell : spans[cell] is { } span ? codes.CellOf(span) : CodedColumn.Missing(MissingKind.Unknown);
    }

    private static AgeSpan?[] SpansOf(CodedFiller? filler, Func<string, AgeSpan?> spanOf) =>
        filler is null ? [] : [.. filler.List.Codes.Select(code => spanOf(code.Id))];
}
