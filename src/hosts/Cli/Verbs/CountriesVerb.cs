using System.CommandLine;
using System.Text.Json.Nodes;
using Amparo.Cli.Folders;
using Amparo.Content;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Countries;

namespace Amparo.Cli.Verbs;

/// <summary><c>countries</c>: the profiles of the countries, checked whole before any of them is shown, or what one of them says.</summary>
internal static class CountriesVerb
{
    internal static Verb Create(CliTexts texts)
    {
        var country = new Argument<string?>("CC") { Description = texts["profile"], Arity = ArgumentArity.ZeroOrOne };
        return new(
            new Command("countries", texts.LineOf("countries")) { country },
            (parsed, terminal, _) => Run(parsed.GetValue(country), terminal.Texts));
    }

    private static VerbResult Run(string? country, CliTexts texts) =>
        CliContent.Open().Then(content => content.Countries().Then<CountryProfiles, Known>(profiles => new Known(content, profiles))).End(known =>
            country is null ? All(known, texts) : Find(known, country).End(profile => One(known, profile, texts)));

    private static Outcome<CountryProfile> Find(Known known, string country) => known.Profiles.Find(country.ToUpperInvariant()) is { } profile
        ? profile
        : new Problem(CliProblems.CountryUnknown, country, string.Join(' ', known.Profiles.All.Select(one => one.Country)));

    private static VerbResult All(Known known, CliTexts texts)
    {
        var countries = known.Content.Lists["country"];
        // A country of the list without a profile works with the defaults; whoever looks here should see that.
        var without = countries.Codes.Where(code => known.Profiles.Find(code.Id) is null).Select(code => code.Id).ToArray();
        var lines = TextColumns.Align([.. known.Profiles.All.Select(profile => (string[])
        [
            profile.Country, countries.Find(profile.Country)!.Name[texts.Language], Languages(profile), texts["profile-bodies", profile.Bodies.Count],
            texts["profile-places", profile.PlaceCount], Retention(profile, texts), Hotline(profile, texts),
        ])]).ToList();
        if (without.Length > 0)
            lines.Add(texts["profile-without", string.Join(' ', without)]);
        return new VerbResult(ExitCode.Done)
        {
            Lines = lines,
            Facts = new JsonObject
            {
                ["countries"] = new JsonArray([.. known.Profiles.All.Select(Facts)]),
                ["without"] = new JsonArray([.. without.Select(id => (JsonNode)id)]),
            },
        };
    }

    private static VerbResult One(Known known, CountryProfile profile, CliTexts texts) => new(ExitCode.Done)
    {
        Lines =
        [
            $"{profile.Country}  {known.Content.Lists["country"].Find(profile.Country)!.Name[texts.Language]}",
            $"{texts["profile-languages"]}: {Languages(profile)}",
            $"{texts["profile-retention"]}: {Retention(profile, texts)}",
            $"{texts["profile-hierarchy"]}: {profile.Places.Id}, {texts["profile-places", profile.PlaceCount]}",
            Hotline(profile, texts),
            "",
            .. TextColumns.Align([.. profile.Bodies.Select(body => (string[])[Kind(known, body, texts), body.Line, body.Source])]),
        ],
        Facts = Facts(profile),
    };

    private static JsonObject Facts(CountryProfile profile) => new()
    {
        ["country"] = profile.Country,
        ["languages"] = new JsonArray([.. profile.Languages.Select(language => (JsonNode)language.Code)]),
        ["months"] = profile.Retention.Months,
        ["law"] = profile.Retention.Basis == RetentionBasis.Law,
        ["hotline"] = profile.Hotline?.Number,
        ["hierarchy"] = profile.Places.Id,
        ["places"] = profile.PlaceCount,
        ["bodies"] = new JsonArray([.. profile.Bodies.Select(body => new JsonObject
        {
            ["name"] = body.Name,
            ["acronym"] = body.Acronym,
            ["kind"] = body.Kind,
            ["language"] = body.Language.Code,
            ["source"] = body.Source,
        })]),
    };

    private static string Languages(CountryProfile profile) => string.Join(' ', profile.Languages);

    private static string Retention(CountryProfile profile, CliTexts texts) => profile.Retention.Basis == RetentionBasis.Law
        ? $"{texts["profile-months", profile.Retention.Months]} ({profile.Retention.Source})"
        : texts["profile-months-coalition", profile.Retention.Months];

    private static string Hotline(CountryProfile profile, CliTexts texts) => profile.Hotline is { } line
        ? $"{line.Number} ({texts["profile-hotline", line.Confirmed.ToString("uuuu-MM-dd", null)]})"
        : texts["profile-no-hotline"];

    private static string Kind(Known known, GovernmentBody body, CliTexts texts) =>
        body.Kind is null ? "" : known.Content.Lists["agency-kind"].Find(body.Kind)?.Name[texts.Language] ?? texts["profile-coordination"];

    private sealed record Known(ContentSource Content, CountryProfiles Profiles);
}
