using NodaTime;

namespace Amparo.Records;

/// <summary>A number lies between two bounds, both included (<c>range</c>).</summary>
internal sealed class RangePredicate(string field, (int Lowest, int Highest) range) : RulePredicate
{
    internal override RuleMarks? Judge(RecordSet records) => Read(records, field, NumberOf) is not var (numbers, entries)
        ? null
        : RuleMarks.Where(records.Count, record =>
            numbers[entries[record]] is not Unstated and var number && (number < range.Lowest || number > range.Highest));
}

/// <summary>A number or date does not lie after another one (<c>order</c>). Dates known to the year or month count as early, the other as late, as they can be.</summary>
internal sealed class OrderPredicate(string field, string other, bool dates) : RulePredicate
{
    internal override RuleMarks? Judge(RecordSet records)
    {
        if (Read(records, field, text => dates ? DayOf(text, latest: false) : NumberOf(text)) is not var (firsts, firstEntries)
            || Read(records, other, text => dates ? DayOf(text, latest: true) : NumberOf(text)) is not var (seconds, secondEntries))
            return null;
        return RuleMarks.Where(records.Count, record =>
            firsts[firstEntries[record]] is not Unstated and var first && seconds[secondEntries[record]] is not Unstated and var second && first > second);
    }

    // Days in the order of the calendar; only their order counts.
    private static int DayOf(string text, bool latest) =>
        PartialDate.TryParse(text) is { } date ? OrderOf(latest ? date.Latest : date.Earliest) : Unstated;

    private static int OrderOf(LocalDate day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;
}

/// <summary>A stated age and the birth date agree on a day, give or take some years (<c>age-at</c>).</summary>
internal sealed class AgePredicate(string field, string birth, string day, int tolerance) : RulePredicate
{
    internal override RuleMarks? Judge(RecordSet records)
    {
        if (Read(records, field, NumberOf) is not var (ages, ageEntries)
            || Read(records, birth, PartialDate.TryParse) is not var (births, birthEntries)
            || Read(records, day, PartialDate.TryParse) is not var (days, dayEntries))
            return null;
        return RuleMarks.Where(records.Count, record =>
            ages[ageEntries[record]] is not Unstated and var age
            && births[birthEntries[record]] is { } born
            && days[dayEntries[record]] is { } on
            && (age < AgeSpan.At(on.Earliest, born).Youngest - tolerance || age > AgeSpan.At(on.Latest, born).Oldest + tolerance));
    }
}

/// <summary>A stated age lies in the stated band of ages (<c>band</c>). Codes that are no band say nothing.</summary>
internal sealed class BandPredicate(string field, string age) : RulePredicate
{
    internal override RuleMarks? Judge(RecordSet records)
    {
        if (records.FindCoded(field) is not { } coded || Read(records, age, NumberOf) is not var (ages, entries))
            return null;
        var bands = coded.List.Codes.Select(code => AgeSpan.FromCode(code.Id)).ToArray();
        return RuleMarks.Where(records.Count, record =>
            coded.Cells[record] is >= 0 and var cell && bands[cell] is { } band
            && ages[entries[record]] is not Unstated and var years && (years < band.Youngest || years > band.Oldest));
    }
}

/// <summary>A date lies in the coded year (<c>year-of</c>).</summary>
internal sealed class YearPredicate(string field, string year) : RulePredicate
{
    internal override RuleMarks? Judge(RecordSet records)
    {
        if (records.FindCoded(year) is not { } coded || Read(records, field, text => PartialDate.TryParse(text)?.Year ?? Unstated) is not var (dates, entries))
            return null;
        var years = coded.List.Codes.Select(code => NumberOf(code.Id)).ToArray();
        return RuleMarks.Where(records.Count, record =>
            coded.Cells[record] is >= 0 and var cell && years[cell] is not Unstated and var said
            && dates[entries[record]] is not Unstated and var date && date != said);
    }
}
