using JobDating.Contracts.Registration;
using JobDating.Contracts.Scheduling;
using JobDating.Platform;
using Xunit;

namespace JobDating.Tests.Platform;

public sealed class EmbeddedBusTests
{
    private const string Queue = "rehearsal.registration.edition-saved";
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, EachEngine]
    public async Task A_message_arrives_after_the_commit_and_not_before(Engine engine)
    {
        var rehearsal = new Rehearsal();
        await using var house = await TestHouse.StartAsync(engine, more: rehearsal);
        var (open, other) = (Edition("2023"), Guid.NewGuid());
        await using var tx = await house.Registration.BeginAsync(TryoutDatabase.Ada, Ct);
        await tx.PublishAsync(open, Ct);

        await using (var meanwhile = await house.Scheduling.BeginAsync(TryoutDatabase.Ada, Ct))
        {
            await meanwhile.PublishAsync(new InterviewsRecorded { EditionId = other, Interviews = [] }, Ct);
            await meanwhile.CommitAsync(Ct);
        }
        await UntilAsync(() => rehearsal.Heard.Contains(other));
        Assert.DoesNotContain(open.EditionId, rehearsal.Heard);

        await tx.CommitAsync(Ct);
        await house.SettleAsync();
        Assert.Contains(open.EditionId, rehearsal.Heard);
    }

    [Theory, EachEngine]
    public async Task What_was_not_committed_is_never_heard(Engine engine)
    {
        var rehearsal = new Rehearsal();
        await using var house = await TestHouse.StartAsync(engine, more: rehearsal);
        await using (var tx = await house.Registration.BeginAsync(TryoutDatabase.Ada, Ct))
            await tx.PublishAsync(Edition("dropped"), Ct);
        var kept = Edition("kept");
        await SayAsync(house, kept);
        await house.SettleAsync();
        Assert.Equal([kept.EditionId], rehearsal.Heard);
        Assert.Equal(["kept"], await house.Outcomes.QueryAsync<string>("SELECT code FROM edition", null, Ct));
    }

    [Theory, EachEngine]
    public async Task A_message_of_a_flow_that_comes_again_is_not_taken_again(Engine engine)
    {
        var rehearsal = new Rehearsal();
        await using var house = await TestHouse.StartAsync(engine, more: rehearsal);
        var edition = Edition("2023");
        Guid id;
        var flow = Guid.CreateVersion7();
        await using (var tx = await house.Registration.BeginAsync(TryoutDatabase.Ada, Ct, flow))
        {
            await tx.PublishAsync(edition, Ct);
            id = tx.Said[0].MessageId;
            await tx.CommitAsync(Ct);
        }
        await house.SettleAsync();

        // As after a kill between the consumer's commit and the note that it is done.
        await using (var tx = await house.Registration.BeginAsync(TryoutDatabase.Ada, Ct))
        {
            var row = new { Id = id, Kind = typeof(EditionSaved).FullName, Body = System.Text.Json.JsonSerializer.Serialize(edition, Json.Options), Flow = flow, tx.Now, Queue };
            await tx.ExecuteAsync("INSERT INTO outbox_message (id, kind, body, flow, said_at) VALUES (@Id, @Kind, @Body, @Flow, @Now)", row, Ct);
            await tx.ExecuteAsync("INSERT INTO outbox_delivery (message_id, destination, status, attempts, due_at) VALUES (@Id, @Queue, 'waiting', 0, @Now)", row, Ct);
            await tx.CommitAsync(Ct);
        }
        await house.SettleAsync();
        Assert.Equal([edition.EditionId], rehearsal.Heard);
    }

    [Theory, EachEngine]
    public async Task A_consumer_that_keeps_failing_holds_up_nobody_and_can_be_retried(Engine engine)
    {
        var rehearsal = new Rehearsal();
        await using var house = await TestHouse.StartAsync(engine, change: settings => settings with { Retries = [TimeSpan.Zero, TimeSpan.Zero] }, more: rehearsal);
        var (bad, good) = (Edition("bad"), Edition("good"));
        rehearsal.Fails["bad"] = true;
        await SayAsync(house, bad);
        await SayAsync(house, good);
        await house.SettleAsync();

        Assert.Equal([good.EditionId], rehearsal.Heard);
        foreach (var database in new Database[] { house.Scheduling, house.Outcomes })
            Assert.Equal(["bad", "good"], await database.QueryAsync<string>("SELECT code FROM edition ORDER BY code", null, Ct));
        var outbox = new Outbox(house.Registration);
        var failure = Assert.Single(await outbox.ErrorsAsync(10, Ct));
        Assert.Equal((Queue, 3, typeof(EditionSaved).FullName), (failure.Destination, failure.Attempts, failure.Kind));
        Assert.Contains(Rehearsal.Secret, failure.Error, StringComparison.Ordinal);

        rehearsal.Fails.Clear();
        Assert.True(await outbox.RetryAsync(failure.MessageId, failure.Destination, Ct));
        await house.SettleAsync();
        Assert.Equal([good.EditionId, bad.EditionId], rehearsal.Heard);
        Assert.Empty(await outbox.ErrorsAsync(10, Ct));
        Assert.Equal([0], await house.Registration.QueryAsync<int>("SELECT COUNT(*) FROM outbox_message", null, Ct));
    }

    [Fact]
    public async Task What_was_said_before_a_stop_is_heard_after_the_next_start()
    {
        var (folder, _) = await TryoutFolder.StartAsync();
        await using var end = folder;
        var bad = Edition("bad");
        var deaf = new Rehearsal();
        deaf.Fails["bad"] = true;
        await using (var house = await TestHouse.StartAsync(change: settings => settings with { Data = folder.Path, Retries = [] }, more: deaf))
        {
            await SayAsync(house, bad);
            await house.SettleAsync();
            await using var tx = await house.Registration.BeginAsync(TryoutDatabase.Ada, Ct);
            await tx.ExecuteAsync("UPDATE outbox_delivery SET status = 'waiting'", null, Ct);
            await tx.CommitAsync(Ct);
        }
        var rehearsal = new Rehearsal();
        await using (var house = await TestHouse.StartAsync(change: settings => settings with { Data = folder.Path }, more: rehearsal))
        {
            house.Clock.Advance(NodaTime.Duration.FromHours(1));
            await house.SettleAsync();
            Assert.Equal([bad.EditionId], rehearsal.Heard);
        }
    }

    [Fact]
    public void Queues_are_unique_and_named_after_their_service()
    {
        var house = new House(new Settings { Data = "." }, [.. JobDating.AllInOne.Commands.Services(), new Rehearsal()]);
        Assert.Equal(house.Consumers.Count, house.Consumers.Select(consumer => consumer.Queue).Distinct().Count());
        Assert.All(house.Consumers, consumer => Assert.StartsWith($"{consumer.Service.Name}.", consumer.Queue, StringComparison.Ordinal));
    }

    internal static EditionSaved Edition(string code) => new() { EditionId = Guid.CreateVersion7(), Version = 1, Code = code, Name = "Tour", TimeZone = "Europe/Paris" };

    internal static async Task SayAsync(TestHouse house, EditionSaved message)
    {
        await using var tx = await house.Registration.BeginAsync(TryoutDatabase.Ada, Ct);
        await tx.PublishAsync(message, Ct);
        await tx.CommitAsync(Ct);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(10, patience.Token);
    }
}
