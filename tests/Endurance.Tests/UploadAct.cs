using System.Globalization;
using System.Net;
using System.Text.Json;
using Amparo.TestSupport;

namespace Amparo.Endurance.Tests;

/// <summary>Two agencies send files at the same time: one by the form, one piece by piece as the page's script does, and goes on where it was when the host is back.</summary>
internal sealed class UploadAct(PreparedDesk prepared) : EnduredAct
{
    private const int Forms = 3;

    // Of a little more than one piece, so that a file can be half there.
    private static readonly InventedFile[] Large = [InventedLists.Shelter(11, 31, 1_200_000), InventedLists.Shelter(12, 32, 1_100_000)];

    private readonly List<(Guid Id, int Rows)> _sent = [];
    private readonly Dictionary<int, (Guid Id, long Pieces, bool Complete)> _pieces = [];

    public override string Name => nameof(UploadAct);

    public override IReadOnlyList<Who> People { get; } = [Who.Police, Who.Shelter];

    public override DeskStore From => prepared.Received;

    public override Task DoAsync(ServedDesk desk, CancellationToken killed) => Task.WhenAll(SendFormsAsync(desk), SendPiecesAsync(desk));

    public override Task GoOnAsync(ServedDesk desk) => SendPiecesAsync(desk);

    public override async Task CheckAsync(ServedDesk desk)
    {
        var (submission, version) = (desk.Store.Table("collaborative", "submission"), desk.Store.Table("collaborative", "submission_version"));
        var rows = (await desk.Store.RowsAsync($"SELECT s.id, s.agreement_id, s.state, v.read FROM {submission} s JOIN {version} v ON v.submission_id = s.id"))
            .Select(row => (Id: ServedDesk.Id(row[0]), Agreement: ServedDesk.Id(row[1]), State: (string)row[2]!, Read: Convert.ToInt64(row[3] ?? 0, CultureInfo.InvariantCulture)))
            .Where(row => !prepared.Submissions.Contains(row.Id)).ToList();
        // A file of a form whose answer did not come may be there whole, or not at all; what has begun to come and was broken off is never taken for a file.
        var forms = rows.Where(row => row.Agreement == prepared.Agreements[Who.Police]).ToList();
        var whole = forms.Where(row => row.State != "Receiving").ToList();
        foreach (var (id, read) in _sent)
            whole.ShouldContain(row => row.Id == id && row.Read == read && row.State == "Checked");
        whole.Select(row => row.Read).ShouldBeUnique();
        whole.ShouldAllBe(row => row.State == "Checked" && row.Read >= 21 && row.Read < 21 + Forms);
        forms.Count.ShouldBeInRange(_sent.Count, _sent.Count + 1);

        // Whoever goes on where they were has each file once, whatever answers were lost.
        var large = rows.Where(row => row.Agreement == prepared.Agreements[Who.Shelter]).ToList();
        large.Select(row => (row.State, row.Read)).Order().ShouldBe(Large.Select(file => ("Checked", (long)file.Rows)).Order());
        large.Select(row => row.Id).Order().ShouldBe(_pieces.Values.Select(piece => piece.Id).Order());

        // Nor does asking again for what was done already make anything.
        foreach (var piece in _pieces.Values)
            Read(await desk[Who.Shelter].ScriptAsync(HttpMethod.Post, $"/es/mesa/envios/{piece.Id}/completo", content: null)).GetProperty("address").GetString().ShouldEndWith(piece.Id.ToString());
        var acts = await desk.ActsAsync();
        var received = whole.Count + large.Count;
        More(acts, prepared.ActsReceived, "submission.begun").ShouldBe(rows.Count);
        More(acts, prepared.ActsReceived, "submission.received").ShouldBe(received);
        More(acts, prepared.ActsReceived, "submission.checked").ShouldBe(received);
        foreach (var (who, id) in _sent.Select(sent => (Who.Police, sent.Id)).Concat(_pieces.Values.Select(piece => (Who.Shelter, piece.Id))))
            (await desk[who].GetAsync($"/en/desk/submissions/{id}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task SendFormsAsync(ServedDesk desk)
    {
        for (var number = 0; number < Forms; number++)
        {
            var file = InventedLists.Police(21 + number, 21 + number);
            var answer = PreparedDesk.Sent(await desk[Who.Police].SendFileAsync("/en/desk/submissions/new", (file.Name, file.Bytes), Fields(Who.Police)));
            _sent.Add((answer.LocatedId, file.Rows));
            Acknowledged++;
        }
    }

    private async Task SendPiecesAsync(ServedDesk desk)
    {
        const string path = "/es/mesa/envios";
        foreach (var (number, file) in Large.Index())
        {
            // The script asks again for what had no answer: where it knows the file's id, it goes on with that.
            if (_pieces.GetValueOrDefault(number) is { Complete: true })
                continue;
            if (!_pieces.TryGetValue(number, out var at))
            {
                using var fields = new FormUrlEncodedContent(
                    Fields(Who.Shelter).Concat([("name", file.Name), ("size", file.Bytes.Length.ToString(CultureInfo.InvariantCulture))]).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
                var begun = Read(await desk[Who.Shelter].ScriptAsync(HttpMethod.Post, $"{path}/empezar", fields));
                at = _pieces[number] = (begun.GetProperty("id").GetGuid(), begun.GetProperty("pieces").GetInt64(), false);
                Acknowledged++;
            }

            const int size = 1 << 20;
            while (at.Pieces * size < file.Bytes.Length)
            {
                var first = (int)at.Pieces * size;
                using var piece = new ByteArrayContent(file.Bytes, first, Math.Min(size, file.Bytes.Length - first));
                var kept = Read(await desk[Who.Shelter].ScriptAsync(HttpMethod.Put, $"{path}/{at.Id}/piezas/{at.Pieces.ToString(CultureInfo.InvariantCulture)}", piece)).GetProperty("pieces").GetInt64();
                // What was acknowledged once does not have to be sent again.
                kept.ShouldBeGreaterThan(at.Pieces);
                at = _pieces[number] = at with { Pieces = kept };
                Acknowledged++;
            }

            Read(await desk[Who.Shelter].ScriptAsync(HttpMethod.Post, $"{path}/{at.Id}/completo", content: null)).GetProperty("address").GetString().ShouldEndWith(at.Id.ToString());
            _pieces[number] = at with { Complete = true };
            Acknowledged++;
        }
    }

    private (string Name, string Value)[] Fields(Who who) => [("agreement", prepared.Agreements[who].ToString()), ("from", "2024-01"), ("to", "2024-12")];

    private static JsonElement Read(DeskAnswer answer) =>
        answer.Status == HttpStatusCode.OK ? JsonSerializer.Deserialize<JsonElement>(answer.Text) : throw DeskVisitor.Unexpected(answer);
}
