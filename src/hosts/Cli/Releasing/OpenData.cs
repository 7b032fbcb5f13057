using System.Text.Json.Nodes;
using Amparo.Cli.Folders;
using Amparo.Cli.Verbs;
using Amparo.Content;
using Amparo.Demonstration;
using Amparo.Entropy;
using Amparo.PrivateRelease;
using Amparo.PrivateRelease.Tables;
using Amparo.Records;
using Amparo.Stores;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.Cli.Releasing;

/// <summary>The demonstration's open data: synthetic rows about other invented persons than the tables count.</summary>
/// <remarks>
/// A population has one privacy regime. The tables are suppressed, these rows are differentially private: so they speak of persons of their own, invented with
/// another seed. One institution's records, for one row a person: who is known to two institutions would be two rows while records are not linked.
/// </remarks>
internal sealed record OpenData(CodedTable Table, string Population)
{
    private const string Id = "open-data";

    // Two releases fit, nearly three: a run that was killed after its charge can be repeated.
    private const double Epsilon = 2, Budget = 4;

    // Any odd number far from small ones: nobody's second demonstration has the first one's persons.
    private const ulong OtherSeed = 0x9E37_79B9_7F4A_7C15;

    private const string Institution = "prosecution";

    /// <summary>How the persons of the open data are invented: a fifth as many, with another seed.</summary>
    internal static DemonstrationOptions Others(DemonstrationOptions options) =>
        options with { Seed = unchecked(options.Seed + OtherSeed), Persons = Math.Max(50, options.Persons / 5) };

    /// <summary>Makes a table with one row a person out of mapped records.</summary>
    /// <param name="files">The mapped files.</param>
    /// <param name="mark">Tells these persons from those of any other demonstration.</param>
    /// <param name="content">Holds the public schema.</param>
    internal static Outcome<OpenData> Of(IReadOnlyList<MappedFile> files, DemoMark mark, ContentSource content)
    {
        using var reader = new StreamReader(Path.Combine(content.Folder.Root, "releases", $"{Id}.yaml"));
        return ReleaseSchemaReader.Read(reader, $"{Id}.yaml", content.Lists).Then(schema =>
        {
            using var standard = new MemoryStream();
            var records = RecordSet.Concat([.. files.Where(file => IsOfInstitution(file.Records)).Select(file => file.Records)]);
            RecordFile.Write(standard, records, content.Schema);
            standard.Position = 0;
            return RowSource.Open(standard, new SourceFormat(), new ReadingLimits()).Then(rows =>
            {
                using (rows)
                    return CodedTableReader.Read(rows, schema);
            }).Then<CodedTable, OpenData>(table => new OpenData(table, $"{schema.Population}-{mark.Persons}"));
        });
    }

    /// <summary>Releases the rows, unless they stand there already: what was drawn is not drawn again.</summary>
    /// <param name="folder">Holds the ledger, which is charged and on the disk before any noise is drawn.</param>
    /// <param name="progress">Told the share of the work done.</param>
    /// <returns>What stands there; <c>PRV-012</c> if too many runs were killed after their charge.</returns>
    internal Outcome<OpenDataStanding> Release(ReleaseFolder folder, Action<double> progress) => folder.ReadLedger().Then(ledger =>
    {
        if (ledger.Entries.LastOrDefault(entry => entry.Subject == Id && entry.Population == Population && entry.Door == Door.Mechanism) is { } standing
            && folder.Holds(ledger, standing))
            return new OpenDataStanding(standing, folder.ContentOf(standing));
        var door = new FormalDoor(
            ledger, SystemClock.Instance.GetCurrentInstant(), new LedgerFile(folder.LedgerFile).Save, new OperatingSystemNoise());
        var request = new FormalRequest
        {
            Id = Id,
            Population = Population,
            Mechanism = ReleaseMechanism.FitRows,
            Epsilon = Epsilon,
            Budget = Budget,
            Origin = DataOrigin.Invented,
            Software = Reporting.Software,
        };
        return door.Release(Table, request, progress).Then<FormalRelease, OpenDataStanding>(made =>
        {
            folder.Save(made.Released, made.Content);
            var content = folder.ContentOf(made.Released.Entry);
            foreach (var language in new[] { Language.Spanish, Language.English })
                AtomicFile.Write(Path.ChangeExtension(content, $".{language.Code}.html"), stream => made.Facts.WritePage(stream, language));
            return new OpenDataStanding(made.Released.Entry, content);
        });
    });

    private static bool IsOfInstitution(RecordSet records) =>
        records.Count > 0 && records.FindText(PersonReport.Record) is { } ids && ids[0].Split('-') is [_, Institution, ..];
}

/// <summary>The open data that stand in a folder.</summary>
/// <param name="Entry">The line of the ledger.</param>
/// <param name="File">The rows.</param>
internal sealed record OpenDataStanding(LedgerEntry Entry, string File)
{
    internal JsonObject Facts() => new()
    {
        ["file"] = Path.GetFullPath(File),
        ["population"] = Entry.Population,
        ["method"] = Entry.Method,
        ["sequence"] = Entry.Sequence,
        ["contentHash"] = Entry.ContentHash,
    };
}
