using System.Globalization;
using System.Net;
using Amparo.Vocabulary;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Amparo.Stores;

/// <summary>The two databases that Amparo runs on.</summary>
public enum StoreKind
{
    /// <summary>One file in the data folder; nothing to install.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server, shared by any number of hosts.</summary>
    PostgreSql,
}

/// <summary>Where the data lie: a SQLite file in a data folder, or a database on a PostgreSQL server.</summary>
/// <remarks>
/// Immutable. <see cref="ToString"/> is safe to print and to log: it never holds a password or a user name. The connection string itself
/// does not leave this assembly.
/// </remarks>
public sealed class StoreAddress
{
    /// <summary>The name of the SQLite file inside the data folder.</summary>
    public const string FileName = "amparo.db";

    // Long enough for any transaction of this program, short enough that a page does not hang for ever.
    private static readonly TimeSpan UsualLockWait = TimeSpan.FromSeconds(15);

    private readonly string _connectionString;
    private readonly string _printed;

    private StoreAddress(StoreKind kind, string connectionString, string printed, string? filePath, TimeSpan lockWait)
    {
        Kind = kind;
        _connectionString = connectionString;
        _printed = printed;
        FilePath = filePath;
        LockWait = lockWait;
    }

    /// <summary>Which database it is.</summary>
    public StoreKind Kind { get; }

    /// <summary>The full path of the SQLite file; null on PostgreSQL.</summary>
    public string? FilePath { get; }

    /// <summary>How long one writer waits for another before it gives up with <c>STO-005</c>; 15 seconds unless said otherwise.</summary>
    public TimeSpan LockWait { get; }

    /// <summary>What a problem of this store names as its subject: the file's name, or <c>postgresql</c>.</summary>
    internal string Subject => FilePath is null ? "postgresql" : Path.GetFileName(FilePath);

    /// <summary>The SQLite file of a data folder.</summary>
    /// <param name="dataFolder">The folder's path; it must exist. The file itself is made by the first migration.</param>
    /// <returns>The address; <c>STO-002</c> if there is no such folder.</returns>
    public static Outcome<StoreAddress> InFolder(string dataFolder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dataFolder);
        var folder = Path.GetFullPath(dataFolder);
        if (!Directory.Exists(folder))
            return new Problem(StoreProblems.FolderMissing, dataFolder);

        var file = Path.Combine(folder, FileName);
        return new StoreAddress(StoreKind.Sqlite, file, file, file, UsualLockWait);
    }

    /// <summary>A SQLite file of somebody else, whose tables are read and never written.</summary>
    /// <param name="path">The file's path; it must exist.</param>
    /// <returns>The address; <c>STO-002</c> if there is no such file.</returns>
    public static Outcome<StoreAddress> OfFile(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var file = Path.GetFullPath(path);
        return File.Exists(file)
            ? new StoreAddress(StoreKind.Sqlite, file, file, file, UsualLockWait)
            : new Problem(StoreProblems.FolderMissing, path);
    }

    /// <summary>A database on a PostgreSQL server.</summary>
    /// <param name="connectionString">Npgsql's key=value form; it must name a host. May hold a password, which is never printed.</param>
    /// <returns>
    /// The address; <c>STO-001</c> if the text cannot be read as a connection string or names no host, <c>STO-020</c> if a server on another machine is not asked
    /// to prove by its certificate that it is the one (<c>SSL Mode=VerifyFull</c>): what goes there are names.
    /// </returns>
    public static Outcome<StoreAddress> PostgreSql(string connectionString)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString)
            {
                // The server's detail of an error quotes the row it is about, and rows are people.
                IncludeErrorDetail = false,
                LogParameters = false,
                PersistSecurityInfo = false,
            };
            builder.ApplicationName ??= "Amparo";
            if (string.IsNullOrWhiteSpace(builder.Host))
                return new Problem(StoreProblems.AddressUnreadable, "postgresql");

            if (builder.SslMode != SslMode.VerifyFull && !IsHere(builder.Host))
                return new Problem(StoreProblems.ServerInClear, "postgresql");

            var printed = string.Create(CultureInfo.InvariantCulture, $"postgresql://{builder.Host}:{builder.Port}/{builder.Database}");
            return new StoreAddress(StoreKind.PostgreSql, builder.ConnectionString, printed, null, UsualLockWait);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // The message of these exceptions may quote the text, password included: only the code goes on.
            return new Problem(StoreProblems.AddressUnreadable, "postgresql");
        }
    }

    /// <summary>The same store with another patience.</summary>
    /// <param name="lockWait">How long a writer waits for another; one second or more.</param>
    /// <returns>An address of the same store.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Less than a second.</exception>
    public StoreAddress WaitingForLocks(TimeSpan lockWait)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lockWait, TimeSpan.FromSeconds(1));
        return new(Kind, _connectionString, _printed, FilePath, lockWait);
    }

    // Names only, no look-up: what a name server says today it may not say tomorrow. Several hosts stand with commas, each with its port perhaps.
    private static bool IsHere(string hosts) => hosts.Split(',').All(host =>
    {
        var name = host.Trim();
        if (name.StartsWith('/') || name.StartsWith('@'))
            return true; // A socket within this machine.
        var bare = name.StartsWith('[') ? name[1..].Split(']')[0] : name.Count(letter => letter == ':') == 1 ? name.Split(':')[0] : name;
        return string.Equals(bare, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(bare, out var address) && IPAddress.IsLoopback(address));
    });

    /// <summary>The address without user and password: <c>/srv/amparo/amparo.db</c>, <c>postgresql://db.example:5432/amparo</c>.</summary>
    public override string ToString() => _printed;

    /// <summary>What the provider opens. Never printed.</summary>
    internal string ConnectionString() => Kind == StoreKind.PostgreSql
        ? _connectionString
        : new SqliteConnectionStringBuilder
        {
            DataSource = FilePath,

            // Never created in passing: a file that vanished must not come back as an empty database.
            Mode = SqliteOpenMode.ReadWrite,
            ForeignKeys = true,
            DefaultTimeout = (int)Math.Ceiling(LockWait.TotalSeconds),
        }.ConnectionString;
}
