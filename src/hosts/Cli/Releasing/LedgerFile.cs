using Amparo.PrivateRelease;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Cli.Releasing;

/// <summary>A ledger in a file of its own.</summary>
internal sealed class LedgerFile(string path)
{
    /// <summary>Reads and verifies the ledger; an absent one is empty.</summary>
    internal Outcome<Ledger> Read()
    {
        if (!File.Exists(path))
            return Ledger.Empty;
        using var stream = File.OpenRead(path);
        return Ledger.Read(stream);
    }

    /// <summary>Makes a ledger durable: on the disk when this returns, whole or not at all.</summary>
    internal void Save(Ledger ledger) => AtomicFile.Write(path, ledger.Write);
}
