using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Amparo.Content;
using Amparo.Demonstration;
using Amparo.Stores;

namespace Amparo.Cli.Folders;

/// <summary>The mark of a finished demonstration: with which options, which program and which content it was made. Written last.</summary>
internal sealed class DemoMark
{
    private const string FileName = "demo.json";

    private readonly string _file;
    private readonly string _text;

    /// <summary>The mark that a demonstration made now would get.</summary>
    internal DemoMark(string data, DemonstrationOptions options, ContentFolder content)
    {
        _file = Path.Combine(data, FileName);
        _text = new JsonObject
        {
            ["seed"] = options.Seed,
            ["persons"] = options.Persons,
            ["madeBy"] = Fingerprint(content),
        }.ToJsonString();
    }

    /// <summary>
    /// What tells these invented persons from those of any other demonstration: eight hexadecimal digits of the mark's SHA-256. Other
    /// options, another program or other content invent other persons.
    /// </summary>
    internal string Persons => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_text)))[..8];

    /// <summary>Whether a folder holds a finished demonstration, whichever.</summary>
    internal static bool IsOn(string data) => File.Exists(Path.Combine(data, FileName));

    /// <summary>Whether the folder holds the very demonstration that would be made now.</summary>
    internal bool IsCurrent() => File.Exists(_file) && File.ReadAllText(_file) == _text;

    /// <summary>Takes the mark away before anything is changed.</summary>
    internal void Remove() => File.Delete(_file);

    /// <summary>Sets the mark once everything is there.</summary>
    internal void Write() => AtomicFile.Write(_file, stream => stream.Write(Encoding.UTF8.GetBytes(_text)));

    /// <summary>The mark for a program.</summary>
    internal JsonObject Facts() => JsonNode.Parse(_text)!.AsObject();

    // Our own assemblies and the content, byte by byte: a few megabytes, read in a moment.
    private static string Fingerprint(ContentFolder content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var program = Directory.EnumerateFiles(AppContext.BaseDirectory, "Amparo.*.dll");
        var data = Directory.EnumerateFiles(content.Root, "*", SearchOption.AllDirectories);
        foreach (var file in program.Concat(data).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
