namespace Amparo.Cli.Tests;

/// <summary>A disk in memory with room for some hundred kilobytes, or one that nobody may write: only root can mount them.</summary>
/// <remarks>
/// Tests often run as root, whom permissions do not bind; a mounted disk binds root too. Where mounting is not permitted (no root, a
/// container without that right) the tests that need it are skipped and say so.
/// </remarks>
internal sealed class TinyDisk : IDisposable
{
    private TinyDisk(string path) => Root = path;

    internal string Root { get; }

    internal static TinyDisk MountOrSkip(string options)
    {
        var path = Directory.CreateTempSubdirectory("amparo-disk-").FullName;
        var mounted = OperatingSystem.IsLinux() && AmparoProcess.RunSystem("mount", "-t", "tmpfs", "-o", options, "tmpfs", path) == 0;
        if (!mounted)
        {
            Directory.Delete(path);
            Assert.Skip("This test mounts a small disk, which this account may not do.");
        }

        return new(path);
    }

    internal void MakeReadOnly() => AmparoProcess.RunSystem("mount", "-o", "remount,ro", Root).ShouldBe(0);

    public void Dispose()
    {
        AmparoProcess.RunSystem("umount", Root);
        Directory.Delete(Root);
    }
}
