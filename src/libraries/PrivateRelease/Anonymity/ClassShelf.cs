namespace Amparo.PrivateRelease.Anonymity;

/// <summary>Classes in the order they were opened, and which of them cover a row.</summary>
internal sealed class ClassShelf(PackedRows rows)
{
    private readonly List<StarClass> _classes = [];
    private readonly WordTable _like = new(rows.Words);
    private readonly WordTable _kept = new(rows.Words);

    public IReadOnlyList<StarClass> Classes => _classes;

    public void Add(StarClass added)
    {
        _classes.Add(added);
        _like.Add(rows.WordsOf(added.Like));
        _kept.Add(added.Kept);
    }

    public void Remove(StarClass one)
    {
        var at = _classes.FindIndex(other => ReferenceEquals(other, one));
        _classes.RemoveAt(at);
        _like.RemoveAt(at);
        _kept.RemoveAt(at);
    }

    /// <summary>The first class that covers a row and is not barred.</summary>
    public StarClass? First(int row, Func<StarClass, bool> barred)
    {
        var words = rows.WordsOf(row);
        for (var at = _like.Next(0, words, _kept); at >= 0; at = _like.Next(at + 1, words, _kept))
        {
            if (!barred(_classes[at]))
                return _classes[at];
        }

        return null;
    }
}
