namespace Amparo.Records;

/// <summary>The folding of <see cref="Vocabulary.Spelling"/>, under the name that this library's files use.</summary>
internal static class Spelling
{
    /// <summary>Folds a text; see <see cref="Vocabulary.Spelling.Fold"/>.</summary>
    internal static string Fold(string text) => Vocabulary.Spelling.Fold(text);
}
