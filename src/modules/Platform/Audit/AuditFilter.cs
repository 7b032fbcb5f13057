using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Amparo.Platform.Audit;

/// <summary>Which lines of the audit somebody asks for.</summary>
/// <param name="From">The first day, in Universal Time; null for the beginning.</param>
/// <param name="To">The last day; null for the end.</param>
/// <param name="Act">An act, or how a family of acts begins, such as <c>submission.</c>; empty for all.</param>
/// <param name="Organisation">Of which organisation; null for all.</param>
public sealed record AuditFilter(LocalDate? From, LocalDate? To, string Act, Guid? Organisation)
{
    private const int LongestAct = 64;

    /// <summary>Reads a filter from the address of a page.</summary>
    /// <param name="request">The request.</param>
    /// <param name="errors">Takes up what cannot be read.</param>
    /// <returns>The filter; parts that cannot be read are missing in it.</returns>
    internal static AuditFilter Read(DeskRequest request, List<FieldError> errors)
    {
        var query = request.Http.Request.Query;
        var act = query["act"].ToString().Trim();
        if (act.Length > LongestAct || !act.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '-'))
        {
            errors.Add(new("act", request.Texts["audit.error.act"]));
            act = "";
        }

        var (from, to) = (Day(request, "from", errors), Day(request, "to", errors));
        if (from > to)
            errors.Add(new("to", request.Texts["audit.error.order"]));
        Guid? organisation = null;
        if (query["organisation"].ToString() is { Length: > 0 } text)
        {
            if (Guid.TryParseExact(text, "D", out var id))
                organisation = id;
            else
                errors.Add(new("organisation", request.Texts["error.required"]));
        }

        return new(from, to, act, organisation);
    }

    /// <summary>The lines of a node that it lets through.</summary>
    /// <param name="lines">All lines.</param>
    /// <param name="officer">Who reads.</param>
    internal IQueryable<AuditLine> Of(IQueryable<AuditLine> lines, Officer officer)
    {
        var node = officer.NodeId.ToString();
        lines = lines.Where(line => line.Node == node);
        if (From is { } first)
        {
            var start = first.AtMidnight().InUtc().ToInstant();
            lines = lines.Where(line => line.At >= start);
        }

        if (To is { } last)
        {
            var end = last.PlusDays(1).AtMidnight().InUtc().ToInstant();
            lines = lines.Where(line => line.At < end);
        }

        if (Act.Length > 0)
            lines = Act.EndsWith('.') ? lines.Where(line => EF.Functions.Like(line.Act, Act + "%")) : lines.Where(line => line.Act == Act);
        if (Organisation is { } id)
        {
            var text = id.ToString();
            lines = lines.Where(line => line.Organisation == text);
        }

        return lines;
    }

    /// <summary>The filter as it stands in an address, for the next page and the file.</summary>
    public string Query() => QueryString.Create(new KeyValuePair<string, string?>[]
    {
        new("from", From is { } from ? LocalDatePattern.Iso.Format(from) : ""), new("to", To is { } to ? LocalDatePattern.Iso.Format(to) : ""), new("act", Act),
        new("organisation", Organisation?.ToString() ?? ""),
    }).ToString();

    private static LocalDate? Day(DeskRequest request, string name, List<FieldError> errors)
    {
        if (request.Http.Request.Query[name].ToString().Trim() is not { Length: > 0 } text)
            return null;
        var day = LocalDatePattern.Iso.Parse(text);
        // Years that a calendar of four digits has, so that the day after the last one exists too.
        if (day.Success && day.Value.Year is > 1900 and < 9000)
            return day.Value;
        errors.Add(new(name, request.Texts["audit.error.day"]));
        return null;
    }
}
