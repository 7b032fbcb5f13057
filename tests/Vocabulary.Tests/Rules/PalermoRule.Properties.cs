using Amparo.Vocabulary.Rules;
using FsCheck;
using FsCheck.Fluent;
using static Amparo.Vocabulary.Tests.Rules.RuleContent;

namespace Amparo.Vocabulary.Tests.Rules;

/// <summary>The rules against an enumeration of every way in which the unknown may turn out, written apart from them.</summary>
public sealed class PalermoRuleProperties
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(3_000).WithReplay(20_261_123, 3);

    private static readonly string[] Questions = [.. Words.Questions];

    // Denied, not stated, affirmed.
    private static readonly bool?[] Values = [false, null, true];

    [Fact]
    public void All_81_rows_of_the_truth_table_are_what_every_completion_agrees_on()
    {
        var rows = 0;
        foreach (var act in Values)
        {
            foreach (var means in Values)
            {
                foreach (var purpose in Values)
                {
                    foreach (var child in Values)
                    {
                        rows++;
                        var words = Stated(("act", act), ("means", means), ("purpose", purpose));
                        if (child is { } young)
                            words.Add(young ? "age=17" : "age=18");
                        var expected = Agreed([act, means, purpose, child], world => world[0] && world[2] && (world[3] || world[1]));
                        var answer = Palermo([.. words]);
                        answer.Overall.ShouldBe(expected, string.Join(' ', words));
                        answer.Missing.Any().ShouldBe(expected == Truth.Unknown);
                    }
                }
            }
        }

        rows.ShouldBe(81);
    }

    [Fact]
    public void All_243_rows_of_the_smuggling_test_are_what_every_completion_agrees_on()
    {
        for (var row = 0; row < 243; row++)
        {
            var values = Enumerable.Range(0, 5).Select(at => Values[row / (int)Math.Pow(3, at) % 3]).ToArray();
            var words = Stated(
                ("crossing", values[0]), ("irregular-entry", values[1]), ("national-or-resident", values[2]),
                ("procurement", values[3]), ("benefit", values[4]));
            Smuggling([.. words]).Overall.ShouldBe(
                Agreed(values, world => world[0] && world[1] && !world[2] && world[3] && world[4]), string.Join(' ', words));
        }
    }

    [Fact]
    public void An_element_is_what_all_possible_combinations_of_its_codes_agree_on()
    {
        // Every answer to each of five acts and to the act as a whole; a world is a set of acts that were done.
        string[] codes = [.. Words.Element("act").Codes.Select(code => $"act.{code.Id}")];
        codes.Length.ShouldBe(5);
        for (var row = 0; row < 729; row++)
        {
            var values = Enumerable.Range(0, 6).Select(at => Values[row / (int)Math.Pow(3, at) % 3]).ToArray();
            var worlds = Enumerable.Range(0, 32)
                .Where(bits => Enumerable.Range(0, 5).All(at => values[at] is not { } stated || stated == ((bits >> at & 1) == 1)))
                .Where(bits => values[5] is not { } whole || whole == (bits != 0))
                .Select(bits => bits != 0).Distinct().ToArray();
            // No world at all: the statements contradict one another.
            var expected = worlds.Length == 1 ? worlds[0] ? Truth.Met : Truth.NotMet : Truth.Unknown;

            var words = Stated([.. codes.Append("act").Zip(values)]);
            var act = Palermo([.. words]).Act;
            act.Truth.ShouldBe(expected, string.Join(' ', words));
            act.Conflicting.ShouldBe(worlds.Length == 0);
        }
    }

    [Fact]
    public void Another_statement_never_turns_met_into_not_met_nor_the_other_way_and_only_a_contradiction_unsettles() =>
        Check.One(Config, Prop.ForAll(Gen.Zip(Cases, WordOf).ToArbitrary(), pair =>
        {
            var (words, more) = pair;
            var before = Palermo([.. words]);
            var after = Palermo([.. words, more]);
            if (before.Overall != Truth.Unknown && after.Overall != before.Overall)
                return after.Overall == Truth.Unknown && after.Conflicts.Any();
            return true;
        }));

    [Fact]
    public void The_order_of_statements_does_not_matter() =>
        Check.One(Config, Prop.ForAll(Cases.ToArbitrary(), words =>
        {
            var (one, other) = (Palermo([.. words]), Palermo([.. words.Reverse()]));
            return one.Overall == other.Overall && one.Remarks.SequenceEqual(other.Remarks) && one.Missing.SequenceEqual(other.Missing);
        }));

    [Fact]
    public void The_effects_are_what_the_rule_answers_when_asked_again() =>
        Check.One(Config, Prop.ForAll(Cases.ToArbitrary(), words =>
        {
            var answer = Palermo([.. words]);
            var values = new[] { answer.Act.Truth, answer.Means.Truth, answer.Purpose.Truth, answer.Age.Child }
                .Select(truth => truth == Truth.Unknown ? (bool?)null : truth == Truth.Met).ToArray();
            string[] elements = ["act", "means", "purpose", "child"];
            return answer.Effects.All(effect =>
            {
                var at = Array.IndexOf(elements, effect.Element);
                Truth With(bool value) => Agreed([.. values.Index().Select(item => item.Index == at ? value : item.Item)], Rule);
                return effect.IfMet == With(true) && effect.IfNotMet == With(false);
            });
        }));

    private static bool Rule(bool[] world) => world[0] && world[2] && (world[3] || world[1]);

    private static Gen<string> WordOf => Gen.Frequency(
        (6, from question in Gen.Elements(Questions) from sign in Gen.Elements("", "!", "?") select sign + question),
        (1, Gen.Elements("age=17", "age=18", "age=10-30", "age=0-17", "age=18-120")));

    private static Gen<string[]> Cases => WordOf.ArrayOf().Resize(12);

    private static List<string> Stated(params (string Word, bool? Value)[] stated) =>
        [.. stated.Where(item => item.Value is not null).Select(item => item.Value == true ? item.Word : $"!{item.Word}")];

    // The rule as two-valued logic, over every completion of what is unknown.
    private static Truth Agreed(bool?[] values, Func<bool[], bool> rule)
    {
        var answers = new HashSet<bool>();
        for (var bits = 0; bits < 1 << values.Length; bits++)
        {
            var world = values.Select((value, at) => value ?? (bits >> at & 1) == 1).ToArray();
            answers.Add(rule(world));
        }

        return answers.Count == 2 ? Truth.Unknown : answers.Single() ? Truth.Met : Truth.NotMet;
    }
}
