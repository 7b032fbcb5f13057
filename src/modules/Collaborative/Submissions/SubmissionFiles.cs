using System.Text;
using Amparo.Collaborative.Contents;
using Amparo.Content;
using Amparo.Platform.Keys;
using Amparo.Records;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Submissions;

/// <summary>What a submission holds, opened: its file and mended rows, its records, what was found in it.</summary>
/// <param name="contents">The sealed contents.</param>
/// <param name="vault">The keys.</param>
/// <param name="content">Mappings, schemas and rules.</param>
/// <param name="scan">What the installation's scanner says.</param>
internal sealed class SubmissionFiles(SealedContents contents, Vault vault, ContentSource content, MalwareScan scan)
{
    /// <summary>The largest file.</summary>
    public const long LargestFile = 500L << 20;

    /// <summary>How much a file may demand here, where others wait for the same machine: less than at an office's own.</summary>
    public static readonly ReadingLimits Limits = new() { LargestWorkbook = 1L << 29, LargestSharedTexts = 1L << 27, LargestUnpacked = 1L << 31, MostUnpackedRatio = 200 };

    /// <summary>The version whose file is read, and the one whose mended rows take the place of those in quarantine.</summary>
    /// <param name="context">A context that shows the submission.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<(SubmissionVersion Source, SubmissionVersion? Mended)> SourceAsync(CollaborativeContext context, SubmissionVersion version, CancellationToken cancel) =>
        version.Mends is { } mends
            ? (await context.Set<SubmissionVersion>().AsNoTracking().SingleAsync(row => row.Id == mends, cancel), version)
            : (version, null);

    /// <summary>Opens the file of a version, for readers of tables.</summary>
    /// <param name="version">The version.</param>
    /// <exception cref="InvalidOperationException">The installation names a scanner, and it has not looked at the file. Whoever opens it asks first, by <see cref="IsUnscanned"/>.</exception>
    public Stream OpenFile(SubmissionVersion version) =>
        IsUnscanned(version) ? throw new InvalidOperationException("No reader sees a file before the scanner has.") : OpenUnread(version);

    /// <summary>Opens the file of a version for those who look at it before it is read: at its first bytes, and for the scanner.</summary>
    /// <param name="version">The version.</param>
    public Stream OpenUnread(SubmissionVersion version) => contents.Open(Place(version, version.Id), version.Size);

    /// <summary>Whether the file of a version waits for the installation's scanner; false where none is named.</summary>
    /// <param name="version">The version; null for none.</param>
    public bool IsUnscanned(SubmissionVersion? version) => scan.IsAsked && version is { ScannedAt: null };

    /// <summary>Whether a file that a version is read from waits for the installation's scanner.</summary>
    /// <param name="context">A context that shows the submission.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<bool> AreUnscannedAsync(CollaborativeContext context, SubmissionVersion version, CancellationToken cancel)
    {
        if (!scan.IsAsked)
            return false;
        var (source, mended) = await SourceAsync(context, version, cancel);
        return IsUnscanned(source) || IsUnscanned(mended);
    }

    /// <summary>Reads the standard records of a checked version.</summary>
    /// <param name="version">The version.</param>
    public Outcome<RecordSet> ReadRecords(SubmissionVersion version)
    {
        using var stream = contents.Open(Place(version, version.RecordsId!.Value), version.RecordsSize!.Value);
        return RecordFile.Read(stream, content.Schema);
    }

    /// <summary>Reads what was found in a checked version.</summary>
    /// <param name="version">The version.</param>
    public CheckFindingsFile ReadFindings(SubmissionVersion version)
    {
        using var stream = contents.Open(Place(version, version.ReportId!.Value), version.ReportSize!.Value);
        return CheckFindingsFile.Read(stream);
    }

    /// <summary>The mapping that a submission is read by.</summary>
    /// <param name="context">A context that shows the submission.</param>
    /// <param name="submission">The submission; it has one.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Outcome<RecordMapping>> MappingAsync(CollaborativeContext context, Submission submission, CancellationToken cancel)
    {
        if (submission.Mapping is { } named && named.StartsWith("content:", StringComparison.Ordinal))
            return content.Mapping(named["content:".Length..]);
        // An organisation's files are read by mappings of its own, and by nobody else's.
        if (OwnMapping.IdIn(submission.Mapping) is not { } id
            || await context.Set<OwnMapping>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.OrganisationId == submission.OrganisationId, cancel) is not { } own)
            return new Problem(CollaborativeProblems.NoMapping, "mapping");
        var document = await vault.UnsealTextAsync(OwnMapping.Place(own.OrganisationId, own.Id), own.Document, cancel);
        if (!document.Succeeded)
            return Outcome<RecordMapping>.Refused(document.Problems);
        using var reader = new StringReader(document.Value);
        return MappingReader.Read(reader, "mapping", content.Schemas);
    }

    /// <summary>The file's name as it was sent.</summary>
    /// <param name="version">The version.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The name; null for mended rows, and where it is erased.</returns>
    public async Task<string?> NameAsync(SubmissionVersion version, CancellationToken cancel)
    {
        if (version.FileName is null)
            return null;
        var opened = await vault.UnsealTextAsync(NamePlace(version.SubmissionId, version.Id), version.FileName, cancel);
        return opened.Succeeded ? opened.Value : null;
    }

    /// <summary>The names of many files, with one question for their keys.</summary>
    /// <param name="versions">The versions.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The names by version; none of mended rows, and of what is erased.</returns>
    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IReadOnlyList<SubmissionVersion> versions, CancellationToken cancel)
    {
        var named = versions.Where(version => version.FileName is not null).ToList();
        var opened = await vault.UnsealAllAsync([.. named.Select(version => new SealedValue(NamePlace(version.SubmissionId, version.Id), version.FileName))], cancel);
        if (opened.Succeeded)
            return named.Zip(opened.Value).ToDictionary(pair => pair.First.Id, pair => Encoding.UTF8.GetString(pair.Second));
        // One of them is erased since it was read: each for itself.
        var names = new Dictionary<Guid, string>();
        foreach (var version in named)
        {
            if (await NameAsync(version, cancel) is { } name)
                names[version.Id] = name;
        }

        return names;
    }

    /// <summary>Seals a file's name.</summary>
    /// <param name="place">The submission and its version.</param>
    /// <param name="name">The name.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<byte[]> SealNameAsync((Guid Submission, Guid Version) place, string name, CancellationToken cancel)
    {
        var closed = await vault.SealTextAsync(NamePlace(place.Submission, place.Version), name, cancel);
        return closed.Succeeded ? closed.Value : throw new StoreException(closed.Problems[0]);
    }

    /// <summary>Keeps a content of a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="contentId">A new id.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<long> KeepAsync(SubmissionVersion version, Guid contentId, Action<Stream> write, CancellationToken cancel) =>
        contents.KeepAsync(Place(version, contentId), write, cancel);

    private static ContentPlace Place(SubmissionVersion version, Guid contentId) => new(ContentPlace.OfSubmission(version.SubmissionId), contentId);

    private static SealedPlace NamePlace(Guid submissionId, Guid versionId) =>
        new() { Compartment = ContentPlace.OfSubmission(submissionId), Purpose = "submission-version.file-name", Row = versionId.ToString("N") };
}
