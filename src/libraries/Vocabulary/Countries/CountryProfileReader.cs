using Amparo.Vocabulary.Yaml;
using NodaTime;
using NodaTime.Text;

namespace Amparo.Vocabulary.Countries;

/// <summary>What a profile may name.</summary>
/// <param name="Countries">The list of countries.</param>
/// <param name="Kinds">The list of kinds of agencies.</param>
/// <param name="Hierarchies">The hierarchies.</param>
public sealed record CountryGrounds(CodeList Countries, CodeList Kinds, IReadOnlyList<Hierarchy> Hierarchies);

/// <summary>Reads a country's profile from its YAML document under <c>content/countries/</c>.</summary>
/// <remarks>
/// The format: <c>country</c>, <c>version</c>, <c>translation</c>, <c>languages</c> (<c>official</c> and <c>source</c>), <c>bodies</c> (may be absent; each
/// with <c>name</c>, <c>language</c>, <c>source</c>, and <c>kind</c> and <c>acronym</c> where it has them), <c>retention</c> (<c>months</c>, <c>basis</c>
/// and, for a law, <c>source</c>), <c>places</c> (a hierarchy) and <c>hotline</c> (may be absent; <c>number</c>, <c>name</c> and the day on which it was
/// <c>confirmed</c> by a call). Every other key is refused.
/// </remarks>
public static class CountryProfileReader
{
    /// <summary>The longest name of a body: as long as the name of an organisation may be.</summary>
    public const int LongestName = 150;

    private const int LongestRetention = 120;

    /// <summary>Reads one profile.</summary>
    /// <param name="reader">The document's text.</param>
    /// <param name="fileName">How problems name the document.</param>
    /// <param name="grounds">What it may name.</param>
    /// <returns>
    /// The profile, or every problem found: VOC-001 … VOC-011, VOC-016, VOC-032 a country or kind that its list does not have, VOC-061 a hierarchy that
    /// there is not or that places nothing in the country, VOC-062 a language or a body that stands twice.
    /// </returns>
    public static Outcome<CountryProfile> Read(TextReader reader, string fileName, CountryGrounds grounds)
    {
        ArgumentNullException.ThrowIfNull(grounds);
        var document = YamlReader.Read(reader, fileName);
        if (!document.Succeeded)
            return Outcome<CountryProfile>.Refused(document.Problems);

        var faults = new YamlFaults(fileName);
        var fields = new YamlFields(document.Value, faults);
        var reading = new Reading(fields, faults, grounds);
        fields.Version();
        var statuses = TranslationStatuses.Take(fields, faults);
        var country = reading.Code("country", (fields, grounds.Countries));
        var languages = reading.Languages();
        var bodies = reading.Bodies();
        var retention = reading.Retention();
        var places = reading.Places(country);
        var hotline = reading.Hotline(statuses);
        fields.Finish();
        return faults.Conclude(() => new CountryProfile(country!, languages, bodies, retention!, places!) { Hotline = hotline });
    }

    private sealed class Reading(YamlFields root, YamlFaults faults, CountryGrounds grounds)
    {
        public string? Code(string key, (YamlFields Fields, CodeList List) from)
        {
            if (from.Fields.TakeRequired(key) is not { } node || from.Fields.TextOf(node, key) is not { } code)
                return null;
            if (from.List.Find(code) is not null)
                return code;
            faults.Add(VocabularyProblems.CodeUnknown, node, key);
            return null;
        }

        public List<Language> Languages()
        {
            var languages = new List<Language>();
            if (root.Map("languages") is not { } map)
                return languages;
            foreach (var node in map.List("official"))
            {
                if (Language(node, (map, "languages.official")) is not { } language)
                    continue;
                if (languages.Contains(language))
                    faults.Add(VocabularyProblems.ProfileTwice, node, "languages.official");
                languages.Add(language);
            }

            map.Text("source");
            map.Finish();
            return languages;
        }

        public List<GovernmentBody> Bodies()
        {
            var bodies = new List<GovernmentBody>();
            foreach (var node in root.Has("bodies") ? root.List("bodies") : [])
            {
                if (root.MapOf(node, "bodies") is not { } map)
                    continue;
                var name = map.Text("name");
                var language = map.TakeRequired("language") is { } said ? Language(said, (map, "bodies.language")) : null;
                var source = map.Text("source");
                var kind = map.Take("kind") is { } kindNode ? Kind(kindNode, map) : null;
                var acronym = map.OptionalText("acronym");
                map.Finish();
                if (name?.Length > LongestName)
                    faults.Add(VocabularyProblems.ValueNotAllowed, node, "bodies.name");
                if (bodies.Exists(body => body.Name == name))
                    faults.Add(VocabularyProblems.ProfileTwice, node, "bodies.name");
                if (name is not null && language is not null && source is not null)
                    bodies.Add(new(name, language, source) { Kind = kind, Acronym = acronym });
            }

            return bodies;
        }

        public ProposedRetention? Retention()
        {
            if (root.Map("retention") is not { } map)
                return null;
            if (!map.Has("months"))
                faults.Add(VocabularyProblems.KeyMissing, map.Node, "retention.months");
            var months = map.OptionalNumber("months", (1, LongestRetention));
            RetentionBasis? basis = null;
            if (map.TakeRequired("basis") is { } node && map.TextOf(node, "retention.basis") is { } word)
            {
                basis = word switch { "coalition" => RetentionBasis.Coalition, "law" => RetentionBasis.Law, _ => null };
                if (basis is null)
                    faults.Add(VocabularyProblems.ValueNotAllowed, node, "retention.basis");
            }

            // A law that nobody can look up is no law; and the coalition's default must not look like one.
            var source = basis == RetentionBasis.Law ? map.Text("source") : null;
            map.Finish();
            return months is { } whole && basis is { } known ? new(whole, known, source) : null;
        }

        public Hierarchy? Places(string? country)
        {
            if (root.TakeRequired("places") is not { } node || root.TextOf(node, "places") is not { } id)
                return null;
            var hierarchy = grounds.Hierarchies.FirstOrDefault(known => known.Id == id);
            if (hierarchy is not null && (country is null || (hierarchy.Broader.Find(country) is not null && hierarchy.NarrowerOf(country).Count > 0)))
                return hierarchy;
            faults.Add(VocabularyProblems.PlacesUnknown, node, "places");
            return null;
        }

        public ConfirmedLine? Hotline(TranslationStatuses statuses)
        {
            if (root.OptionalMap("hotline") is not { } map)
                return null;
            var number = map.Text("number");
            var name = statuses.TakeText(map, "name", faults);
            var confirmed = map.TakeRequired("confirmed") is { } node ? Day(node, map) : null;
            map.Finish();
            return number is not null && name is not null && confirmed is { } day ? new(number, name, day) : null;
        }

        private Language? Language(YamlNode node, (YamlFields Fields, string Key) at)
        {
            if (at.Fields.TextOf(node, at.Key) is not { } code)
                return null;
            var language = Vocabulary.Language.Find(code);
            if (language is null)
                faults.Add(VocabularyProblems.ValueNotAllowed, node, at.Key);
            return language;
        }

        private string? Kind(YamlNode node, YamlFields map)
        {
            if (map.TextOf(node, "bodies.kind") is not { } kind)
                return null;
            if (kind == GovernmentBody.Coordination || grounds.Kinds.Find(kind) is not null)
                return kind;
            faults.Add(VocabularyProblems.CodeUnknown, node, "bodies.kind");
            return null;
        }

        private LocalDate? Day(YamlNode node, YamlFields map)
        {
            if (map.TextOf(node, "hotline.confirmed") is not { } text)
                return null;
            var parsed = LocalDatePattern.Iso.Parse(text);
            if (parsed.Success)
                return parsed.Value;
            faults.Add(VocabularyProblems.ValueNotAllowed, node, "hotline.confirmed");
            return null;
        }
    }
}
