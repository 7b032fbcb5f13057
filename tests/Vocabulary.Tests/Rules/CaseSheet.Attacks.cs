using static Amparo.Vocabulary.Tests.Rules.RuleContent;

namespace Amparo.Vocabulary.Tests.Rules;

public sealed class CaseSheetAttacksTests
{
    [Theory]
    [InlineData("{\"case\":\"B\",\"means\":\"no\",\"age\":[1]}")]
    [InlineData("{\"means\":{\"x\":1},\"case\":\"B\"}")]
    [InlineData("{\"case\":\"B\",\"age\":1.5}")]
    public void A_case_is_not_judged_on_half_of_its_rows(string line)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"{{\"case\":\"B\",\"act\":true,\"means\":true,\"purpose\":true,\"age\":30}}\n{line}\n"));
        var sheet = new Vocabulary.Rules.CaseSheet(Words);
        Vocabulary.Rules.CaseLines.Read(stream, sheet);

        sheet.Cases.ShouldBeEmpty();
        sheet.Refused.Single().Id.ShouldBe("B");
    }
}
