using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Amparo.Cli.Folders;
using Amparo.Cli.Linking;
using Amparo.Entropy;
using Amparo.Linkage.Encoded;
using Amparo.Linkage.Encoded.Attacks;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary><c>encode</c>: at the agency, persons as keys that can be compared and not read; or how far known attacks would come on them.</summary>
internal static class EncodeVerb
{
    private const string TokensHeader = "token,record";

    private static readonly Dictionary<string, RecordSalt> Salts = new(StringComparer.Ordinal)
    {
        ["none"] = RecordSalt.None,
        ["sex"] = RecordSalt.Sex,
        ["birth-year"] = RecordSalt.BirthYear,
    };

    internal static Verb Create(CliTexts texts)
    {
        var file = new Argument<string>("FILE") { Description = texts["encode-file"] };
        var shares = new Option<string[]>("--share") { Description = texts["encode-share"], HelpName = "S" };
        var schema = new Option<string>("--schema") { Description = texts["encode-schema"], HelpName = string.Join('|', EncodingSchema.Known.Keys.Order(StringComparer.Ordinal)), DefaultValueFactory = _ => EncodingSchema.Persons.Id };
        var output = new Option<string?>("--out") { Description = texts["encode-out"], HelpName = "X.clk" };
        var tokens = new Option<string?>("--tokens") { Description = texts["encode-tokens"], HelpName = "X.tokens.csv" };
        var salt = new Option<string>("--salt") { Description = texts["encode-salt"], HelpName = string.Join('|', Salts.Keys), DefaultValueFactory = _ => "none" };
        salt.AcceptOnlyFromAmong([.. Salts.Keys]);
        var fold = new Option<bool>("--fold") { Description = texts["encode-fold"] };
        var balance = new Option<bool>("--balance") { Description = texts["encode-balance"] };
        var dummies = new Option<double>("--dummies") { Description = texts["encode-dummies"], HelpName = "0.1" };
        var duplicates = new Option<bool>("--duplicates") { Description = texts["encode-duplicates"] };
        var attack = new Option<string?>("--attack") { Description = texts["encode-attack"], HelpName = "PLAIN" };
        return new(
            new Command("encode", texts.LineOf("encode")) { file, shares, schema, output, tokens, salt, fold, balance, dummies, duplicates, attack },
            (parsed, terminal, _) =>
            {
                if (parsed.GetValue(fold) && parsed.GetValue(balance))
                    return VerbResult.WrongUse(new Problem(CliProblems.WrongArgument, "--fold --balance"));
                if (EncodingSchema.Known.GetValueOrDefault(parsed.GetRequiredValue(schema)) is not { } known)
                    return VerbResult.WrongUse(new Problem(EncodedProblems.SchemaUnknown, "--schema", string.Join(' ', EncodingSchema.Known.Keys.Order(StringComparer.Ordinal))));
                var settings = new EncodingSettings
                {
                    Salt = Salts[parsed.GetRequiredValue(salt)],
                    Hardening = parsed.GetValue(fold) ? Hardening.Fold : parsed.GetValue(balance) ? Hardening.Balance : Hardening.None,
                };
                var ask = new EncodeAsk(parsed.GetRequiredValue(file), known, settings)
                {
                    Shares = parsed.GetValue(shares) ?? [],
                    Out = parsed.GetValue(output) ?? "",
                    Tokens = parsed.GetValue(tokens) ?? "",
                    Attack = parsed.GetValue(attack),
                    List = new ListEncodingOptions { Dummies = parsed.GetValue(dummies), MayHoldDuplicates = parsed.GetValue(duplicates) },
                };
                return ask.Attack is null ? Encode(ask, terminal) : Attack(ask, terminal);
            });
    }

    private static VerbResult Encode(EncodeAsk ask, Terminal terminal)
    {
        foreach (var (name, value) in new[] { ("--out", ask.Out), ("--tokens", ask.Tokens) })
        {
            if (value.Length == 0)
                return VerbResult.WrongUse(new Problem(CliProblems.WrongArgument, name));
        }

        // Nothing is replaced: a list that was sent is worth nothing without the tokens that it was written with.
        if (ReportOutputs.Refuse([ask.File, .. ask.Shares], [(ask.Out, path => !File.Exists(path)), (ask.Tokens, path => !File.Exists(path))]) is { } problem)
            return VerbResult.WrongUse(problem);
        return PersonFile.Key(ask.Shares, terminal).Then(key => PersonFile.Read(ask.File, terminal).Then(persons =>
            ListEncoding.Of(persons, new RecordEncoder(ask.Schema, key, ask.Settings), ask.List, new OperatingSystemRandomness())
                .Then<ListEncoding, Encoded>(encoding => new Encoded(persons, encoding))))
            .End(encoded => Write(ask, encoded, terminal));
    }

    private static VerbResult Write(EncodeAsk ask, Encoded encoded, Terminal terminal)
    {
        var (persons, encoding) = encoded;
        var options = new AtomicFileOptions { OwnerOnly = true };
        terminal.At = ask.Tokens;
        AtomicFile.Write(ask.Tokens, stream => WriteTokens(stream, encoding), options);
        terminal.At = ask.Out;
        AtomicFile.Write(ask.Out, stream => EncodedListFile.Write(stream, encoding.List), options);
        var texts = terminal.Texts;
        return new VerbResult(ExitCode.Done)
        {
            Lines =
            [
                texts["encode-done", encoding.List.Persons, encoding.List.Header.Dummies, ask.Out],
                .. persons.WithoutConsent > 0 ? [texts["encode-consent", persons.WithoutConsent]] : Array.Empty<string>(),
                .. encoding.Unsalted > 0 ? [texts["encode-unsalted", encoding.Unsalted]] : Array.Empty<string>(),
                texts["encode-keep", ask.Tokens],
            ],
            Facts = new JsonObject
            {
                ["persons"] = encoding.List.Persons,
                ["dummies"] = encoding.List.Header.Dummies,
                ["without-consent"] = persons.WithoutConsent,
                ["unsalted"] = encoding.Unsalted,
                ["schema"] = ask.Schema.Id,
                ["bits"] = ask.Settings.Bits,
                ["list"] = ask.Out,
                ["tokens"] = ask.Tokens,
            },
        };
    }

    // Invented rows have no record and are left out.
    private static void WriteTokens(Stream stream, ListEncoding encoding)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(TokensHeader);
        foreach (var (token, id) in encoding.List.Tokens.Zip(encoding.Ids))
        {
            if (id is not null)
                writer.WriteLine($"{token},{CsvCell.Of(id)}");
        }
    }

    private static VerbResult Attack(EncodeAsk ask, Terminal terminal)
    {
        var random = new OperatingSystemRandomness();
        return LinkageKey.FromShares([KeyShare.Draw(random), KeyShare.Draw(random)]).Then(key => PersonFile.Read(ask.File, terminal).Then(persons =>
            PersonFile.Read(ask.Attack!, terminal).Then(plain =>
                ListEncoding.Of(persons, new RecordEncoder(ask.Schema, key, ask.Settings), ask.List, random).Then(encoding =>
                    EncodingAttack.Run(encoding, plain, ask.Schema, random)))))
            .End(results => new VerbResult(ExitCode.Done)
            {
                Lines = [.. results.Select(result => terminal.Texts["attack-line", result.Attack, result.Right, result.Targets, Percent(result.Rate), result.Guesses]), terminal.Texts["attack-caution"]],
                Facts = new JsonObject
                {
                    ["attacks"] = new JsonArray([.. results.Select(result => new JsonObject
                    {
                        ["attack"] = result.Attack,
                        ["targets"] = result.Targets,
                        ["guesses"] = result.Guesses,
                        ["right"] = result.Right,
                        ["rate"] = result.Rate,
                    })]),
                },
            });
    }

    private static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture);

    private sealed record Encoded(PersonList Persons, ListEncoding Encoding);
}
