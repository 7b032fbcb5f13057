using Amparo.Contracts.Portal;
using Amparo.Stores;
using Amparo.TestSupport;
using Amparo.Vocabulary;

namespace Amparo.Portal.Tests.Releases;

public sealed class WithdrawalsTests
{
    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_is_withdrawn_falls_on_every_host_with_what_was_worked_out_from_it(StoreKind kind)
    {
        await using var portal = await PublicationsTests.StartedAsync(kind);
        var other = portal.AnotherHost();
        await portal.Publications.PublishAsync(Guid.NewGuid(), Desk.Figures(12, 36), Cancel);
        await portal.Publications.PublishAsync(Guid.NewGuid(), Desk.Register("one"), Cancel);
        var before = await other.Catalogue.CurrentAsync(Cancel);
        before.Cubes.Count.ShouldBe(2);
        var key = Guid.NewGuid();

        var report = (await portal.Publications.WithdrawAsync(key, new(Desk.Official, 1, WithdrawalReason.WrongFigures), Cancel)).Value;

        report.Release.ShouldBe(new PublishedRelease(Desk.Official, 1, before.Ledger.Entries[0].ContentHash));
        var after = await other.Catalogue.CurrentAsync(Cancel);
        after.Cubes.ShouldBeEmpty();
        after.Registers.Keys.ShouldBe([Desk.Laws]);
        after.Ledger.LastHash.ShouldBe(before.Ledger.LastHash);
        after.Fingerprint.ShouldNotBe(before.Fingerprint);
        after.Withdrawn.All.Select(release => (release.Entry.Subject, release.IsItself)).ShouldBe([(Desk.Official, true), (Desk.Share, false)]);
        foreach (var number in new[] { 1, 2 })
            (await other.Versions.FindAsync(after, after.Ledger.Entries[number - 1].Subject, number, Cancel)).ShouldBeNull();
        (await other.Publications.StandingAsync(Cancel)).Value.Cubes.ShouldBeEmpty();
        (await portal.Publications.HistoryAsync([key], Cancel)).Value.Withdrawals.ShouldBe([report]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Neither_the_version_before_nor_the_same_content_comes_back(StoreKind kind)
    {
        await using var portal = await PublicationsTests.StartedAsync(kind);
        foreach (var text in new[] { "one", "two" })
            await portal.Publications.PublishAsync(Guid.NewGuid(), Desk.Register(text), Cancel);
        await portal.Publications.WithdrawAsync(Guid.NewGuid(), new(Desk.Laws, 2, WithdrawalReason.WrongSource), Cancel);
        var catalogue = await portal.Catalogue.CurrentAsync(Cancel);
        catalogue.Registers.ShouldBeEmpty();
        // What was not withdrawn keeps its address.
        (await portal.Versions.FindAsync(catalogue, Desk.Laws, 1, Cancel)).ShouldNotBeNull();

        (await portal.Publications.PublishAsync(Guid.NewGuid(), Desk.Register("two"), Cancel)).Problems.ShouldHaveSingleItem().ToString()
            .ShouldBe($"WEB-104 {Desk.Laws}");
        (await portal.CountAsync()).ShouldBe((2, 2));

        var third = (await portal.Publications.PublishAsync(Guid.NewGuid(), Desk.Register("three"), Cancel)).Value;
        third.Tables[0].Sequence.ShouldBe(3);
        (await portal.Catalogue.CurrentAsync(Cancel)).Registers[Desk.Laws].Value.Rows[0].ShouldBe(["three"]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_content_that_was_released_twice_is_withdrawn_in_both_places(StoreKind kind)
    {
        await using var portal = await PublicationsTests.StartedAsync(kind);
        foreach (var text in new[] { "one", "two", "one" })
            await portal.Publications.PublishAsync(Guid.NewGuid(), Desk.Register(text), Cancel);
        (await portal.CountAsync()).ShouldBe((3, 2));

        await portal.Publications.WithdrawAsync(Guid.NewGuid(), new(Desk.Laws, 3, WithdrawalReason.RiskToPersons), Cancel);

        var catalogue = await portal.Catalogue.CurrentAsync(Cancel);
        catalogue.Registers.ShouldBeEmpty();
        catalogue.Withdrawn.All.Select(release => release.Entry.Sequence).ShouldBe([1, 3]);
        (await portal.Versions.FindAsync(catalogue, Desk.Laws, 1, Cancel)).ShouldBeNull();
        (await portal.Versions.FindAsync(catalogue, Desk.Laws, 2, Cancel)).ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_key_withdraws_once_and_what_is_not_there_cannot_be_withdrawn(StoreKind kind)
    {
        await using var portal = await PublicationsTests.StartedAsync(kind);
        var (publication, withdrawal) = (Guid.NewGuid(), Guid.NewGuid());
        await portal.Publications.PublishAsync(publication, Desk.Figures(12, 36), Cancel);
        var asked = new Withdrawal(Desk.Official, 1, WithdrawalReason.AgreementEnded);

        await RefusedAsync("WEB-105 portal", Guid.NewGuid(), asked with { Sequence = 2 });
        await RefusedAsync("WEB-105 portal", Guid.NewGuid(), asked with { Sequence = 0 });
        await RefusedAsync("WEB-105 portal", Guid.NewGuid(), asked with { Sequence = int.MaxValue });
        await RefusedAsync("WEB-105 portal", Guid.NewGuid(), asked with { Subject = "juana" });
        await RefusedAsync("WEB-107 portal", publication, asked);
        var first = (await portal.Publications.WithdrawAsync(withdrawal, asked, Cancel)).Value;
        (await portal.AnotherHost().Publications.WithdrawAsync(withdrawal, asked, Cancel)).Value.ShouldBe(first);
        await RefusedAsync("WEB-107 portal", withdrawal, asked with { Reason = WithdrawalReason.Other });
        await RefusedAsync("WEB-107 portal", withdrawal, new(Desk.Share, 2, asked.Reason));
        await RefusedAsync($"WEB-106 {Desk.Official}", Guid.NewGuid(), asked);
        (await portal.Publications.PublishAsync(withdrawal, Desk.Register("one"), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("WEB-107");
        await Should.ThrowAsync<ArgumentException>(() => portal.Publications.WithdrawAsync(Guid.NewGuid(), asked with { Reason = (WithdrawalReason)99 }, Cancel));

        async Task RefusedAsync(string expected, Guid key, Withdrawal what) =>
            (await portal.Publications.WithdrawAsync(key, what, Cancel)).Problems.ShouldHaveSingleItem().ToString().ShouldBe(expected);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Nothing_is_worked_out_from_what_does_not_stand(StoreKind kind)
    {
        await using var portal = await PublicationsTests.StartedAsync(kind);
        await portal.Publications.PublishAsync(Guid.NewGuid(), Desk.Figures(12, 36), Cancel);
        var first = (await portal.Publications.StandingAsync(Cancel)).Value.Cubes[Desk.Official];
        await portal.Publications.PublishAsync(Guid.NewGuid(), Desk.Figures(13, 36), Cancel);
        (await portal.Publications.PublishAsync(Guid.NewGuid(), Desk.ShareOf(first), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("WEB-109");

        var second = (await portal.Publications.StandingAsync(Cancel)).Value.Cubes[Desk.Official];
        await portal.Publications.WithdrawAsync(Guid.NewGuid(), new(Desk.Official, second.Entry.Sequence, WithdrawalReason.WrongFigures), Cancel);
        (await portal.Publications.PublishAsync(Guid.NewGuid(), Desk.ShareOf(second), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("WEB-109");
        (await portal.CountAsync()).ShouldBe((4, 4));
    }

    [Fact]
    public void Every_reason_has_a_code_and_comes_back_from_it()
    {
        foreach (var reason in Enum.GetValues<WithdrawalReason>())
            WithdrawalReasons.Find(WithdrawalReasons.CodeOf(reason)).ShouldBe(reason);
        WithdrawalReasons.Find("because").ShouldBeNull();
        WithdrawalReasons.Find(null).ShouldBeNull();
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.PostgreSql)]
    public async Task The_database_holds_no_other_reason(StoreKind kind)
    {
        await using var portal = await PublicationsTests.StartedAsync(kind);
        await portal.Publications.PublishAsync(Guid.NewGuid(), Desk.Register("one"), Cancel);
        await Should.ThrowAsync<System.Data.Common.DbException>(() => portal.Store.ExecuteAsync(
            $"INSERT INTO {PublishArchivesTests.Table(kind, "withdrawn_content")} (id, sequence, content_hash, reason, withdrawn_at) "
            + $"VALUES ('{Guid.NewGuid()}', 1, '{new string('0', 64)}', 'juana', 0)"));
    }
}
