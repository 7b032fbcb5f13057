using System.Text;

namespace Amparo.Publication.Drawing;

/// <summary>Writes elements that are well-formed as XML and read the same as HTML, every text escaped.</summary>
internal sealed class MarkupWriter
{
    private readonly StringBuilder _markup = new();
    private readonly Stack<string> _open = new();

    public void Open(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Indent();
        Start(name, attributes);
        _markup.Append(">\n");
        _open.Push(name);
    }

    public void Close()
    {
        var name = _open.Pop();
        Indent();
        _markup.Append("</").Append(name).Append(">\n");
    }

    public void Empty(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Indent();
        Start(name, attributes);
        _markup.Append("/>\n");
    }

    /// <summary>An element with nothing but text, on one line, because white space inside a text would be shown.</summary>
    public void Element(string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Indent();
        Start(name, attributes);
        _markup.Append('>');
        Escape(text);
        _markup.Append("</").Append(name).Append(">\n");
    }

    /// <summary>Markup that a writer like this one made.</summary>
    public void Insert(string markup) => _markup.Append(markup);

    public override string ToString() => _open.Count == 0
        ? _markup.ToString()
        : throw new InvalidOperationException($"The element {_open.Peek()} is still open.");

    private void Start(string name, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _markup.Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
        {
            _markup.Append(' ').Append(attribute).Append("=\"");
            Escape(value);
            _markup.Append('"');
        }
    }

    private void Indent() => _markup.Append(' ', _open.Count);

    private void Escape(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            // EnumerateRunes has made U+FFFD of lone surrogates; the rest of what XML 1.0 forbids follows it.
            switch (rune.Value)
            {
                case '&':
                    _markup.Append("&amp;");
                    break;
                case '<':
                    _markup.Append("&lt;");
                    break;
                case '>':
                    _markup.Append("&gt;");
                    break;
                case '"':
                    _markup.Append("&quot;");
                    break;
                case '\'':
                    _markup.Append("&#39;");
                    break;
                case '\t' or '\n' or '\r':
                    _markup.Append(' ');
                    break;
                case < 0x20 or (>= 0x7F and <= 0x9F) or 0xFFFE or 0xFFFF:
                    _markup.Append('\uFFFD');
                    break;
                default:
                    _markup.Append(rune.ToString());
                    break;
            }
        }
    }
}
