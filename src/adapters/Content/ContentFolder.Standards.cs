using Amparo.Vocabulary;
using Amparo.Vocabulary.Standards;

namespace Amparo.Content;

/// <content>The standards of the field and the crosswalks between them.</content>
public sealed partial class ContentFolder
{
    /// <summary>Loads the standards under <c>standards/</c> and the crosswalks under <c>crosswalks/</c>.</summary>
    /// <param name="lists">The code lists that they name.</param>
    /// <returns>
    /// Standards and crosswalks together, or every problem of every file, then what <see cref="Crosswalks.Of"/> finds between them; VOC-015 for a
    /// file that is not named after what it holds.
    /// </returns>
    public Outcome<Crosswalks> LoadCrosswalks(CodeListCatalogue lists)
    {
        ArgumentNullException.ThrowIfNull(lists);
        var standards = LoadFolder("standards", RecordStandardReader.Read, standard => standard.Id);
        var crosswalks = LoadFolder("crosswalks", CrosswalkReader.Read, crosswalk => crosswalk.Id);
        return standards.Succeeded && crosswalks.Succeeded
            ? Crosswalks.Of(standards.Value, crosswalks.Value, lists)
            : Outcome<Crosswalks>.Refused([.. standards.Problems, .. crosswalks.Problems]);
    }
}
