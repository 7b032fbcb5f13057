using System.Net;
using Amparo.Platform.Accounts;
using Amparo.TestSupport;
using Amparo.Web.Starting;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>Passwords that most people choose are chosen by nobody here.</summary>
public sealed class CommonPasswordsTests(StaffedHost host) : IClassFixture<StaffedHost>
{
    // As it lies beside the program.
    private static readonly string[] Listed = System.IO.File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "passwords", "common.txt"));

    private static readonly CommonPasswords Common = CommonPasswords.Read(Listed)!;

    private static bool IsRefused(string password) => PasswordRules.Refuse(password, Common) is not null;

    [Fact]
    public void More_than_three_thousand_that_are_long_enough_are_refused()
    {
        Listed.Length.ShouldBeGreaterThan(40_000);
        Listed.Take(3).ShouldBe(["123456", "password", "12345678"]);
        // Each of the list that fits the rules, as it is; and the commonest of the shorter ones, lengthened as people do.
        var fitting = Listed.Where(line => line.Length >= PasswordRules.Least).ToList();
        fitting.Count.ShouldBeGreaterThan(300);
        fitting.ShouldAllBe(line => IsRefused(line));
        var lengthened = Listed.Where(line => line.Length is >= 8 and < PasswordRules.Least).Select(line => line + "2024"[..(PasswordRules.Least - line.Length)]).Distinct(StringComparer.Ordinal).ToList();
        lengthened.Count.ShouldBeGreaterThan(CommonPasswords.Fewest);
        lengthened.ShouldAllBe(line => IsRefused(line));
    }

    [Theory]
    [InlineData("sonyericsson"), InlineData("SonyEricsson"), InlineData("sonyericsson1"), InlineData("!!sonyericsson!!"), InlineData("1sonyericsson123"), InlineData("sunshinedragon"), InlineData("Football2024!"), InlineData("ｓｏｎｙericsson")]
    public void A_common_one_with_little_added_is_as_common(string password) => PasswordRules.Refuse(password, Common).ShouldBe("password.common");

    [Theory]
    [InlineData(DeskHost.Password), InlineData("caminos de agua clara 7"), InlineData("sunshine dragon football"), InlineData("sonyericsson, y una nube"), InlineData("tres gatos miran la lluvia"), InlineData("vK9#tq!mZ2wd")]
    public void A_sentence_and_what_was_drawn_are_taken(string password) => PasswordRules.Refuse(password, Common).ShouldBeNull();

    [Fact]
    public void A_list_that_is_too_short_is_none() => CommonPasswords.Read(Listed.Take(2_000)).ShouldBeNull();

    [Fact]
    public void The_host_refuses_a_list_that_was_cut_by_the_code_of_one_that_is_missing()
    {
        var root = Directory.CreateTempSubdirectory("amparo-cut-");
        try
        {
            var web = root.CreateSubdirectory("wwwroot");
            System.IO.File.WriteAllText(Path.Combine(web.CreateSubdirectory("assets").FullName, "desk.js"), "");
            var list = Path.Combine(root.CreateSubdirectory("passwords").FullName, "common.txt");
            var options = new WebOptions { DataFolder = root.FullName, ContentFolder = Path.Combine(Repository.Root, "content") };
            string? Read() => DeskFiles.Read(options, web, "1") is { Succeeded: false } refused ? refused.Problems.ShouldHaveSingleItem().ToString() : null;

            Read().ShouldBe("WEB-006 common.txt");
            System.IO.File.WriteAllLines(list, Listed.Take(2_000));
            Read().ShouldBe("WEB-006 common.txt");
            System.IO.File.WriteAllLines(list, Listed);
            Read().ShouldBeNull();
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_common_password_is_refused_on_the_page_and_a_sentence_is_taken()
    {
        var person = await host.InviteAsync(
            new(host.Admin.Name, host.Admin.Shared, await host.BrowserOfAsync(host.Admin.Id)) { Id = host.Admin.Id }, $"c{Guid.NewGuid():N}"[..14], host.AgencyA, DeskRole.AgencyOfficer);
        Task<Answer> ChangeAsync(string wanted) =>
            person.Browser.SendFormAsync("/es/mesa/mi-cuenta/contrasena", ("password", DeskHost.Password), ("code", person.Code()), ("new", wanted), ("again", wanted));
        var refused = await ChangeAsync("SonyEricsson1");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Html.QuerySelector("#new-error")!.TextContent.ShouldContain("que más personas usan");
        (await ChangeAsync("tres gatos miran la lluvia")).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("/passwords/common.txt"), InlineData("/assets/common.txt"), InlineData("/assets/../passwords/common.txt"), InlineData("/assets/..%2fpasswords/common.txt"), InlineData("/common.txt")]
    public async Task No_browser_gets_the_list(string path) => (await host.Open().GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
}
