using System.Text;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Yaml;

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
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        using var characters = new StreamReader(source.Content, encoding, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var document = YamlReader.Read(characters, source.Name);
        var reader = new TextSourceReader(source, problems);
        if (document.Succeeded)
            reader.Read(document.Value);
        else
            problems.AddRange(document.Problems);
        return reader._texts;
    }

    private void Read(YamlMap root)
    {
        foreach (var (key, value) in root.Entries)
        {
            if (key.Value == StatusKey)
                ReadStatus(value);
        }

        ReadMapping(root, string.Empty);
    }

    private void ReadStatus(YamlNode value)
    {
        switch ((value as YamlText)?.Value)
        {
            case "reviewed":
                _status = TranslationStatus.Reviewed;
                break;
            case "machine":
                _status = TranslationStatus.Machine;
                break;
            default:
                Report(LanguagesProblems.StatusUnknown, value.Place);
                break;
        }
    }

    private void ReadMapping(YamlMap mapping, string prefix)
    {
        foreach (var (name, value) in mapping.Entries)
        {
            if (prefix.Length == 0 && name.Value == StatusKey)
                continue;

            var key = prefix + name.Value;
            switch (value)
            {
                case YamlText text:
                    Add(key, new Dictionary<PluralForm, string> { [PluralForm.Other] = text.Value });
                    break;
                case YamlMap forms when forms.Entries.Any(entry => entry.Key.Value == "other"):
                    AddForms(key, forms);
                    break;
                case YamlMap nested:
                    ReadMapping(nested, key + ".");
                    break;
                default:
                    Report(LanguagesProblems.NotTexts, value.Place);
                    break;
            }
        }
    }

    private void AddForms(string key, YamlMap mapping)
    {
        var forms = new Dictionary<PluralForm, string>();
        foreach (var (name, value) in mapping.Entries)
        {
            PluralForm? form = name.Value switch
            {
                "other" => PluralForm.Other,
                "one" => PluralForm.One,
                "many" => PluralForm.Many,
                "zero" => PluralForm.Zero,
                _ => null,
            };
            if (form is null || value is not YamlText text)
            {
                Report(LanguagesProblems.TextNotUsable, key);
                return;
            }

            forms[form.Value] = text.Value;
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
}
