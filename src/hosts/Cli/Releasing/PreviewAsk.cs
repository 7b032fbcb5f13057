namespace Amparo.Cli.Releasing;

/// <summary>What the command line asks of a preview of tables.</summary>
/// <param name="File">The file of person records.</param>
/// <param name="Schema">The public schema.</param>
/// <param name="Tables">For each table the names of its columns.</param>
/// <param name="Table">The table, if the file is a database.</param>
/// <param name="K">The smallest count that may be shown.</param>
internal sealed record PreviewAsk(string File, string Schema, IReadOnlyList<IReadOnlyList<string>> Tables, string? Table, int K);
