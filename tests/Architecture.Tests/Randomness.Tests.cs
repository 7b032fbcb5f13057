using System.Text.RegularExpressions;

namespace Amparo.Architecture.Tests;

/// <summary>Noise that can be foretold can be taken off again: no program may reach any but the operating system's.</summary>
public partial class RandomnessTests
{
    [Fact]
    public void Only_the_operating_system_is_a_source_of_noise_under_src()
    {
        var sources = Repository.Files.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && Path.GetExtension(file) is ".cs" or ".razor")
            .Where(file => Derives().IsMatch(Repository.Read(file))).ToArray();

        sources.ShouldBe(["src/adapters/Entropy/OperatingSystemNoise.cs"]);
        Parameters().IsMatch(Repository.Read(sources[0])).ShouldBeFalse();
    }

    [Theory]
    [InlineData("internal sealed class Seeded(ulong seed) : NoiseSource", true)]
    [InlineData("class Seeded :\n    Amparo.PrivateRelease.Noise.NoiseSource", true)]
    [InlineData("public abstract class NoiseSource", false)]
    [InlineData("private readonly NoiseSource _noise;", false)]
    public void A_source_of_noise_is_seen(string text, bool seen) => Derives().IsMatch(text).ShouldBe(seen);

    [Theory]
    [InlineData("class OperatingSystemNoise(ulong seed) : NoiseSource", true)]
    [InlineData("public OperatingSystemNoise(int seed)", true)]
    [InlineData("class OperatingSystemNoise : NoiseSource", false)]
    public void A_constructor_with_parameters_is_seen(string text, bool seen) => Parameters().IsMatch(text).ShouldBe(seen);

    [GeneratedRegex(@"\b(class|record)\s+\w+\s*(\([^)]*\))?\s*:[^{;]*\bNoiseSource\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Derives();

    [GeneratedRegex(@"\bOperatingSystemNoise\s*\(\s*[^)\s]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameters();
}
