using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Amparo.Architecture.Tests.Compiling;

/// <summary>The C# compiler of the installed SDK: what a developer of Amparo would be told.</summary>
internal static partial class SdkCompiler
{
    // <root>/shared/Microsoft.NETCore.App/<version>/, the runtime that these tests run on.
    private static readonly string Framework = RuntimeEnvironment.GetRuntimeDirectory();
    private static readonly string DotnetRoot = Path.GetFullPath(Path.Combine(Framework, "..", "..", ".."));

    /// <summary>Compiles a snippet.</summary>
    /// <param name="source">A C# file.</param>
    /// <param name="libraries">Names of the Amparo libraries it may see: <c>Vocabulary</c>, <c>Publication</c> …</param>
    /// <returns>The codes of the errors, distinct and sorted; empty if it compiles.</returns>
    public static IReadOnlyList<string> ErrorsOf(string source, IEnumerable<string> libraries)
    {
        var folder = Directory.CreateTempSubdirectory("amparo-compile-");
        try
        {
            var file = Path.Combine(folder.FullName, "Snippet.cs");
            File.WriteAllText(file, source);
            var output = Path.Combine(folder.FullName, "Snippet.dll");
            var references = TrustedAssemblies()
                .Concat(libraries.Select(name => Path.Combine(AppContext.BaseDirectory, $"Amparo.{name}.dll")));
            var answers = Path.Combine(folder.FullName, "compile.rsp");
            File.WriteAllLines(answers,
            [
                "-noconfig", "-nologo", "-target:library", "-nullable:enable", "-langversion:14", $"-out:\"{output}\"",
                .. references.Select(path => $"-r:\"{path}\""), $"\"{file}\"",
            ]);
            return Run(answers);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<string> Run(string answers)
    {
        string[] arguments = ["exec", CompilerPath(), $"@{answers}"];
        var start = new ProcessStartInfo(Path.Combine(DotnetRoot, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), arguments)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var compiler = Process.Start(start) ?? throw new InvalidOperationException("The compiler did not start.");
        var output = compiler.StandardOutput.ReadToEnd();
        compiler.WaitForExit();
        var errors = ErrorCode().Matches(output).Select(match => match.Groups["code"].Value).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).ToList();
        // A compiler that fails without saying why must not read as a snippet that was refused, nor as one that compiles.
        if (errors.Count == 0 != (compiler.ExitCode == 0))
            throw new InvalidOperationException($"The compiler said neither yes nor no: {output}");
        return errors;
    }

    // The newest SDK of the running major version.
    private static string CompilerPath() =>
        Directory.EnumerateDirectories(
            Path.Combine(DotnetRoot, "sdk"), string.Create(CultureInfo.InvariantCulture, $"{Environment.Version.Major}.*"))
            .Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll")).Where(File.Exists)
            .OrderByDescending(path => path, StringComparer.Ordinal).FirstOrDefault()
            ?? throw new InvalidOperationException("No SDK of the running version lies beside the runtime.");

    // The runtime's own assemblies, and the packages whose types the libraries' public members speak of.
    private static IEnumerable<string> TrustedAssemblies()
    {
        var trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        return trusted.Split(Path.PathSeparator).Where(path =>
            path.StartsWith(Framework, StringComparison.Ordinal) || Path.GetFileName(path) == "NodaTime.dll");
    }

    [GeneratedRegex(@"error (?<code>CS\d{4})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ErrorCode();
}
