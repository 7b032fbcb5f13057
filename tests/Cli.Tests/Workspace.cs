using System.Security.Cryptography;

namespace Amparo.Cli.Tests;

/// <summary>A temporary folder that disappears with the test.</summary>
internal sealed class Workspace : IDisposable
{
    internal string Root { get; } = Directory.CreateTempSubdirectory("amparo-cli-").FullName;

    public void Dispose() => Directory.Delete(Root, recursive: true);

    internal string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Copies a folder with all that is below it.</summary>
    internal static void Copy(string folder, string copy)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>Every file below a folder with its bytes' hash: two equal texts are two equal folders.</summary>
    internal static string Snapshot(string folder) => !Directory.Exists(folder)
        ? "absent"
        : string.Join('\n', Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            // The lock stays behind, empty, and says nothing about what the folder holds.
            .Where(file => Path.GetFileName(file) != ".lock")
            .Select(file => $"{Path.GetRelativePath(folder, file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"));
}
