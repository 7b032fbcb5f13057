using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Amparo.Stores.Migrations;

/// <summary>What a migration is called: its file is <c>0001-what-it-does.sql</c>.</summary>
/// <param name="Number">Its number in the module, from one without gaps.</param>
/// <param name="Name">What it does: lower-case words joined by hyphens.</param>
public sealed record MigrationName(int Number, string Name)
{
    /// <summary>Number and name as in the file's name: <c>0001-what-it-does</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number:D4}-{Name}");
}

/// <summary>One step of a module's tables, forward only: numbered SQL, run once in a transaction of its own.</summary>
/// <remarks>Once released, its text never changes: what it did to databases in the field cannot be done again.</remarks>
public sealed record Migration
{
    /// <summary>Makes a step.</summary>
    /// <param name="name">What it is called; its number is one or more.</param>
    /// <param name="sql">Statements that may run inside a transaction; none that begins or ends one.</param>
    public Migration(MigrationName name, string sql)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(name.Number, 1, nameof(name));
        ArgumentException.ThrowIfNullOrWhiteSpace(name.Name, nameof(name));
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        Name = name;
        Sql = sql.ReplaceLineEndings("\n");
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));
    }

    /// <summary>What it is called.</summary>
    public MigrationName Name { get; }

    /// <summary>The statements, lines ended by LF.</summary>
    public string Sql { get; }

    /// <summary>SHA-256 of <see cref="Sql"/> in UTF-8, 64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; }
}
