using System.Globalization;
using System.Text.RegularExpressions;

namespace Amparo.Architecture.Tests;

/// <summary>A warning may be silenced only where a comment argues for it.</summary>
public sealed partial class SilencedWarningsTests
{
    [Fact]
    public void No_warning_is_silenced_without_a_reason()
    {
        var silences = Repository.Files.Where(IsBuildOrSource).SelectMany(file => Unargued(file, Repository.Read(file)));

        silences.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("a.csproj", "<PropertyGroup>\n  <NoWarn>CS1591</NoWarn>\n</PropertyGroup>")]
    [InlineData("a.props", "<TreatWarningsAsErrors>false</TreatWarningsAsErrors>")]
    [InlineData("a.cs", "class A;\n#pragma warning disable CA1000\nclass B;")]
    [InlineData("a.cs", "[SuppressMessage(\"Design\", \"CA1000\")]")]
    [InlineData("a.razor", "@{\n#pragma warning disable CS8602\n}")]
    public void A_silence_without_a_reason_is_found(string file, string text) => Unargued(file, text).ShouldHaveSingleItem();

    [Theory]
    [InlineData("a.csproj", "<!-- Generated code. -->\n<NoWarn>CS1591</NoWarn>")]
    [InlineData("a.cs", "// The format needs it.\n#pragma warning disable CA1000\n")]
    [InlineData("a.cs", "#pragma warning disable CA1000 // The format needs it.\n")]
    [InlineData("a.cs", "[SuppressMessage(\"Design\", \"CA1000\", Justification = \"The format needs it.\")]")]
    public void A_silence_with_a_reason_is_accepted(string file, string text) => Unargued(file, text).ShouldBeEmpty();

    private static bool IsBuildOrSource(string file) =>
        (Path.GetExtension(file) is ".csproj" or ".props" or ".targets" or ".cs" or ".razor")
        && Path.GetFileName(file) != "SilencedWarnings.Tests.cs";

    private static List<string> Unargued(string file, string text)
    {
        var lines = text.Split('\n');
        var found = new List<string>();
        for (var at = 0; at < lines.Length; at++)
        {
            if (!Silence().IsMatch(lines[at]))
                continue;
            var around = at > 0 ? lines[at - 1] + lines[at] : lines[at];
            if (!Reason().IsMatch(around))
                found.Add(string.Create(CultureInfo.InvariantCulture, $"{file}:{at + 1}"));
        }

        return found;
    }

    [GeneratedRegex(
        @"<NoWarn>|<WarningsNotAsErrors>|<TreatWarningsAsErrors>\s*false|#pragma warning disable|\bSuppressMessage\(|#nullable disable",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Silence();

    [GeneratedRegex(@"<!--|//|Justification\s*=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reason();
}
