using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amparo.Records.Registers;
using Amparo.Vocabulary.Shapes;

namespace Amparo.PrivateRelease.Tests;

public class ReleaseArchiveTests
{
    private static readonly Cube Mixed = Sample.Official(
        ("2019", Figure.Exact(1234567.50m)), ("2020", Figure.Between((0, 4))), ("2021", Figure.Withheld), ("2022", Figure.Missing));

    [Fact]
    public void A_cube_reads_back_as_it_was_released()
    {
        var doors = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        var released = doors.AlreadyPublic(Mixed);

        var back = ReleaseArchive.ReadCube(ReleaseArchive.Write(released), doors.Ledger).Value;

        back.Entry.ShouldBe(released.Entry);
        back.Value.Cells.ShouldBe(Mixed.Cells);
        back.Value.Header.Source.ShouldBe(Mixed.Header.Source);
        back.Value.Dimensions[0].List.Codes[0].Equivalents["iso"].ShouldBe("2019");
        ReleaseArchive.Write(back).ShouldBe(ReleaseArchive.Write(released));
    }

    [Fact]
    public void A_register_reads_back_as_it_was_released()
    {
        var doors = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        var released = doors.NonPersonal(Sample.Register("Ley 9095, «trata»"), RegisterHolding.Laws);

        var back = ReleaseArchive.ReadRegister(ReleaseArchive.Write(released), doors.Ledger).Value;

        back.Value.Rows.ShouldBe(released.Value.Rows);
        back.Value.Columns[0].List!.Codes.Select(code => code.Id).ShouldBe(["country0", "country1"]);
        back.Value.Columns[1].List.ShouldBeNull();
        ReleaseArchive.Write(back).ShouldBe(ReleaseArchive.Write(released));
    }

    [Fact]
    public void The_entry_holds_the_hash_of_the_archive()
    {
        var released = new ReleaseDoors(Ledger.Empty, Sample.Noon).AlreadyPublic(Mixed);
        released.Entry.ContentHash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(ReleaseArchive.Write(released))));
    }

    [Fact]
    public void Equal_tables_give_equal_bytes_whatever_the_order_of_cells_and_the_culture()
    {
        var turned = new Cube(Mixed.Header, Mixed.Dimensions, Mixed.Views, Mixed.Cells.Reverse().Select(cell =>
            KeyValuePair.Create(cell.Key, cell.Value.Kind == FigureKind.Exact ? Figure.Exact(1234567.5m) : cell.Value)));
        var expected = ReleaseArchive.Write(new ReleaseDoors(Ledger.Empty, Sample.Noon).AlreadyPublic(Mixed));
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("sr-Latn-RS");
            ReleaseArchive.Write(new ReleaseDoors(Ledger.Empty, Sample.Noon).AlreadyPublic(turned)).ShouldBe(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_changed_archive_is_refused()
    {
        var doors = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        var text = Encoding.UTF8.GetString(ReleaseArchive.Write(doors.AlreadyPublic(Mixed)));

        var outcome = ReleaseArchive.ReadCube(Encoding.UTF8.GetBytes(text.Replace("1234567.5", "1234568.5", StringComparison.Ordinal)), doors.Ledger);

        outcome.Problems.ShouldBe([new(PrivateReleaseProblems.NotInLedger, "cube")]);
    }

    [Fact]
    public void An_archive_of_another_ledger_is_refused()
    {
        var archive = ReleaseArchive.Write(new ReleaseDoors(Ledger.Empty, Sample.Noon).AlreadyPublic(Mixed));
        ReleaseArchive.ReadCube(archive, Ledger.Empty).Problems[0].Code.ShouldBe(PrivateReleaseProblems.NotInLedger);
    }

    [Fact]
    public void A_register_is_not_a_cube()
    {
        var doors = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        var archive = ReleaseArchive.Write(doors.NonPersonal(Sample.Register(), RegisterHolding.Laws));
        ReleaseArchive.ReadCube(archive, doors.Ledger).Problems.ShouldBe([new(PrivateReleaseProblems.NotAnArchive, "cube")]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"amparo-release/1\"}")]
    [InlineData("not json")]
    public void Bytes_that_the_ledger_accounts_for_may_still_be_no_archive(string text)
    {
        // Nobody can write such an entry through a door; a reader must not fall over it all the same.
        var bytes = Encoding.UTF8.GetBytes(text);
        var (ledger, _) = Ledger.Empty.Append(new(
            0, Sample.Noon, Door.AlreadyPublic, "s", "p", PrivacyRegime.NotPersonal, "m", Convert.ToHexStringLower(SHA256.HashData(bytes)), "", ""));

        ReleaseArchive.ReadCube(bytes, ledger).Problems.ShouldBe([new(PrivateReleaseProblems.NotAnArchive, "cube")]);
    }

    [Theory]
    [InlineData("another")]
    [InlineData("/tmp/laws")]
    [InlineData("../laws")]
    public void An_archive_whose_id_is_not_the_ledgers_or_no_id_is_refused(string subject)
    {
        // A ledger can be made up by anyone who can write the file: what it names must still not lead anywhere else.
        var doors = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        var id = subject == "another" ? "laws" : subject;
        var archive = ReleaseArchive.Write(doors.NonPersonal(Sample.Register() with { Id = id }, RegisterHolding.Laws));
        var (forged, _) = Ledger.Empty.Append(doors.Ledger.Entries[0] with { Subject = subject });

        ReleaseArchive.ReadRegister(archive, forged).Problems.ShouldBe([new(PrivateReleaseProblems.NotAnArchive, "register")]);
    }

    [Fact]
    public void What_is_worked_out_from_a_release_has_no_archive_of_its_own()
    {
        var released = new ReleaseDoors(Ledger.Empty, Sample.Noon).AlreadyPublic(Mixed);
        Should.Throw<ArgumentException>(() => ReleaseArchive.Write(ReleasedFigures.ShareOf(released, "year")));
    }
}
