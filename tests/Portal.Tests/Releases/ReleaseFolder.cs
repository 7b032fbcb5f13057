using System.Globalization;
using Amparo.PrivateRelease;
using Amparo.Records.Registers;
using Amparo.Vocabulary.Shapes;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Portal.Tests.Releases;

/// <summary>A folder of releases as the command line leaves it, made through the real doors.</summary>
internal sealed class ReleaseFolder
{
    internal static readonly Instant Start = Instant.FromUtc(2026, 11, 23, 6, 0);

    private readonly ReleaseDoors _doors;
    private int _files;

    /// <summary>Begins a folder, at a point of an existing ledger.</summary>
    /// <param name="path">An existing folder.</param>
    /// <param name="ledger">What was released before.</param>
    /// <param name="now">The time of its releases.</param>
    internal ReleaseFolder(string path, Ledger? ledger = null, Instant? now = null)
    {
        Path = path;
        _doors = new(ledger ?? Ledger.Empty, now ?? Start);
        Directory.CreateDirectory(Archives);
    }

    internal string Path { get; }

    internal string Archives => System.IO.Path.Combine(Path, "releases");

    internal string LedgerFile => System.IO.Path.Combine(Path, "ledger.jsonl");

    internal Ledger Ledger => _doors.Ledger;

    /// <summary>Releases a register; its text tells versions apart and makes it as large as a test needs.</summary>
    internal string ReleaseRegister(string id, string text, int rows = 1)
    {
        var register = new RegisterTable(
            id, LocalizedText.Same("Leyes"), LocalizedText.Same("Nota"), new Source("Prueba", "Leyes", new LocalDate(2026, 1, 1), "CC0"),
            [new RegisterColumn("law", LocalizedText.Same("Ley"))],
            [.. Enumerable.Range(0, rows).Select(row => (IReadOnlyList<string>)[text + row.ToString(CultureInfo.InvariantCulture)])]);
        return Save(ReleaseArchive.Write(_doors.NonPersonal(register, RegisterHolding.Laws)));
    }

    /// <summary>Releases official figures: one number a country.</summary>
    internal string ReleaseCube(string id, params decimal[] figures)
    {
        var countries = new CodeList(
            "country", 1, LocalizedText.Same("País"), "ISO 3166-1",
            [.. figures.Select((_, at) => new Code(((char)('A' + at)).ToString(), LocalizedText.Same("País"), new Dictionary<string, string>()))]);
        var header = new CubeHeader(
            id, MeasureKind.Count, LocalizedText.Same("Víctimas"), LocalizedText.Same("Definición"), LocalizedText.Same("Límites"),
            LocalizedText.Same("personas"), new Source("UNODC", "GLOTIP", new LocalDate(2026, 1, 1), "Terms"), DataOrigin.Official);
        var cube = new Cube(
            header, [new Dimension("country", countries)], [new HashSet<string>(StringComparer.Ordinal) { "country" }],
            figures.Select((figure, at) => KeyValuePair.Create((long)at, Figure.Exact(figure))));
        return Save(ReleaseArchive.Write(_doors.AlreadyPublic(cube)));
    }

    /// <summary>Writes the ledger as it stands now.</summary>
    internal ReleaseFolder SaveLedger()
    {
        using var stream = File.Create(LedgerFile);
        Ledger.Write(stream);
        return this;
    }

    private string Save(byte[] archive)
    {
        var file = System.IO.Path.Combine(Archives, string.Create(CultureInfo.InvariantCulture, $"{++_files:D4}.json"));
        while (File.Exists(file))
            file = System.IO.Path.Combine(Archives, string.Create(CultureInfo.InvariantCulture, $"{++_files:D4}.json"));
        File.WriteAllBytes(file, archive);
        return file;
    }
}
