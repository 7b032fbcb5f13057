namespace Amparo.TestSupport;

/// <summary>The checkout that the tests were built from.</summary>
public static class Repository
{
    /// <summary>Its root: the folder that holds Amparo.slnx.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Amparo.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run inside a checkout.");
    }
}
