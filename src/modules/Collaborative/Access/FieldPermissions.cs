using System.Globalization;
using Amparo.Linkage.Review;

namespace Amparo.Collaborative.Access;

/// <summary>How much of a cell is shown.</summary>
public enum CellView
{
    /// <summary>Nothing of it.</summary>
    Hidden,

    /// <summary>Its last three letters, the others as dots.</summary>
    Masked,

    /// <summary>All of it.</summary>
    Full,
}

/// <summary>Which role sees which fields. What no line allows is hidden.</summary>
internal static class FieldPermissions
{
    private const int Shown = 3;

    /// <summary>How much of a field's cells a role sees.</summary>
    /// <param name="role">The role.</param>
    /// <param name="field">The field's class.</param>
    public static CellView Of(ReviewRole role, ReviewFieldClass field) => (role, field) switch
    {
        (ReviewRole.Reviewer, ReviewFieldClass.Identifier) => CellView.Full,
        (ReviewRole.Reviewer, ReviewFieldClass.Attribute) => CellView.Full,
        (ReviewRole.Reviewer, ReviewFieldClass.Contact) => CellView.Masked,
        _ => CellView.Hidden,
    };

    /// <summary>A cell with all but its end replaced by dots.</summary>
    /// <param name="cell">The cell; of three letters or fewer nothing is left.</param>
    public static string Mask(string cell)
    {
        var letters = new StringInfo(cell);
        var kept = letters.LengthInTextElements > Shown ? letters.SubstringByTextElements(letters.LengthInTextElements - Shown) : "";
        return new string('•', letters.LengthInTextElements - (kept.Length == 0 ? 0 : Shown)) + kept;
    }
}
