namespace Amparo.Portal.Http;

/// <summary>How an attempt to draw ended.</summary>
public enum DrawnState
{
    /// <summary>It was drawn.</summary>
    Done,

    /// <summary>Others are being drawn: ask again in a moment.</summary>
    Busy,

    /// <summary>This server draws nothing, or this page could not be drawn.</summary>
    Impossible,
}

/// <summary>What was drawn.</summary>
/// <param name="State">How it ended.</param>
/// <param name="Content">The file; empty unless it was drawn.</param>
public sealed record Drawn(DrawnState State, ReadOnlyMemory<byte> Content);

/// <summary>Draws pages as PDF and figures as PNG. The host hands one over where the machine can draw.</summary>
/// <remarks>Drawing costs a second of a core: whoever implements it draws one at a time and keeps what was drawn.</remarks>
public interface IPageDrawing
{
    /// <summary>Prints a page of this portal on A4 sheets.</summary>
    /// <param name="html">The page as it is sent to a browser.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <returns>A tagged PDF.</returns>
    Task<Drawn> PrintAsync(string html, CancellationToken cancel);

    /// <summary>Draws a picture of a figure.</summary>
    /// <param name="svg">The figure as a file of its own.</param>
    /// <param name="size">Its size in CSS pixels.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <returns>A PNG.</returns>
    Task<Drawn> PictureAsync(string svg, (int Width, int Height) size, CancellationToken cancel);
}
