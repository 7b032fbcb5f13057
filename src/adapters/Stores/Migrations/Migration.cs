using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Amparo.Stores.Migrations;

/// <summary>One step of a module's tables, forward only: numbered SQL, run once in a transaction of its own.</summary>
/// <remarks>Once released, its text never changes: what it did to databases in the field cannot be done again.</remarks>
public sealed record Migration
{
    /// <summary>Makes a step.</summary>
    /// <param name="number">Its number in the module, from one without gaps.</param>
    /// <param name="name">What it does: lower-case words joined by hyphens.</param>
    /// <param name="sql">Statements that may run inside a transaction; none that begins or ends one.</param>
    public Migration(int number, string name, string sql)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentException.ThrowIfNullOrWhiteSpace(sql);
        Number = number;
        Name = name;
        Sql = sql.ReplaceLineEndings("\n");
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));
    }

    /// <summary>Its number in the module.</summary>
    public int Number { get; }

    /// <summary>What it does.</summary>
    public string Name { get; }

    /// <summary>The statements, lines ended by LF.</summary>
    public string Sql { get; }

    /// <summary>SHA-256 of <see cref="Sql"/> in UTF-8, 64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; }

    /// <summary>Number and name, as in the file's name: <c>0001-ledger-and-releases</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number:D4}-{Name}");
}
