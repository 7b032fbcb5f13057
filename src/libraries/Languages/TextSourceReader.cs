using System.Globalization;
using System.Text;
using Amparo.Vocabulary;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Amparo.Languages;

/// <summary>Reads the texts of one stream.</summary>
internal sealed class TextSourceReader
{
    private const string StatusKey = "$status";

    private readonly TextSource _source;
    private readonly List<Problem> _problems;
    private readonly Dictionary<string, TextTemplate> _texts = new(StringComparer.Ordinal);
    private TranslationStatus _status;

    private TextSourceReader(TextSource source, List<Problem> problems)
    {
        _source = source;
        _problems = problems;
        _status = source.Language == Language.Spanish ? TranslationStatus.Reviewed : TranslationStatus.Machine;
    }

    /// <summary>Reads a stream and adds what is wrong with it to the problems.</summary>
    public static IReadOnlyDictionary<string, TextTemplate> Read(TextSource source, List<Problem> problems)
    {
        var reader = new TextSourceReader(source, problems);
        reader.Read();
        return reader._texts;
    }

    private void Read()
    {
        var yaml = new YamlStream();
        try
        {
            // Bad bytes become U+FFFD rather than an exception of the decoder; a text with that character is a text nobody wrote.
            using var characters = new StreamReader(_source.Content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
            yaml.Load(characters);
        }
        catch (YamlException broken)
        {
            // YamlDotNet reports a key that stands twice in one mapping as broken YAML, too.
            Report(LanguagesProblems.NotReadable, LineOf(broken.Start));
            return;
        }

        if (yaml.Documents.Count == 0)
            return;
        if (yaml.Documents is not [{ RootNode: YamlMappingNode root }])
        {
            Report(LanguagesProblems.NotReadable, "1");
            return;
        }

        foreach (var (key, value) in root.Children)
        {
            if (key is YamlScalarNode { Value: StatusKey })
                ReadStatus(value);
        }

        ReadMapping(root, string.Empty);
    }

    private void ReadStatus(YamlNode value)
    {
        switch ((value as YamlScalarNode)?.Value)
        {
            case "reviewed":
                _status = TranslationStatus.Reviewed;
                break;
            case "machine":
                _status = TranslationStatus.Machine;
                break;
            default:
                Report(LanguagesProblems.StatusUnknown, LineOf(value.Start));
                break;
        }
    }

    private void ReadMapping(YamlMappingNode mapping, string prefix)
    {
        foreach (var (keyNode, value) in mapping.Children)
        {
            if (keyNode is not YamlScalarNode { Value: { Length: > 0 } name })
            {
                Report(LanguagesProblems.NotReadable, LineOf(keyNode.Start));
                continue;
            }

            if (prefix.Length == 0 && name == StatusKey)
                continue;

            var key = prefix + name;
            switch (value)
            {
                case YamlScalarNode scalar:
                    Add(key, new Dictionary<PluralForm, string> { [PluralForm.Other] = scalar.Value ?? string.Empty });
                    break;
                case YamlMappingNode forms when forms.Children.ContainsKey(new YamlScalarNode("other")):
                    AddForms(key, forms);
                    break;
                case YamlMappingNode nested:
                    ReadMapping(nested, key + ".");
                    break;
                default:
                    Report(LanguagesProblems.NotReadable, LineOf(value.Start));
                    break;
            }
        }
    }

    private void AddForms(string key, YamlMappingNode mapping)
    {
        var forms = new Dictionary<PluralForm, string>();
        foreach (var (name, text) in mapping.Children)
        {
            PluralForm? form = (name as YamlScalarNode)?.Value switch
            {
                "other" => PluralForm.Other,
                "one" => PluralForm.One,
                "many" => PluralForm.Many,
                "zero" => PluralForm.Zero,
                _ => null,
            };
            if (form is null || text is not YamlScalarNode { Value: { } words })
            {
                Report(LanguagesProblems.TextNotUsable, key);
                return;
            }

            forms[form.Value] = words;
        }

        Add(key, forms);
    }

    private void Add(string key, Dictionary<PluralForm, string> forms)
    {
        if (TextTemplate.Parse(forms, _status) is not { } template)
            Report(LanguagesProblems.TextNotUsable, key);
        else if (!_texts.TryAdd(key, template))
            Report(LanguagesProblems.KeyTwice, key);
    }

    private void Report(string code, string path) => _problems.Add(new Problem(code, _source.Name, path));

    private static string LineOf(Mark mark) => mark.Line.ToString(CultureInfo.InvariantCulture);
}
