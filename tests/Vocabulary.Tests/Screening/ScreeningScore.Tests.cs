using System.Reflection;
using Amparo.Vocabulary.Rules;
using Amparo.Vocabulary.Screening;
using Amparo.Vocabulary.Tests.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Vocabulary.Tests.Screening;

public sealed class ScreeningScoreTests
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithReplay(20_261_123, 7);

    private static readonly IndicatorSet AdultLabour = Set("adult-labour");

    [Fact]
    public void The_shipped_sets_are_read_and_say_how_far_they_can_be_trusted()
    {
        AdultLabour.Dimensions.Select(dimension => dimension.Indicators.Count).ShouldBe([10, 10, 16, 9, 15, 7]);
        Set("child-labour").Dimensions.Sum(dimension => dimension.Indicators.Count).ShouldBe(65);
        Set("child-labour").Dimensions.ShouldAllBe(dimension => dimension.Indicators.All(indicator => indicator.Strength != Strength.Weak));
        foreach (var id in new[] { "adult-labour", "child-labour", "adult-sexual", "child-sexual" })
        {
            var set = Set(id);
            set.Id.ShouldBe(id);
            set.IsProvisional.ShouldBeTrue();
            set.Basis.ShouldBe(id.EndsWith("sexual", StringComparison.Ordinal) ? IndicatorBasis.Recalled : IndicatorBasis.Secondary);
            set.IsComplete.ShouldBe(set.Basis == IndicatorBasis.Secondary);
        }
    }

    [Theory]
    // Strong, medium and weak in a dimension; the four ways of the rule, and what falls just short of each.
    [InlineData(2, 0, 0, true)]
    [InlineData(1, 1, 0, true)]
    [InlineData(1, 0, 1, true)]
    [InlineData(0, 3, 0, true)]
    [InlineData(0, 2, 1, true)]
    [InlineData(1, 0, 0, false)]
    [InlineData(0, 2, 0, false)]
    [InlineData(0, 1, 1, false)]
    [InlineData(0, 0, 1, false)]
    public void A_dimension_is_positive_by_the_counts_of_its_strengths(int strong, int medium, int weak, bool positive)
    {
        var dimension = AdultLabour.Dimensions.Single(one => one.Code.Id == "coercion-destination");
        var yes = new[] { (Strength.Strong, strong), (Strength.Medium, medium), (Strength.Weak, weak) }
            .SelectMany(part => dimension.Indicators.Where(indicator => indicator.Strength == part.Item1).Take(part.Item2)).ToHashSet();
        var answers = dimension.Indicators.ToDictionary(Place(dimension), indicator => yes.Contains(indicator) ? Answer.Yes : Answer.No);

        var score = Score(AdultLabour, answers).Dimensions.Single(one => one.Dimension == dimension);
        score.Sign.ShouldBe(positive ? ScreeningSign.Shown : ScreeningSign.NotShown);
        score.Yes.ShouldBe(new StrengthCounts(strong, medium, weak));
        score.No.ShouldBe(15 - strong - medium - weak);
    }

    [Fact]
    public void What_was_not_asked_leaves_a_dimension_open()
    {
        var score = Score(AdultLabour, []);
        score.Pattern.ShouldBe(ScreeningSign.Open);
        score.Dimensions.ShouldAllBe(dimension => dimension.Sign == ScreeningSign.Open && dimension.No == 0);
        score.Dimensions.Sum(dimension => dimension.NotAsked).ShouldBe(67);
    }

    [Fact]
    public void All_denied_is_not_shown_in_a_complete_list_and_open_in_an_incomplete_one()
    {
        Score(AdultLabour, All(AdultLabour, Answer.No)).Pattern.ShouldBe(ScreeningSign.NotShown);
        var recalled = Set("adult-sexual");
        Score(recalled, All(recalled, Answer.No)).Pattern.ShouldBe(ScreeningSign.Open);
        Score(recalled, All(recalled, Answer.Yes)).Pattern.ShouldBe(ScreeningSign.Shown);
    }

    [Fact]
    public void Exploitation_alone_is_a_pattern_for_a_child_and_not_for_an_adult()
    {
        Dictionary<IndicatorPlace, Answer> Exploited(IndicatorSet set) => set.Dimensions
            .SelectMany(dimension => dimension.Indicators.Select(indicator => (Place: Place(dimension)(indicator), dimension.Code.Id)))
            .ToDictionary(item => item.Place, item => item.Id == "exploitation" ? Answer.Yes : Answer.No);
        Score(AdultLabour, Exploited(AdultLabour)).Pattern.ShouldBe(ScreeningSign.NotShown);
        var child = Set("child-labour");
        Score(child, Exploited(child)).Pattern.ShouldBe(ScreeningSign.Shown);
    }

    [Fact]
    public void A_sign_is_what_all_completions_of_the_open_answers_agree_on()
    {
        // The smallest dimension, every answer to each of its seven indicators: 3^7 rows against 2^k completions, counted apart.
        var dimension = AdultLabour.Dimensions.Single(one => one.Code.Id == "abuse-destination");
        for (var row = 0; row < 2_187; row++)
        {
            var given = Enumerable.Range(0, 7).Select(at => (row / (int)Math.Pow(3, at) % 3) switch { 0 => (bool?)null, 1 => false, _ => true }).ToArray();
            var outcomes = Enumerable.Range(0, 128)
                .Select(bits => given.Select((value, at) => value ?? (bits >> at & 1) == 1).ToArray())
                .Select(world => Positive([.. dimension.Indicators.Where((_, at) => world[at]).Select(indicator => indicator.Strength)]))
                .Distinct().ToArray();
            var expected = outcomes.Length == 2 ? ScreeningSign.Open : outcomes[0] ? ScreeningSign.Shown : ScreeningSign.NotShown;
            var answers = dimension.Indicators.Zip(given).Where(pair => pair.Second is not null)
                .ToDictionary(pair => Place(dimension)(pair.First), pair => pair.Second == true ? Answer.Yes : Answer.No);
            Score(AdultLabour, answers).Dimensions.Single(one => one.Dimension == dimension).Sign.ShouldBe(expected);
        }

        static bool Positive(Strength[] yes)
        {
            int Of(Strength strength) => yes.Count(one => one == strength);
            var (strong, medium, weak) = (Of(Strength.Strong), Of(Strength.Medium), Of(Strength.Weak));
            return strong >= 2 || (strong == 1 && medium + weak > 0) || medium >= 3 || (medium == 2 && weak > 0);
        }
    }

    [Fact]
    public void A_further_yes_never_takes_a_sign_away()
    {
        var places = All(AdultLabour, Answer.Yes).Keys.ToArray();
        var some = Gen.Elements(places).ArrayOf().Resize(25);
        Check.One(Config, Prop.ForAll(Gen.Zip(some, Gen.Elements(places)).ToArbitrary(), pair =>
        {
            var before = pair.Item1.Distinct().ToDictionary(place => place, _ => Answer.Yes);
            var after = before.Keys.Append(pair.Item2).Distinct().ToDictionary(place => place, _ => Answer.Yes);
            return Score(AdultLabour, before).Dimensions.Zip(Score(AdultLabour, after).Dimensions)
                .All(both => both.First.Sign != ScreeningSign.Shown || both.Second.Sign == ScreeningSign.Shown);
        }));
    }

    [Fact]
    public void An_answer_about_an_indicator_that_the_set_does_not_hold_is_refused_without_being_quoted() =>
        ScreeningScore.Of(AdultLabour, new Dictionary<IndicatorPlace, Answer> { [new("exploitation", "Ana")] = Answer.Yes }).Problems
            .ShouldBe([new Problem(RulesProblems.IndicatorUnknown, "adult-labour")]);

    [Fact]
    public void Nothing_turns_a_screening_into_an_answer_of_the_rule_a_statement_or_a_status()
    {
        Type[] signs = [typeof(ScreeningScore), typeof(ScreeningSign), typeof(DimensionScore), typeof(IndicatorSet), typeof(StrengthCounts)];
        Type[] answers = [typeof(Truth), typeof(PalermoAnswer), typeof(SmugglingAnswer), typeof(EventAssessment), typeof(EventAssessments),
            typeof(ElementFinding), typeof(AgeFinding), typeof(Statement), typeof(CaseStatements)];
        var members = typeof(ScreeningScore).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)).ToArray();

        members.Where(method => answers.Any(answer => Mentions(method.ReturnType, answer)))
            .Where(method => signs.Any(sign => method.DeclaringType == sign || method.GetParameters().Any(given => Mentions(given.ParameterType, sign))))
            .Select(method => $"{method.DeclaringType}.{method.Name}").ShouldBeEmpty();
        // The search finds what it looks for.
        members.ShouldContain(method => method.ReturnType == typeof(PalermoAnswer) && method.GetParameters().Any(given => given.ParameterType == typeof(CaseStatements)));
        Mentions(typeof(Outcome<ScreeningScore>), typeof(ScreeningScore)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("expected: 10", "expected: 11", RulesProblems.CountDiffers)]
    [InlineData("strong: [deceived-job]", "strong: [nothing]", RulesProblems.IndicatorNotUsable)]
    [InlineData("weak: [deceived-education]", "weak: [deceived-job]", RulesProblems.IndicatorNotUsable)]
    [InlineData("  abuse-destination:", "  abuse:", RulesProblems.DimensionNotUsable)]
    [InlineData("all: [exploitation]", "all: [profit]", RulesProblems.DimensionNotUsable)]
    [InlineData("{ strong: 2 }", "{ }", VocabularyProblems.ValueNotAllowed)]
    [InlineData("basis: secondary", "basis: rumour", VocabularyProblems.ValueNotAllowed)]
    public void A_set_that_is_not_what_it_says_is_refused(string good, string bad, string code)
    {
        var text = File.ReadAllText(FileOf("adult-labour"));
        text.ShouldContain(good);
        var at = text.IndexOf(good, StringComparison.Ordinal);
        var changed = text[..at] + bad + text[(at + good.Length)..];
        IndicatorSetReader.Read(new StringReader(changed), "x.yaml", RuleContent.Lists).Problems.Select(problem => problem.Code).ShouldContain(code);
    }

    private static bool Mentions(Type type, Type wanted) =>
        type == wanted || (type.HasElementType && Mentions(type.GetElementType()!, wanted))
        || type.GetGenericArguments().Any(argument => Mentions(argument, wanted));

    private static ScreeningScore Score(IndicatorSet set, Dictionary<IndicatorPlace, Answer> answers) => ScreeningScore.Of(set, answers).Value;

    private static Dictionary<IndicatorPlace, Answer> All(IndicatorSet set, Answer answer) => set.Dimensions
        .SelectMany(dimension => dimension.Indicators.Select(Place(dimension))).ToDictionary(place => place, _ => answer);

    private static Func<OperationalIndicator, IndicatorPlace> Place(ScreeningDimension dimension) =>
        indicator => new IndicatorPlace(dimension.Code.Id, indicator.Code.Id);

    private static string FileOf(string id) => Path.Combine(RuleContent.Folder, "screening", $"{id}.yaml");

    private static IndicatorSet Set(string id)
    {
        using var reader = new StreamReader(FileOf(id));
        return IndicatorSetReader.Read(reader, $"{id}.yaml", RuleContent.Lists).Value;
    }
}
