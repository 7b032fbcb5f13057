namespace Amparo.Architecture.Tests.Api;

/// <summary>
/// Each library's public face is committed as text. Where a change is meant, <c>UPDATE=1 dotnet test tests/Architecture.Tests</c>
/// rewrites the files, and the commit shows what changed for those who use the library.
/// </summary>
public sealed class PublicApiTests
{
    private const string Folder = "tests/Architecture.Tests/PublicApi";

    [Theory]
    [MemberData(nameof(Libraries.Names), MemberType = typeof(Libraries))]
    public void The_public_face_of_a_library_is_the_committed_one(string library)
    {
        var file = Repository.Full($"{Folder}/{library}.txt");
        var text = PublicApiText.Of(Libraries.Load(library));
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
        {
            Directory.CreateDirectory(Repository.Full(Folder));
            File.WriteAllText(file, text);
        }

        File.Exists(file).ShouldBeTrue($"{library} has no snapshot; UPDATE=1 writes it.");
        // Git may have written the file with other line ends.
        text.ShouldBe(
            File.ReadAllText(file).ReplaceLineEndings("\n"), $"{library} changed its public face; if that is meant, run with UPDATE=1.");
    }

    [Fact]
    public void No_snapshot_outlives_its_library() =>
        Directory.EnumerateFiles(Repository.Full(Folder), "*.txt").Select(Path.GetFileNameWithoutExtension)
            .Except(Libraries.Names.Select(row => row.Data), StringComparer.Ordinal).ShouldBeEmpty();

    [Fact]
    public void The_text_shows_kinds_nullability_defaults_and_constants()
    {
        var lines = PublicApiText.Of(typeof(Vocabulary.CodeList).Assembly).Split('\n');

        string[] expected =
        [
            "Amparo.Vocabulary.CodeList : sealed class",
            "Amparo.Vocabulary.CodeList.const Total = \"_T\"",
            "Amparo.Vocabulary.CodeList.Find(string? id) -> Code?",
            "Amparo.Vocabulary.Problem.new(string Code, string Subject, string Path = \"\")",
            "Amparo.Vocabulary.Problem.Path { get; init; } -> string",
        ];
        expected.Except(lines, StringComparer.Ordinal).ShouldBeEmpty();
        lines.ShouldNotContain(line => line.Contains("PrintMembers", StringComparison.Ordinal));
    }
}
