namespace Amparo.Records;

/// <summary>Makes one row of column names from a header over several rows.</summary>
internal static class HeaderLevels
{
    /// <summary>What stands between the name of a group of columns and the name of a column in it.</summary>
    internal const string Between = " / ";

    /// <summary>Joins the names one above the other.</summary>
    /// <param name="levels">The header's rows, from the top; shorter rows count as blank beyond their end.</param>
    /// <param name="spread">
    /// Whether a blank cell of an upper row belongs to the group named on its left, as merged cells are written to text; only above a name.
    /// </param>
    /// <returns>A name for each column. Without a name below or above, the other stands alone; the same name twice counts once.</returns>
    internal static string[] Join(IReadOnlyList<string[]> levels, bool spread)
    {
        if (levels.Count == 1)
            return levels[0];
        var header = new string[levels.Max(level => level.Length)];
        var groups = new string[levels.Count];
        Array.Fill(groups, string.Empty);
        for (var column = 0; column < header.Length; column++)
        {
            var own = levels.Select(level => column < level.Length ? level[column] : string.Empty).ToArray();
            var parts = new List<string>();
            for (var level = 0; level < own.Length; level++)
            {
                if (own[level].Length > 0)
                {
                    groups[level] = own[level];
                    // A new group above ends the groups below it.
                    Array.Fill(groups, string.Empty, level + 1, groups.Length - level - 1);
                }

                var below = own.AsSpan(level + 1).IndexOfAnyExcept(string.Empty) >= 0;
                var part = own[level].Length > 0 ? own[level] : below && spread ? groups[level] : string.Empty;
                if (part.Length > 0 && (parts.Count == 0 || parts[^1] != part))
                    parts.Add(part);
            }

            header[column] = string.Join(Between, parts);
        }

        return header;
    }
}
