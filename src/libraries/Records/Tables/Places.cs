using System.Globalization;

namespace Amparo.Records.Tables;

/// <summary>How problems name a place.</summary>
internal static class Places
{
    /// <summary>A line of a text file, counted from one.</summary>
    public static string Line(long number) => string.Create(CultureInfo.InvariantCulture, $"line {number}");

    /// <summary>A line of a named file.</summary>
    public static string Line(string fileName, long number) => $"{fileName} {Line(number)}";

    /// <summary>A column of a named file, counted from one.</summary>
    public static string Column(int number) => string.Create(CultureInfo.InvariantCulture, $"column {number}");
}
