using Amparo.Collaborative.Access;
using Amparo.Collaborative.Pages;
using Amparo.Collaborative.Review;
using Amparo.Collaborative.Texts;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Amparo.Collaborative.Http;

/// <summary>A request of somebody who was let in.</summary>
/// <param name="Http">The request.</param>
/// <param name="Site">Texts and style.</param>
/// <param name="Desk">The review.</param>
/// <param name="Session">Who asks.</param>
/// <param name="Language">In which language.</param>
internal sealed record ReviewRequest(HttpContext Http, ReviewSite Site, ReviewDesk Desk, ReviewSession Session, Language Language)
{
    /// <summary>The reader's words.</summary>
    public ReviewTexts Texts { get; } = Site.Words.In(Language);

    /// <summary>The decisions, as they stood when the request came.</summary>
    public ReviewState State { get; } = Desk.State();

    /// <summary>Who asks.</summary>
    public ReviewSeat Seat => Session.Seat;

    /// <summary>When it is.</summary>
    public required Instant Now { get; init; }

    /// <summary>The form that was sent; null when none was.</summary>
    public IFormCollection? Form { get; init; }

    /// <summary>Whether a pair is veiled for whoever asks: the auditor decides nothing and sees no cell, so nothing is kept from them.</summary>
    public bool IsVeiled(int position) => Reader.IsVeiled(position);

    /// <summary>What whoever asks may see of the pairs.</summary>
    public PairReader Reader => new(Desk.Sampled, State, Texts) { Role = Seat.Role, Reviewer = Seat.Name };

    /// <summary>What stands around a page.</summary>
    /// <param name="address">The page's address.</param>
    /// <param name="title">Its name.</param>
    public ReviewFrameModel Frame(ReviewAddress address, string title) => new()
    {
        Texts = Texts,
        Address = address,
        Title = title,
        Site = Site,
        Seat = Seat,
        FormToken = Session.FormToken,
        Invented = Desk.Queue.Header.Invented,
    };

    /// <summary>A number in the query, from 1 up; 1 where it is none.</summary>
    /// <param name="name">Its name.</param>
    public int Page(string name) =>
        int.TryParse(Http.Request.Query[name], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var page)
            && page > 0 ? page : 1;
}
