using System.CommandLine;
using System.Globalization;
using Amparo.Demonstration;

namespace Amparo.Cli.Verbs;

/// <summary>Options that several verbs share, so that they mean the same everywhere.</summary>
internal static class Options
{
    internal static Option<ulong> Seed(CliTexts texts) =>
        new("--seed") { Description = texts["seed"], HelpName = "N", DefaultValueFactory = _ => new DemonstrationOptions().Seed };

    internal static Option<int> Persons(CliTexts texts)
    {
        var option = new Option<int>("--persons")
        {
            Description = texts["persons"],
            HelpName = "N",
            DefaultValueFactory = _ => new DemonstrationOptions().Persons,
        };
        option.Validators.Add(result =>
        {
            // Only what reads as a number has a range; the parser itself reports the rest.
            if (result.Tokens is [var token]
                && int.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number is < 1 or > DemonstrationOptions.MostPersons)
                result.AddError($"--persons 1..{DemonstrationOptions.MostPersons}");
        });
        return option;
    }

    internal static Option<string> Out(CliTexts texts, string key, string helpName) =>
        new("--out") { Description = texts[key], HelpName = helpName, Required = true };

    internal static Option<string?> Mapping(CliTexts texts) => new("--mapping") { Description = texts["mapping"], HelpName = "M" };

    internal static Option<string?> Country(CliTexts texts) => new("--country") { Description = texts["country"], HelpName = "CC" };

    internal static Option<string?> AgencyKind(CliTexts texts) => new("--agency-kind") { Description = texts["agency-kind"], HelpName = "KIND" };

    internal static Option<string?> Office(CliTexts texts) => new("--office") { Description = texts["office"], HelpName = "ID" };

    internal static Option<string> Data(CliTexts texts) => new("--data")
    {
        Description = texts["data"],
        HelpName = "DIR",
        DefaultValueFactory = _ => Path.Combine("data", "demo"),
    };

    internal static Option<string?> Urls(CliTexts texts) => new("--urls") { Description = texts["urls"], HelpName = "URL" };
}
