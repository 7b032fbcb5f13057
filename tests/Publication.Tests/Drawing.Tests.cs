using System.Globalization;
using Amparo.Publication.Drawing;

namespace Amparo.Publication.Tests;

public class DrawingTests
{
    // Machado, Oliveira and Fernandes 2009, severity 1.0, as printed in the paper: rows act on linear RGB.
    private static readonly double[][][] Sights =
    [
        [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ];

    public static TheoryData<string> Colours => [.. Ink.Series.Append(Ink.Unknown).Select(paint => paint.Colour)];

    [Theory]
    [MemberData(nameof(Colours))]
    public void Every_series_stands_out_from_paper_three_to_one(string colour) => ContrastWithWhite(colour).ShouldBeGreaterThanOrEqualTo(3.0);

    [Theory]
    [InlineData(Ink.Text)]
    [InlineData(Ink.Muted)]
    [InlineData(Ink.Alert)]
    public void Every_text_stands_out_from_paper_four_and_a_half_to_one(string colour) => ContrastWithWhite(colour).ShouldBeGreaterThanOrEqualTo(4.5);

    [Fact]
    public void Black_and_white_contrast_twenty_one_to_one() => ContrastWithWhite("#000000").ShouldBe(21.0, 0.001);

    [Fact]
    public void No_two_series_look_alike_to_any_sight()
    {
        // Below 0.02 in OKLab two surfaces side by side are hard to tell apart; twice that is asked.
        var colours = Ink.Series.Select(paint => paint.Colour).ToList();
        foreach (var sight in Sights)
        {
            for (var one = 0; one < colours.Count; one++)
            {
                for (var other = 0; other < one; other++)
                    Distance(OkLab(Seen(colours[one], sight)), OkLab(Seen(colours[other], sight))).ShouldBeGreaterThan(0.04);
            }
        }
    }

    [Fact]
    public void No_two_series_have_the_same_pattern_and_neighbours_without_one_differ_in_grey()
    {
        var patterned = Ink.Series.Append(Ink.Unknown).Where(paint => paint.Pattern.Length > 0).Select(paint => paint.Pattern).ToList();
        patterned.Distinct(StringComparer.Ordinal).Count().ShouldBe(patterned.Count);
        var plain = Ink.Series.Where(paint => paint.Pattern.Length == 0).Select(paint => Luminance(Linear(paint.Colour))).ToList();
        plain.Count.ShouldBe(2);
        ((plain.Max() + 0.05) / (plain.Min() + 0.05)).ShouldBeGreaterThan(2.5);
        Ink.Series.Select(paint => paint.Dash).Distinct(StringComparer.Ordinal).Count().ShouldBe(Ink.Series.Count);
    }

    [Theory]
    [InlineData("673", true, "0 200 400 600 800")]
    [InlineData("1", true, "0 1")]
    [InlineData("4", true, "0 1 2 3 4")]
    [InlineData("6", true, "0 2 4 6")]
    [InlineData("10000", true, "0 2000 4000 6000 8000 10000")]
    [InlineData("10001", true, "0 5000 10000 15000")]
    [InlineData("0", true, "0 1")]
    [InlineData("0.034", false, "0 0.01 0.02 0.03 0.04")]
    [InlineData("12.5", false, "0 5 10 15")]
    public void An_axis_reaches_from_zero_to_a_round_number_above_the_maximum(string maximum, bool whole, string ticks) => NiceScale
        .For(decimal.Parse(maximum, CultureInfo.InvariantCulture), 5, whole).Ticks()
        .Select(tick => tick.ToString("0.####", CultureInfo.InvariantCulture)).ShouldBe(ticks.Split(' '));

    [Fact]
    public void Lines_break_at_spaces_and_inside_a_word_only_if_it_is_too_wide_alone()
    {
        TextMeasure.Wrap("uno dos tres", 45, 10).ShouldBe(["uno dos", "tres"]);
        TextMeasure.Wrap("", 40, 10).ShouldBe([""]);
        string.Concat(TextMeasure.Wrap("aaaaaaaaaaaaaaaaaaaa", 40, 10)).ShouldBe("aaaaaaaaaaaaaaaaaaaa");

        // A letter and its combining accent stay together.
        TextMeasure.Wrap(string.Concat(Enumerable.Repeat("e\u0301", 9)), 12, 10).ShouldAllBe(line => line.Length % 2 == 0);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"no\"", "\"say \"\"no\"\"\"")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("  =1", "\"'  =1\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@A1", "\"'@A1\"")]
    [InlineData("\u2212x", "\"'\u2212x\"")]
    [InlineData("line\nbreak", "\"line\nbreak\"")]
    [InlineData("1-2", "1-2")]
    public void A_field_of_a_CSV_is_quoted_where_it_must_be_and_inert(string value, string field) => SliceCsv.Field(value).ShouldBe(field);

    private static double ContrastWithWhite(string colour) => 1.05 / (Luminance(Linear(colour)) + 0.05);

    private static double Luminance(double[] linear) => (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);

    private static double[] Seen(string colour, double[][] sight) => [.. Times(sight, Linear(colour)).Select(channel => Math.Clamp(channel, 0, 1))];

    private static double[] Linear(string colour) =>
        [.. new[] { 1, 3, 5 }.Select(at => int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(channel => channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4))];

    // Ottosson 2020, "A perceptual color space for image processing".
    private static double[] OkLab(double[] linear)
    {
        double[][] toCones = [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]];
        double[][] toLab = [[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099], [0.0259040371, 0.7827717662, -0.8086757660]];
        return Times(toLab, [.. Times(toCones, linear).Select(Math.Cbrt)]);
    }

    private static double[] Times(double[][] matrix, double[] vector) => [.. matrix.Select(row => row.Zip(vector, (a, b) => a * b).Sum())];

    private static double Distance(double[] one, double[] other) => Math.Sqrt(one.Zip(other, (a, b) => (a - b) * (a - b)).Sum());
}
