using System.Text;
using Amparo.Vocabulary;

namespace Amparo.Languages;

/// <summary>One text cut into words and placeholders, in its plural forms.</summary>
internal sealed class TextTemplate
{
    private readonly Dictionary<PluralForm, Piece[]> _forms;

    private TextTemplate(Dictionary<PluralForm, Piece[]> forms, TranslationStatus status)
    {
        _forms = forms;
        Status = status;
        Placeholders = new SortedSet<string>(
            forms.Values.SelectMany(pieces => pieces).Where(piece => piece.IsPlaceholder).Select(piece => piece.Text),
            StringComparer.Ordinal);
    }

    public TranslationStatus Status { get; }

    /// <summary>The placeholders of all forms together.</summary>
    public IReadOnlySet<string> Placeholders { get; }

    /// <summary>Cuts a text; null if it is empty, has no form <c>other</c>, or has braces that do not close.</summary>
    public static TextTemplate? Parse(IReadOnlyDictionary<PluralForm, string> forms, TranslationStatus status)
    {
        if (!forms.ContainsKey(PluralForm.Other) || forms.Values.Any(string.IsNullOrWhiteSpace))
            return null;

        var cut = new Dictionary<PluralForm, Piece[]>();
        foreach (var (form, text) in forms)
        {
            if (Cut(text) is not { } pieces)
                return null;
            cut[form] = pieces;
        }

        return new TextTemplate(cut, status);
    }

    public string Fill(Language language, IReadOnlyList<TextArgument> arguments)
    {
        var filled = new StringBuilder();
        foreach (var piece in FormFor(language, arguments))
        {
            filled.Append(!piece.IsPlaceholder
                ? piece.Text
                : arguments.FirstOrDefault(argument => argument.Name == piece.Text)?.Text
                    ?? throw new ArgumentException($"The placeholder {piece.Text} has no argument.", nameof(arguments)));
        }

        return filled.ToString();
    }

    private Piece[] FormFor(Language language, IReadOnlyList<TextArgument> arguments)
    {
        if (_forms.Count > 1 && arguments.FirstOrDefault(argument => argument.Quantity is not null)?.Quantity is { } quantity)
        {
            if (quantity == 0 && _forms.TryGetValue(PluralForm.Zero, out var zero))
                return zero;
            if (_forms.TryGetValue(PluralRule.FormOf(language, quantity), out var form))
                return form;
        }

        return _forms[PluralForm.Other];
    }

    private static Piece[]? Cut(string text)
    {
        var pieces = new List<Piece>();
        var words = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var doubled = at + 1 < text.Length && text[at + 1] == text[at];
            if (text[at] is '{' or '}' && doubled)
            {
                words.Append(text[at++]);
            }
            else if (text[at] == '{')
            {
                var close = text.IndexOf('}', at);
                if (close < 0 || !IsName(text.AsSpan(at + 1, close - at - 1)))
                    return null;
                pieces.Add(new Piece(words.ToString(), IsPlaceholder: false));
                pieces.Add(new Piece(text[(at + 1)..close], IsPlaceholder: true));
                words.Clear();
                at = close;
            }
            else if (text[at] == '}')
            {
                return null;
            }
            else
            {
                words.Append(text[at]);
            }
        }

        pieces.Add(new Piece(words.ToString(), IsPlaceholder: false));
        return [.. pieces];
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not '-' and not '_')
                return false;
        }

        return name.Length > 0;
    }

    private readonly record struct Piece(string Text, bool IsPlaceholder);
}
