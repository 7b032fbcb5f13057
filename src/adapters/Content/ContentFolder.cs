namespace Amparo.Content;

/// <summary>The folder <c>content/</c>: what the system knows as data instead of code.</summary>
public sealed partial class ContentFolder
{
    /// <summary>Points at a content folder.</summary>
    /// <param name="root">Its path; it must exist.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public ContentFolder(string root)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        if (!Directory.Exists(root))
            throw new DirectoryNotFoundException("The content folder does not exist.");
        Root = Path.GetFullPath(root);
    }

    /// <summary>The folder's full path.</summary>
    public string Root { get; }
}
