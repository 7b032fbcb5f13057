namespace Amparo.Content.Tests;

internal static class Repository
{
    internal static string Root { get; } = FindRoot();

    internal static ContentFolder Content => new(Path.Combine(Root, "content"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Amparo.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
