using System.Globalization;
using Amparo.Platform.Audit;
using Amparo.Platform.Tests.Keys;
using Amparo.Stores;
using Amparo.TestSupport;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Tests.Audit;

public sealed class OutboxReaderTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 29, 18, 0);

    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => PlatformTrial.Cancel;

    [Theory, MemberData(nameof(Kinds))]
    public async Task Messages_are_saved_with_the_work_and_delivered_once_in_order(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var host = await trial.PreparedHostAsync();
        await WriteAsync(host, 60);
        await using (var context = host.Context())
        {
            await using var transaction = await context.Database.BeginTransactionAsync(Cancel);
            context.Add(Message(99));
            await context.SaveChangesAsync(Cancel);
        }

        var delivered = new List<int>();
        Task Deliver(OutboxMessage message, CancellationToken cancel)
        {
            delivered.Add(message.Version);
            return Task.CompletedTask;
        }

        (await host.Outbox.DeliverAsync(Deliver, Cancel)).ShouldBe(50);
        (await host.Outbox.DeliverAsync(Deliver, Cancel)).ShouldBe(10);
        (await host.Outbox.DeliverAsync(Deliver, Cancel)).ShouldBe(0);
        delivered.ShouldBe(Enumerable.Range(1, 60));
        await using var reading = host.Context();
        (await reading.Set<OutboxMessage>().CountAsync(message => message.SentAt != null && message.Claim == null, Cancel)).ShouldBe(60);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_delivery_that_fails_is_tried_again_and_none_overtakes_it(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var host = await trial.PreparedHostAsync();
        await WriteAsync(host, 5);
        var delivered = new List<int>();

        await Should.ThrowAsync<TimeoutException>(() => host.Outbox.DeliverAsync(
            (message, _) =>
            {
                delivered.Add(message.Version);
                return message.Version == 3 ? throw new TimeoutException() : Task.CompletedTask;
            },
            Cancel));
        (await host.Outbox.DeliverAsync(
            (message, _) =>
            {
                delivered.Add(message.Version);
                return Task.CompletedTask;
            },
            Cancel)).ShouldBe(3);

        delivered.ShouldBe([1, 2, 3, 3, 4, 5]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task One_host_delivers_at_a_time_and_may_write_meanwhile(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var (here, there) = (await trial.PreparedHostAsync(), await trial.PreparedHostAsync());
        await WriteAsync(here, 3);
        var elsewhere = new List<int>();

        (await here.Outbox.DeliverAsync(
            async (message, cancel) =>
            {
                elsewhere.Add(await there.Outbox.DeliverAsync((_, _) => Task.CompletedTask, cancel));
                await using var context = here.Context();
                context.Add(new Visit { Id = Guid.CreateVersion7(), Note = [1] });
                await here.Trail.SaveAuditedAsync(context, AuditTrailTests.Act("delivered"), cancel);
            },
            Cancel)).ShouldBe(3);

        elsewhere.ShouldBe([0, 0, 0]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_a_dead_host_had_claimed_another_delivers_later(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var clock = new SetClock { Now = Start };
        var (dead, living) = (await trial.PreparedHostAsync(clock), await trial.PreparedHostAsync(clock));
        await WriteAsync(dead, 2);
        // As it is when a host dies in the middle: claimed, delivered perhaps, not marked.
        var table = kind == StoreKind.Sqlite ? "platform_outbox_message" : "platform.outbox_message";
        await trial.Store.ExecuteAsync($"UPDATE {table} SET claim = id, claimed_until = {(Start + Duration.FromMinutes(2)).ToUnixTimeTicks()}");

        (await living.Outbox.DeliverAsync((_, _) => Task.CompletedTask, Cancel)).ShouldBe(0);
        clock.Now = Start + Duration.FromMinutes(3);
        (await living.Outbox.DeliverAsync((_, _) => Task.CompletedTask, Cancel)).ShouldBe(2);
    }

    private static async Task WriteAsync(PlatformHost host, int count)
    {
        await using var context = host.Context();
        for (var number = count; number > 0; number--)
            context.Add(Message(number));
        await host.Trail.SaveAuditedAsync(context, AuditTrailTests.Act("messages"), Cancel);
    }

    private static OutboxMessage Message(int number) => new()
    {
        Id = UuidV7.At(Start),
        At = Start + Duration.FromSeconds(number),
        Kind = "visit.made",
        Version = number,
        Subject = new string('a', 64),
        Payload = string.Create(CultureInfo.InvariantCulture, $$"""{"number":{{number}}}"""),
    };

    private sealed class SetClock : IClock
    {
        public Instant Now { get; set; }

        public Instant GetCurrentInstant() => Now;
    }
}
