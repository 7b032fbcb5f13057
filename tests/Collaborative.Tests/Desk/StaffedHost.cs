using System.Net;
using Amparo.Collaborative.Agreements;
using Amparo.Collaborative.Submissions;
using Amparo.Platform.Accounts;
using Amparo.Stores;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>A desk with two agencies, and an account for each role that has no other.</summary>
public class StaffedHost : DeskHost
{
    /// <summary>What stands in cells and names of the file, and nowhere else in the world.</summary>
    internal const string Marker = "Zqxjvk";

    internal static readonly IReadOnlyList<DeskRole> Roles = Enum.GetValues<DeskRole>();

    internal const string NameOfFile = $"{Marker}name-of-a-person.csv";

    // The first row is in order; the second is not: a day that does not exist and a word that is no sex.
    internal const string File = $"""
        dossier;date_appel;prénom;nom;sexe;âge_approximatif;nationalité;commune;formes
        {Marker}1;05-03-2025;{Marker}Ana;{Marker}Lopez;Femme;env. 20;Guatemala;{Marker}ville;travail forcé
        {Marker}2;99-99-2025;{Marker}Eva;{Marker}"><b>Ruiz;{Marker}sexe;env. 30;{Marker}land;{Marker}bourg;{Marker}forme
        """;

    internal Person Admin { get; private set; } = null!;

    internal Guid AgencyA { get; private set; }

    internal Guid AgencyB { get; private set; }

    /// <summary>Of each role one; the agency's officer is of agency A.</summary>
    internal Dictionary<DeskRole, Person> Staff { get; } = [];

    /// <summary>The officer of agency B.</summary>
    internal Person Stranger { get; private set; } = null!;

    internal Person Officer => Staff[DeskRole.AgencyOfficer];

    internal Guid AgreementA { get; private set; }

    internal Guid AgreementB { get; private set; }

    protected override async Task FillAsync()
    {
        Admin = await StartAsync();
        await SecondAsync(Admin);
        AgencyA = await AddOrganisationAsync(Admin, "Hotline North", "hotline");
        AgencyB = await AddOrganisationAsync(Admin, "Shelter South", "hotline");
        Staff[DeskRole.Administrator] = Admin;
        var coordination = await PlatformAsync(context => context.Set<Account>().Where(row => row.Id == Admin.Id).Select(row => row.OrganisationId).SingleAsync());
        foreach (var role in Roles.Where(role => role != DeskRole.Administrator))
            Staff[role] = await InviteAsync(Admin, $"one.{role}", role == DeskRole.AgencyOfficer ? AgencyA : coordination, role);
        Stranger = await InviteAsync(Admin, "two.officer", AgencyB, DeskRole.AgencyOfficer);
        AgreementA = await AgreeAsync(AgencyA, "North 2025");
        AgreementB = await AgreeAsync(AgencyB, "South 2025");
    }

    private async Task<Guid> AgreeAsync(Guid organisation, string title)
    {
        var today = Clock.GetCurrentInstant().InUtc().Date;
        var answer = await Staff[DeskRole.DataOfficer].Browser.SendFormAsync(
            "/en/desk/agreements", ("organisation", organisation.ToString()), ("title", title), ("starts", $"{today.Year - 1}-01-01"), ("ends", $"{today.Year + 1}-12-31"),
            ("retention", "24"), ("purpose", "identify"));
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        return await CollaborativeAsync(context => context.Set<Agreement>().Where(row => row.Title == title).Select(row => row.Id).SingleAsync());
    }

    /// <summary>Sends a file, says how it is read, and waits until it is checked.</summary>
    internal async Task<Guid> SendAsync(Person officer, Guid agreement, string text = File, SubmissionState until = SubmissionState.Checked)
    {
        var answer = await officer.Browser.SendFileAsync("/en/desk/submissions/new", (NameOfFile, text), ("agreement", agreement.ToString()), ("from", "2025-01"), ("to", "2025-12"));
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        var id = Guid.Parse(answer.Location!.Split('?')[0].Split('/')[^1]);
        if (await SettledAsync(id) == SubmissionState.NeedsMapping)
            (await officer.Browser.SendFormAsync($"/en/desk/submissions/{id}/mapping", ("mapping", "content:hotline"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await SettledAsync(id)).ShouldBe(until);
        return id;
    }

    internal async Task<SubmissionState> SettledAsync(Guid id)
    {
        for (var tried = 0; tried < 600; tried++)
        {
            var state = await CollaborativeAsync(context => context.Set<Submission>().Where(row => row.Id == id).Select(row => row.State).SingleAsync());
            if (state is not (SubmissionState.Checking or SubmissionState.Receiving))
                return state;
            await Task.Delay(50);
        }

        throw new TimeoutException("The file was not checked.");
    }
}

/// <summary>The same over PostgreSQL.</summary>
public sealed class StaffedPostgresHost : StaffedHost
{
    protected override StoreKind Kind => StoreKind.PostgreSql;
}
