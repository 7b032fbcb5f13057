using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Amparo.TestSupport;

namespace Amparo.Simulations;

/// <summary>An officer who can come in.</summary>
/// <param name="Number">Whose machine, from 1.</param>
/// <param name="Account">Name and authenticator.</param>
/// <param name="Agreement">The agreement of their agency; null for those who bring the data together.</param>
internal sealed record NotedOfficer(int Number, DeskAccount Account, Guid? Agreement);

/// <summary>Makes a desk with many officers by its own pages, each from an address of their own, and notes how they come in. For an empty store of invented people only.</summary>
internal static partial class OfficersNotebook
{
    private const int Agencies = 8;
    private const int Administrator = 1;
    private const int SecondAdministrator = 60_000;

    // One in five brings the data together; the others send files.
    private const int Share = 5;

    /// <summary>Makes organisations, agreements, accounts, a first list of each agency, and a merge of all lists.</summary>
    /// <param name="address">The host's address.</param>
    /// <param name="keys">The two keys that the host said at its first start: for the first administrator, and for the second.</param>
    /// <param name="officers">How many accounts besides the administrator's.</param>
    /// <param name="file">Where the notebook is written.</param>
    public static async Task MakeAsync(Uri address, (string First, string Second) keys, int officers, string file)
    {
        using var admin = new DeskVisitor(address, Administrator);
        await admin.EnrolAsync(keys.First, "administra", ("node", "Coalicion de prueba"), ("organisation", "Secretaria"), ("country", "GT"), ("name", "administra"));
        for (var agency = 1; agency <= Agencies; agency++)
            Done(await admin.PostAsync("/en/desk/organisations", ("name", AgencyName(agency)), ("country", "GT"), ("kind", "police")));
        var choices = await admin.GetAsync("/en/desk/accounts");

        // Whoever comes in with a key of one administrator is confirmed by the other.
        using var second = new DeskVisitor(address, SecondAdministrator);
        await admin.InviteSecondAsync(second, "segunda", DeskVisitor.Choice(choices, "Secretaria"), keys.Second);

        var notes = new List<NotedOfficer>();
        for (var at = 0; at < officers; at++)
        {
            var (number, agency, gathers) = (Administrator + 1 + at, 1 + (at % Agencies), at % Share == 0);
            using var visitor = new DeskVisitor(address, number);
            var account = await admin.InviteAsync(
                visitor, string.Create(CultureInfo.InvariantCulture, $"oficial{number}"), DeskVisitor.Choice(choices, gathers ? "Secretaria" : AgencyName(agency)), gathers ? "DataOfficer" : "AgencyOfficer");
            await second.ConfirmAsync(visitor);
            // The first of all brings the data together, and makes the agreements without which nobody sends anything.
            for (var with = 1; at == 0 && with <= Agencies; with++)
                await AgreeAsync(visitor, DeskVisitor.Choice(choices, AgencyName(with)).ToString(), with);
            Guid? agreement = gathers ? null : DeskVisitor.Choice(await visitor.GetAsync("/en/desk/submissions/new"), "Convenio");
            if (agreement is { } under && notes.TrueForAll(note => note.Agreement != under))
                await HandOverAsync(visitor, under, agency);
            notes.Add(new(number, account, agreement));
        }

        using var officer = new DeskVisitor(address, notes[0].Number);
        await officer.EnterAsync(notes[0].Account);
        var lists = Submission().Matches((await officer.GetAsync("/en/desk/merges/new")).Text).Select(match => ("submission", match.Groups["id"].Value)).ToArray();
        Done(await officer.PostAsync("/en/desk/merges/new", lists));
        var text = new StringBuilder();
        foreach (var note in notes)
            text.Append(CultureInfo.InvariantCulture, $"{note.Number},{note.Account.Name},{note.Account.Shared},{note.Agreement}\n");
        await File.WriteAllTextAsync(file, text.ToString());
    }

    /// <summary>Reads a notebook.</summary>
    /// <param name="file">The file.</param>
    public static IReadOnlyList<NotedOfficer> Read(string file) =>
        [.. File.ReadLines(file).Select(line => line.Split(',')).Select(cells => new NotedOfficer(
            int.Parse(cells[0], CultureInfo.InvariantCulture), new DeskAccount(cells[1], cells[2]), cells[3].Length == 0 ? null : Guid.Parse(cells[3])))];

    /// <summary>An answer that says that it was done.</summary>
    public static DeskAnswer Done(DeskAnswer answer) => answer.Status == System.Net.HttpStatusCode.SeeOther ? answer : throw DeskVisitor.Unexpected(answer);

    /// <summary>Waits for the job of a page, as its script does.</summary>
    /// <param name="visitor">Who looks at it.</param>
    /// <param name="page">The page's address.</param>
    /// <returns>The last answer of the page, or of what it streams.</returns>
    public static async Task<DeskAnswer> FollowAsync(DeskVisitor visitor, string page)
    {
        var answer = await visitor.GetAsync(page);
        return Job(answer) is { } job ? await visitor.GetAsync(job) : answer;
    }

    /// <summary>Where the job that a page follows streams how far it is.</summary>
    /// <param name="page">The page.</param>
    /// <returns>The address; null where it follows none.</returns>
    public static string? Job(DeskAnswer page) => JobOnPage().Match(page.Text) is { Success: true } job ? job.Groups["job"].Value : null;

    private static string AgencyName(int agency) => string.Create(CultureInfo.InvariantCulture, $"Agencia {agency}");

    private static async Task AgreeAsync(DeskVisitor officer, string organisation, int agency) => Done(await officer.PostAsync(
        "/en/desk/agreements", ("organisation", organisation), ("title", string.Create(CultureInfo.InvariantCulture, $"Convenio {agency}")), ("starts", "2020-01-01"), ("ends", "2099-12-31"),
        ("retention", "24"), ("purpose", "identify"), ("purpose", "publish")));

    private static async Task HandOverAsync(DeskVisitor officer, Guid agreement, int agency)
    {
        var sent = Done(await officer.SendFileAsync(
            "/en/desk/submissions/new", ("lista.csv", InventedComplaints.Make(agency, 300)), ("agreement", agreement.ToString()), ("from", "2024-01"), ("to", "2024-12")));
        var page = sent.Location.Split('?')[0];
        await FollowAsync(officer, page);
        Done(await officer.PostAsync($"{page}/mapping", ("mapping", "content:police")));
        await FollowAsync(officer, page);
        Done(await officer.PostAsync($"{page}/hand-over"));
    }

    [GeneratedRegex("data-job=\"(?<job>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex JobOnPage();

    [GeneratedRegex("name=\"submission\"[^>]*value=\"(?<id>[0-9a-f-]{36})\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Submission();
}

/// <summary>Complaints as the police of the demonstration export them. Nobody's data.</summary>
internal static class InventedComplaints
{
    private static readonly string[] Given = ["Maria", "Jose", "Ana", "Juan", "Luis", "Carlos", "Rosa", "Manuel", "Elena", "Pedro", "Lucia", "Miguel", "Sofia", "Jorge", "Carmen", "Irma", "Hugo", "Silvia"];

    private static readonly string[] Surnames = ["Lopez", "Garcia", "Perez", "Hernandez", "Ramirez", "Gonzalez", "Morales", "Caal", "Choc", "Tzul", "Mendez", "Vasquez", "Gomez", "Juarez", "Castillo", "Reyes"];

    /// <summary>Makes a file.</summary>
    /// <param name="seed">The same gives the same.</param>
    /// <param name="rows">How many rows; about a hundred bytes each.</param>
    public static byte[] Make(int seed, int rows)
    {
        var random = new Random(seed);
        var text = new StringBuilder("No. Expediente;Fecha de denuncia;Primer nombre;Segundo nombre;Primer apellido;Segundo apellido;Sexo;Edad;Fecha de nacimiento;Nacionalidad;Documento;Municipio;Delito\n");
        for (var row = 0; row < rows; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"E{seed}-{row};{2 + random.Next(26):D2}/05/2024;{Given[random.Next(Given.Length)]};;{Surnames[random.Next(Surnames.Length)]};{Surnames[random.Next(Surnames.Length)]};");
            text.Append(CultureInfo.InvariantCulture, $"{(random.Next(2) == 0 ? "Femenino" : "Masculino")};;{1 + random.Next(28):D2}/{1 + random.Next(12):D2}/{1970 + random.Next(35)};Guatemala;;Coban;Trata - trabajo forzado\n");
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
