using System.Globalization;
using System.Text.RegularExpressions;
using Amparo.Collaborative.Submissions;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.TestSupport;
using Amparo.Web.Http;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>The page about the rules of the desk says what the program does. <c>UPDATE=1</c> makes its table of roles anew.</summary>
public sealed partial class RulesTests
{
    private const string Begin = "<!-- roles -->\n";
    private const string End = "<!-- /roles -->";

    private static readonly string File = Path.Combine(Repository.Root, "docs", "security", "desk.md");

    private static string Page => System.IO.File.ReadAllText(File).ReplaceLineEndings("\n");

    [Fact]
    public void The_table_of_roles_is_the_programs()
    {
        var roles = Enum.GetValues<DeskRole>();
        var rows = Enum.GetValues<Entitlement>().Select(permission => $"| {Words(permission.ToString())} | {string.Join(" | ", roles.Select(role => Word(RolePermissions.Of(role, permission))))} |\n");
        var table = $"| | {string.Join(" | ", roles.Select(role => Words(role.ToString())))} |\n|{string.Concat(Enumerable.Repeat("---|", roles.Length + 1))}\n{string.Concat(rows)}";
        var (from, to) = (Page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, Page.IndexOf(End, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            System.IO.File.WriteAllText(File, Page[..from] + table + Page[to..]);
        to = Page.IndexOf(End, StringComparison.Ordinal);
        Page[from..to].ShouldBe(table, "What roles may do changed; UPDATE=1 makes the table anew.");
    }

    [Fact]
    public void The_numbers_are_the_programs()
    {
        string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
        foreach (var said in new[]
        {
            $"after {Attempts.Most} failures it takes no attempt for {Attempts.Locked.TotalMinutes} minutes",
            $"| unused | {Sessions.Idle.TotalMinutes} minutes |",
            $"| in all | {Sessions.Longest.TotalHours} hours |",
            $"| grave acts | {Sessions.Confirmed.TotalMinutes} minutes ",
            $"at least {RefusalPace.Usual.AtLeast.TotalMilliseconds} milliseconds",
            $"have {PasswordRules.Least} to {PasswordRules.Most} letters",
            $"contain the account's name, the organisation's, or what is tried first: {string.Join(", ", PasswordRules.TriedFirst)}.",
            $"with up to {CommonPasswords.MostAdded} letters before or behind it",
            $"{Whole(Platform.PlatformModule.HashIterations)} rounds",
            $"has {Platform.PlatformModule.AttemptsAMinute} attempts a\nminute",
            $"| a file sent | {SubmissionFiles.LargestFile >> 20} MB",
            $"{SubmissionFiles.Limits.MostUnpackedRatio} times its size",
            $"{DeskGate.SmallForm >> 10} kB",
            $"of one network (held in memory for that minute) {PolicyReports.ReportsAMinute} a minute are read, of {PolicyReports.LargestReport >> 10} kB at most",
            $"| {HumanPace.LooksAMinute} a minute for each account",
            $"| {AccountPace.CallsAtOnce} at once and {AccountPace.CallsASecond} more each second for each account",
            $"| {Whole(AccountPace.PiecesAtOnce)} at once and {AccountPace.PiecesASecond} more each second for each account",
            $"| {AccountPace.WaysOutAtOnce} at once and {AccountPace.WaysOutASecond} more each second for each session",
            $"and of all networks {PolicyReports.LinesAMinute} lines a minute are written",
        })
            Page.ShouldContain(said);
    }

    private static string Word(Reach reach) => reach switch { Reach.Node => "all", Reach.Own => "own", _ => "" };

    private static string Words(string name) => Capital().Replace(name, letter => $" {letter.Value}").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex Capital();
}
