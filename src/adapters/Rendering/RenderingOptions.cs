using System.Runtime.InteropServices;

namespace Amparo.Rendering;

/// <summary>How pages are drawn.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RenderingOptions()
{
    /// <summary>How long each form may take; 60 seconds if not set.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Pixels of the picture for each CSS pixel, 1 to 4; at 2 an A4 page is 1588 pixels wide.</summary>
    public int Scale { get; init; } = 2;
}

/// <summary>A page, drawn.</summary>
/// <param name="Pdf">PDF of one A4 page with tags and outline.</param>
/// <param name="Png">The same page as a picture.</param>
public sealed record RenderedPage(ReadOnlyMemory<byte> Pdf, ReadOnlyMemory<byte> Png);
