using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Drawing;

/// <summary>Marks that horizontal bars share, stacked or not.</summary>
internal static class BarMarks
{
    /// <summary>The length of a mark for a figure that is not stated.</summary>
    public const decimal UnstatedLength = 34;

    /// <summary>The length of the smallest figure above zero.</summary>
    public const decimal ShortestLength = 1.5m;

    /// <summary>How long a bar is; a figure above zero is never invisible.</summary>
    public static decimal Length(decimal value, decimal unitsEach) => value > 0 ? Math.Max(ShortestLength, value * unitsEach) : 0;

    /// <summary>The room a value in bold takes.</summary>
    public static decimal WidthOfValue(string value) => TextMeasure.Width(value, Canvas.Size) * 1.07m;

    /// <summary>Draws what stands for a figure that is not stated and says where it ends.</summary>
    public static decimal DrawUnstated(Canvas canvas, Box bar, FigureKind kind)
    {
        var box = bar with { Width = UnstatedLength };
        if (kind == FigureKind.Withheld)
            canvas.Hatch(box);
        else
            canvas.Gap(box);
        return box.Right;
    }
}
