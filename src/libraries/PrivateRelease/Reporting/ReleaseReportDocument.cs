using System.Globalization;
using System.Text;
using Amparo.Records.Pages;
using Amparo.Vocabulary;

namespace Amparo.PrivateRelease.Reporting;

/// <summary>Writes a release report as a page for people: one HTML file without scripts, that needs nothing else and prints on A4.</summary>
/// <remarks>The same report gives the same bytes.</remarks>
internal sealed class ReleaseReportDocument
{
    /// <summary>How the first line of such a page begins, by which it is known.</summary>
    public const string Mark = "<!doctype html><!-- amparo-release -->";

    // Of e to this power and more, a suspicion of one in a thousand can become nine in ten.
    private const double WeakEpsilon = 9;
    private const double Suspicion = 0.001;
    private const int MostColumnsDrawn = 20;

    private readonly ReportPage _page = new();
    private readonly ReleaseReport _report;
    private readonly ReleaseReportWords _words;
    private readonly ReportCharts _charts;

    private ReleaseReportDocument(ReleaseReport report, ReleaseReportWords words)
    {
        _report = report;
        _words = words;
        _charts = new(words);
    }

    /// <summary>Writes the page.</summary>
    /// <param name="stream">Where to, as UTF-8; it stays open.</param>
    /// <param name="report">The report.</param>
    /// <param name="language">The reader's language: Spanish or English; others get Spanish.</param>
    public static void Write(Stream stream, ReleaseReport report, Language language)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(report);
        var document = new ReleaseReportDocument(report, new(language));
        document.WritePage();
        stream.Write(Encoding.UTF8.GetBytes(document._page.ToString()));
    }

    private void WritePage()
    {
        _page.Open(new(_words.Language, _words["title"]) { Mark = Mark, Skip = _words["skip"] });
        if (_report.Invented)
            _page.Raw($"<p class=\"invented\">{ReportPage.Escape(_words["invented"])}</p>");
        _page.Paragraph(_words["lead"]);
        WriteEssentials();
        WriteProtection();
        if (_report.Errors is { } errors)
            new PredictedErrorSection(_page, _words, errors).Write(_charts, _report.Mechanism.Form);
        if (_report.Anonymity is { } anonymity)
            WriteWithheld(anonymity);
        WriteCoarsened();
        WriteBudget();
        WriteMade();
        _page.Close();
    }

    private void WriteEssentials()
    {
        var protection = (_report.Formal, _report.Anonymity) switch
        {
            ({ } formal, _) => $"ε = {Precise(formal.AddRemove.Epsilon)}",
            (_, { } anonymity) => $"k = {Whole(anonymity.K)}",
            _ => _words[_report.Regime.ToString()],
        };
        _page.Facts(
            "totals", (_words["population"], _report.Population), (_words["form"], _words[_report.Mechanism.Form.ToString()]),
            (_words["rows"], Whole(_report.Rows)), (_words["protection"], protection));
        _page.Heading(_words["short"], new Anchor("short"));
        _page.Raw("<div class=\"essential\">");
        if (_report.Regime == PrivacyRegime.NotPersonal)
            _page.Paragraph(_words["short-none"]);
        else
            _page.Paragraph(_words[$"short-{_report.Mechanism.Form}"]);
        if (_report.Formal is { } bound)
            _page.Paragraph(_words.Say("short-formal", Precise(bound.AddRemove.Epsilon)));
        if (_report.Anonymity is { } crowd)
            _page.Paragraph(_words.Say("short-k", Whole(crowd.K - 1)));
        if (_report.Errors is not null)
            _page.Paragraph(_words["short-floor"]);
        _page.Raw("</div>");
    }

    private void WriteProtection()
    {
        if (_report.Regime == PrivacyRegime.NotPersonal)
            return;
        _page.Heading(_words["persons"], new Anchor("persons"));
        _page.Paragraph(_report.MostRowsAPerson == 1 ? _words["unit-one"] : _words.Say("unit", Whole(_report.MostRowsAPerson)));
        if (_report.Formal is { } formal)
            WriteBounds(formal);
        if (_report.Anonymity is { } anonymity)
        {
            _page.Paragraph(_words.Say("k-means", Whole(anonymity.K), string.Join(", ", anonymity.QuasiIdentifiers)));
            foreach (var column in anonymity.Diversity)
            {
                _page.Paragraph(_words.Say("diversity", Whole(column.Values), column.Column));
                if (column.Withheld > 0)
                    _page.Paragraph(_words.Say("diversity-withheld", Whole(column.Withheld), Whole(column.Left.Classes), column.Column, _words.Numbers.Percent(column.Share)));
                if (column.Left.Lopsided > 0)
                    _page.Paragraph(_words.Say("diversity-lopsided", Whole(column.Left.Lopsided), column.Column));
            }

            _page.Paragraph(_words["k-limits"]);
        }

        _page.Heading(_words["not-against"]);
        _page.List(_words["not-1"], _words["not-2"], _words["not-3"], _words[_report.Formal is null ? "not-4-classical" : "not-4"]);
    }

    private void WriteBounds(FormalGuarantee formal)
    {
        var bound = formal.AddRemove;
        _page.Paragraph(_words.Say("epsilon-odds", _words.Numbers.AtMost(bound.OddsFactor)));
        _page.Paragraph(_words.Say("epsilon-example", _words.Numbers.Percent(Suspicion), _words.Numbers.AtMostPercent(bound.Raised(Suspicion))));
        if (bound.Epsilon >= WeakEpsilon)
            _page.Paragraph(_words["epsilon-weak"]);
        _page.Paragraph(bound.Delta > 0 ? _words.Say("delta", OneIn(bound.Delta)) : _words["delta-none"]);
        _page.Table(
            _words["guarantees"], [_words["neighbours"], _words["epsilon"], _words["delta-head"]],
            [Row("add-remove", formal.AddRemove), Row("replace", formal.Replace)]);

        string[] Row(string key, PrivacyBound one) =>
            [_words[key], Precise(one.Epsilon), one.Delta > 0 ? _words.Say("one-in", OneIn(one.Delta)) : _words["zero"]];
    }

    private void WriteWithheld(AnonymityFacts facts)
    {
        _page.Heading(_words["withheld"], new Anchor("withheld"));
        var columns = facts.Suppressed.Where(column => column.Share > 0).OrderByDescending(column => column.Share).Take(MostColumnsDrawn).ToList();
        if (columns.Count == 0)
        {
            _page.Paragraph(_words["withheld-none"]);
            return;
        }

        _page.Paragraph(_words.Say("withheld-lead", _words.Numbers.Percent(facts.SuppressedInAll)));
        _page.Paragraph(_words["withheld-bias"]);
        _page.Figure(_words["withheld-chart"], new Drawing(_charts.Withheld(columns, MostColumnsDrawn)));
        _page.Table(
            _words["withheld-chart"], [_words["column"], _words["share"]],
            facts.Suppressed.Select(column => (string[])[column.Column, _words.Numbers.Percent(column.Share)]));
    }

    private void WriteCoarsened()
    {
        _page.Heading(_words["coarsened"], new Anchor("coarsened"));
        if (_report.Coarsened.Count == 0)
        {
            _page.Paragraph(_words["coarsened-none"]);
            return;
        }

        _page.Table(
            _words["coarsened"], [_words["column"], _words["level"], _words["values"], _words["reason"]],
            _report.Coarsened.Select(one => (string[])
                [one.Column, one.Level, _words.Say("from-to", Whole(one.Sizes.Before), Whole(one.Sizes.After)), _words[one.Reason.ToString()]]),
            1, 2, 3);
    }

    private void WriteBudget()
    {
        _page.Heading(_words["budget"], new Anchor("budget"));
        if (_report.Ledger.Budget is not { } budget)
        {
            _page.Paragraph(_words["budget-none"]);
            return;
        }

        _page.Paragraph(_words["budget-lead"]);
        _page.Figure(_words["budget-chart"], new Drawing(_charts.Budget(budget)));
        _page.Table(
            _words["budget-chart"], [_words["budget-part"], _words.Say("amount", _words[$"unit-{budget.Unit}"]), _words["of-budget"]],
            [Row("spent-before", budget.SpentBefore), Row("spent-now", budget.SpentNow), Row("remaining", budget.Remaining), Row("agreed", budget.Agreed)]);

        string[] Row(string key, double amount) => [_words[key], Precise(amount), _words.Numbers.Percent(budget.Agreed > 0 ? amount / budget.Agreed : 0)];
    }

    private void WriteMade()
    {
        var facts = new List<(string Name, string Text)>
        {
            (_words["mechanism"], $"{_report.Mechanism.PublishedName} ({_report.Mechanism.Id})"),
            (_words["paper"], _report.Mechanism.Paper),
            (_words["regime"], _words[_report.Regime.ToString()]),
        };
        if (_report.Formal is { } formal)
            facts.Add((_words["cost"], $"{_words[$"unit-{formal.Unit}"]} = {Precise(formal.Amount)}"));
        if (_report.Errors is { } errors)
            facts.Add((_words["count"], Whole(errors.Persons)));
        facts.Add((_words["ledger"], _report.Ledger.Sequence.ToString(CultureInfo.InvariantCulture)));
        facts.Add((_words["hash"], _report.Ledger.Hash));
        facts.Add((_words["date"], NodaTime.Text.LocalDatePattern.Iso.Format(_report.Date)));
        facts.Add((_words["software"], _report.Software));
        _page.Heading(_words["made"], new Anchor("made"));
        _page.Facts("made", facts);
    }

    private string Precise(double number) => _words.Numbers.Significant(number, 4);

    // Rounded down, as a bound on a probability may be too large but not too small.
    private string OneIn(double probability) => Whole(Math.Min(1e15, Math.Floor(1 / probability)));

    private string Whole(double number) => _words.Numbers.Whole(number);
}
