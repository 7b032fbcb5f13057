using System.Reflection;

namespace Amparo.Linkage.Tests;

public sealed class LinkageProblemsTests
{
    [Fact]
    public void Every_code_is_told_once() =>
        typeof(LinkageProblems).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetValue(null)!).ShouldBeUnique();
}
