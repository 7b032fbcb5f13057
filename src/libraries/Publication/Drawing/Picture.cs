namespace Amparo.Publication.Drawing;

/// <summary>The marks of a chart and how high they are.</summary>
internal sealed record Picture(decimal Height, string Markup)
{
    /// <summary>The width in units; less than a canvas for a picture of the size of a word, whose units are pixels.</summary>
    public decimal Width { get; init; } = Canvas.Width;
}

/// <summary>The words around a picture.</summary>
internal sealed record Caption(string Id, string Headline, string Title, string Description, string Source, string? Mark);

/// <summary>Puts a picture into an <c>svg</c> element: for a page, which has the words around it, or as a file that carries them.</summary>
internal static class Frame
{
    // The natural width on a page; narrower places shrink the picture by the site's rule `max-width: 100%`.
    private const decimal PageWidth = 480;
    private const decimal Margin = 16;
    private const string Fonts = "Noto Sans, Helvetica, Arial, sans-serif";

    public static string OnPage(Picture picture, Caption caption)
    {
        var markup = new MarkupWriter();
        OpenSvg(markup, caption, "-picture", (picture.Width, picture.Height));
        markup.Insert(picture.Markup);
        markup.Close();
        return markup.ToString();
    }

    public static string OnItsOwn(Picture picture, Caption caption)
    {
        var words = new Canvas(caption.Id);
        decimal top = Margin;
        decimal Write(string text, Lettering lettering)
        {
            var lines = TextMeasure.Wrap(text, Canvas.Width * (lettering.Bold ? 0.94m : 1), lettering.Size);
            words.Lines(0, top + lettering.Size, lines, lettering);
            return top += (lines.Count * Canvas.Leading) + 6;
        }

        if (caption.Mark is { } mark)
            Write(mark, new Lettering(Canvas.Size, Ink.Alert, Bold: true));
        Write(caption.Headline, new Lettering(Canvas.Size, Ink.Text, Bold: true));
        Write(caption.Title, Canvas.Quiet);
        top += 6;
        var pictureTop = top;
        top += picture.Height + 6;
        Write(caption.Source, new Lettering(Canvas.Size - 2, Ink.Muted));

        var markup = new MarkupWriter();
        var size = (Width: Canvas.Width + (2 * Margin), Height: top + Margin);
        OpenSvg(markup, caption, "-image", size);
        markup.Empty("rect", ("width", Canvas.Number(size.Width)), ("height", Canvas.Number(size.Height)), ("fill", Ink.Paper));
        markup.Open("g", ("transform", $"translate({Canvas.Number(Margin)} 0)"));
        markup.Insert(words.ToMarkup());
        markup.Open("g", ("transform", $"translate(0 {Canvas.Number(pictureTop)})"));
        markup.Insert(picture.Markup);
        markup.Close();
        markup.Close();
        markup.Close();
        return markup.ToString();
    }

    private static void OpenSvg(MarkupWriter markup, Caption caption, string part, (decimal Width, decimal Height) size)
    {
        var (title, description) = (caption.Id + part + "-title", caption.Id + part + "-desc");
        var wordSized = size.Width < Canvas.Width;
        var pixels = wordSized ? size.Width : PageWidth;
        markup.Open(
            "svg", ("xmlns", "http://www.w3.org/2000/svg"), ("class", wordSized ? "amparo-sparkline" : "amparo-chart"),
            ("role", "img"),
            ("aria-labelledby", $"{title} {description}"),
            ("viewBox", $"0 0 {Canvas.Number(size.Width)} {Canvas.Number(size.Height)}"),
            ("width", Canvas.Number(pixels)), ("height", Canvas.Number(Math.Round(pixels * size.Height / size.Width))),
            ("font-family", Fonts));
        markup.Element("title", caption.Title, ("id", title));
        markup.Element("desc", caption.Description, ("id", description));
    }
}
