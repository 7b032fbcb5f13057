using System.Text.RegularExpressions;

namespace Amparo.Architecture.Tests.Security;

/// <summary>Every use of cryptography in the program stands in a list with what it is for, so that none is forgotten when one must be replaced.</summary>
public sealed partial class CryptographyTests
{
    private const string List = "docs/security/cryptography.tsv";

    private sealed record Use(string Folder, string Primitive);

    private static readonly string[] Broken = ["MD5", "SHA1", "HMACMD5", "HMACSHA1", "DES", "TripleDES", "RC2", "DSA", "Aes", "Random.Shared"];

    [Fact]
    public void Every_use_is_listed_with_its_purpose_and_nothing_else_is()
    {
        var listed = Repository.Read(List).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.TrimEnd('\r').Split('\t')).ToList();

        listed.ShouldAllBe(cells => cells.Length == 3 && cells[2].Length > 10);
        var (found, known) = (Found().ToHashSet(), listed.Select(cells => new Use(cells[0], cells[1])).ToList());
        known.Count.ShouldBe(known.Distinct().Count());
        found.Except(known).ShouldBeEmpty($"not in {List}: say there what it is for.");
        known.Except(found).ShouldBeEmpty($"{List} names what is not there any more.");
    }

    // The list of leaked passwords is ordered by it; it protects nothing.
    private static readonly (string File, string Primitive)[] OfForeignFormats = [("src/modules/Platform/Accounts/LeakedPasswords.cs", "SHA1")];

    [Fact]
    public void No_primitive_that_is_broken_or_lacks_authentication_protects_anything() =>
        Sources().SelectMany(file => In(Repository.Read(file)).Intersect(Broken, StringComparer.Ordinal).Select(primitive => (file, primitive))).ShouldBe(OfForeignFormats);

    [Theory]
    [InlineData("using var x = MD5.Create();", "MD5"), InlineData("new HMACSHA1(key)", "HMACSHA1"), InlineData("Aes.Create()", "Aes"), InlineData("new AesGcm(key, 16)", "AesGcm")]
    [InlineData("provider.CreateProtector(\"x\")", "CreateProtector"), InlineData("AesGcmBox.Close(x)", null), InlineData("var shades = 1;", null)]
    public void A_use_is_seen(string code, string? primitive) => In(code).ShouldBe(primitive is null ? [] : [primitive]);

    private static IEnumerable<Use> Found() =>
        Sources().SelectMany(file => In(Repository.Read(file)).Select(primitive => new Use(string.Join('/', file.Split('/')[..^1].Take(4)), primitive))).Distinct();

    private static IEnumerable<string> Sources() => Repository.Files.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && Path.GetExtension(file) is ".cs" or ".razor");

    private static IEnumerable<string> In(string code) => Primitive().Matches(code).Select(found => found.Groups["name"].Value).Distinct(StringComparer.Ordinal);

    [GeneratedRegex(
        @"(?<![\w.<""])(System\.Security\.Cryptography\.)?(?<name>AesGcm|AesCcm|ChaCha20Poly1305|RSA|ECDsa|ECDiffieHellman|DSA|SHA1|SHA256|SHA384|SHA512|SHA3_\d+|MD5|HMACSHA\d+|HMACMD5|HMACSHA3_\d+|HKDF|Rfc2898DeriveBytes|RandomNumberGenerator|IncrementalHash|CryptographicOperations(?=\.FixedTime)|SslStream|X509Certificate2?|MLKem|MLDsa|TripleDES|RC2|DES)\b(?=[.(\s])|\b(?<name>CreateProtector|PasswordHasherOptions)\b|\b(?<name>Aes)\.Create|\b(?<name>Random\.Shared)\b",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Primitive();
}
