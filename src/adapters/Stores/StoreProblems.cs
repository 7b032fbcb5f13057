using Amparo.Vocabulary;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Amparo.Stores;

/// <summary>What can go wrong with a store or a file, by code, and the sentence a person reads.</summary>
public static class StoreProblems
{
    /// <summary>The text is not a connection string, or names no host.</summary>
    public const string AddressUnreadable = "STO-001";

    /// <summary>The folder does not exist.</summary>
    public const string FolderMissing = "STO-002";

    /// <summary>The folder or the file cannot be written: permissions, a read-only disk, a file in the way.</summary>
    public const string NotWritable = "STO-003";

    /// <summary>The disk or the quota is full. What stood there before still stands.</summary>
    public const string DiskFull = "STO-004";

    /// <summary>Another process held the store longer than the wait allowed.</summary>
    public const string Locked = "STO-005";

    /// <summary>The file is not a database, or is damaged.</summary>
    public const string Damaged = "STO-006";

    /// <summary>The server does not answer.</summary>
    public const string ServerUnreachable = "STO-007";

    /// <summary>The server refuses: user, password, database name or rights.</summary>
    public const string ServerRefuses = "STO-008";

    /// <summary>Any other failure of the database or the file system.</summary>
    public const string Failed = "STO-009";

    /// <summary>The numbers of a module's migrations do not run from one without a gap, in the program or in the database.</summary>
    public const string MigrationGap = "STO-010";

    /// <summary>A migration that was applied reads otherwise in this program.</summary>
    public const string MigrationChanged = "STO-011";

    /// <summary>The database has migrations that this program does not know: it was used by a newer version.</summary>
    public const string DatabaseNewer = "STO-012";

    /// <summary>The database refused a migration; that migration was rolled back.</summary>
    public const string MigrationFailed = "STO-013";

    /// <summary>The backup before a migration could not be made; nothing was migrated.</summary>
    public const string BackupFailed = "STO-014";

    /// <summary>The store has no table or view of the name that a mapping reads.</summary>
    public const string TableMissing = "STO-015";

    /// <summary>The store holds nothing of this program: there is nothing to copy.</summary>
    public const string NothingStored = "STO-016";

    /// <summary>The store that a copy is to be rebuilt in holds something of this program already.</summary>
    public const string AlreadyStored = "STO-017";

    /// <summary>A table that was rebuilt is not what the copy says it is.</summary>
    public const string CopyDiffers = "STO-018";

    /// <summary>The database lacks migrations of this program, and the work at hand applies none.</summary>
    public const string DatabaseOlder = "STO-019";

    /// <summary>A server on another machine would be spoken to in clear, or without knowing that it is the one.</summary>
    public const string ServerInClear = "STO-020";

    /// <summary>The server has no account of the name that hosts are to serve with.</summary>
    public const string ServingRoleMissing = "STO-021";

    /// <summary>The account that hosts are to serve with may do more than serve, and that cannot be taken from it.</summary>
    public const string ServingRoleTooStrong = "STO-022";

    /// <summary>Migrations are missing, or rights on the tables, and the account may not change either: their owner must go first.</summary>
    public const string MigrationNotAllowed = "STO-023";

    private static readonly Lazy<Dictionary<string, IReadOnlyDictionary<string, string>>> Sentences = new(() =>
        new[] { Language.Spanish, Language.English }.ToDictionary(language => language.Code, ReadSentences, StringComparer.Ordinal));

    /// <summary>Recognises failures of files and databases.</summary>
    /// <param name="error">What was thrown by a file operation, SQLite, PostgreSQL or Entity Framework.</param>
    /// <param name="subject">The file's or the store's name to put in the problem.</param>
    /// <returns>The problem; null if the exception is none of these, so that a bug stays a bug.</returns>
    public static Problem? From(Exception error, string subject)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error switch
        {
            StoreException known => known.Problem,
            SqliteException sqlite => new(CodeOf(sqlite), subject),
            PostgresException server => new(CodeOf(server), subject),
            NpgsqlException { InnerException: PostgresException server } => new(CodeOf(server), subject),
            NpgsqlException => new(ServerUnreachable, subject),
            DirectoryNotFoundException => new(FolderMissing, subject),
            UnauthorizedAccessException => new(NotWritable, subject),
            IOException file => new(CodeOf(file), subject),
            _ => error.InnerException is { } inner ? From(inner, subject) : null,
        };
    }

    /// <summary>One line for a person: code, where, and what it means.</summary>
    /// <remarks>
    /// The sentences are those of <c>content/languages/problems.*.yaml</c>, carried along, because a store that cannot be opened must be
    /// able to say so before any content is found. So every code of libraries, adapters and modules has its sentence here.
    /// </remarks>
    /// <param name="problem">A problem, of a store or not.</param>
    /// <param name="language">The reader's language; Spanish stands in for those without sentences.</param>
    /// <returns>The line; only code and place if the code has no sentence.</returns>
    public static string Describe(Problem problem, Language language)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(language);
        var sentences = Sentences.Value.GetValueOrDefault(language.Code) ?? Sentences.Value[Language.Spanish.Code];
        return sentences.TryGetValue(problem.Code, out var sentence) ? $"{problem.ToString().TrimEnd()}: {sentence}" : problem.ToString();
    }

    private static IReadOnlyDictionary<string, string> ReadSentences(Language language)
    {
        var name = $"problems.{language.Code}.yaml";
        using var reader = new StreamReader(typeof(StoreProblems).Assembly.GetManifestResourceStream(name)!);
        return ProblemSentences.Read(reader, name).Value;
    }

    // https://www.sqlite.org/rescode.html, primary result codes.
    private static string CodeOf(SqliteException error) => error.SqliteErrorCode switch
    {
        3 or 8 or 14 or 23 => NotWritable, // PERM, READONLY, CANTOPEN, AUTH
        5 or 6 => Locked, // BUSY, LOCKED
        11 or 26 => Damaged, // CORRUPT, NOTADB
        13 => DiskFull, // FULL
        _ => Failed,
    };

    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static string CodeOf(PostgresException error) => error.SqlState switch
    {
        PostgresErrorCodes.DiskFull => DiskFull,
        PostgresErrorCodes.LockNotAvailable => Locked,
        PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidCatalogName => ServerRefuses,
        PostgresErrorCodes.TooManyConnections => ServerUnreachable,
        PostgresErrorCodes.ReadOnlySqlTransaction => NotWritable,
        var state when state.StartsWith("28", StringComparison.Ordinal) => ServerRefuses,
        var state when state.StartsWith("57P", StringComparison.Ordinal) => ServerUnreachable,
        var state when state.StartsWith("XX00", StringComparison.Ordinal) => Damaged,
        _ => Failed,
    };

    // .NET keeps errno (Unix) or the Win32 code in the lower half of HResult.
    private static string CodeOf(IOException error) => (error.HResult & 0xFFFF, OperatingSystem.IsWindows()) switch
    {
        (28 or 122 or 27, false) => DiskFull, // ENOSPC, EDQUOT, EFBIG
        (30, false) => NotWritable, // EROFS
        (112 or 39, true) => DiskFull, // ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL
        (19, true) => NotWritable, // ERROR_WRITE_PROTECT
        _ => Failed,
    };
}
