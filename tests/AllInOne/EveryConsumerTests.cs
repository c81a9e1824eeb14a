using JobDating.AllInOne;
using JobDating.Contracts.Flow;
using JobDating.Platform;
using JobDating.Registration.Imports;
using Xunit;

namespace JobDating.Tests.AllInOne;

/// <summary>Each consumer of each service, alone with its message: twice is once, late is harmless, and the empty house refuses none.</summary>
public sealed class EveryConsumerTests
{
    public static TheoryData<string> Queues { get; } = [.. Commands.Services().SelectMany(service => service.ListConsumers()).Select(consumer => consumer.Queue)];

    [Fact]
    public void Every_message_that_somebody_hears_is_among_those_tried() =>
        Assert.Equal(Messages.All.Select(type => type.Name).Order(StringComparer.Ordinal), SaidMessages.All.Keys.Select(type => type.Name).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Queues))]
    public async Task Twice_is_once(string queue)
    {
        await using var house = await TestHouse.StartAsync();
        var consumer = house.House.Consumers.Single(one => one.Queue == queue);
        var (first, later) = SaidMessages.All[consumer.Message];
        await PrepareAsync(house);
        await TakeAsync(house, consumer, first);
        await TakeAsync(house, consumer, later);
        var once = await StateAsync(house, consumer);
        await TakeAsync(house, consumer, later);
        Assert.Equal(once, await StateAsync(house, consumer));
    }

    [Theory, MemberData(nameof(Queues))]
    public async Task Late_is_harmless(string queue)
    {
        await using var house = await TestHouse.StartAsync();
        var consumer = house.House.Consumers.Single(one => one.Queue == queue);
        var (first, later) = SaidMessages.All[consumer.Message];
        await PrepareAsync(house);
        await TakeAsync(house, consumer, later);
        var newest = await StateAsync(house, consumer);
        await TakeAsync(house, consumer, first);
        Assert.Equal(newest, await StateAsync(house, consumer));
    }

    [Theory, EachEngine]
    public async Task All_messages_in_any_order_and_twice_leave_the_same_on_each_engine(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        await PrepareAsync(house);
        var random = new Random(1);
        foreach (var consumer in house.House.Consumers)
            await TakeAsync(house, consumer, SaidMessages.All[consumer.Message].Later);
        var once = await Dump.AllAsync(house);
        foreach (var again in Enumerable.Range(0, 3))
        {
            var deliveries = house.House.Consumers.SelectMany(consumer => (object[])[SaidMessages.All[consumer.Message].First, SaidMessages.All[consumer.Message].Later], (consumer, message) => (consumer, message)).ToArray();
            random.Shuffle(deliveries);
            foreach (var (consumer, message) in deliveries)
                await TakeAsync(house, consumer, message);
            Assert.Equal(once, await Dump.AllAsync(house));
        }
    }

    /// <summary>The import whose receipts come, so that they have something to count in.</summary>
    private static async Task PrepareAsync(TestHouse house)
    {
        await using var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        await ImportRecord.CreateAsync(tx, SaidMessages.Import, "tour.zip", false, "writing", CancellationToken.None);
        await ImportRecord.CheckedAsync(tx, SaidMessages.Import, new CheckedArchive { EditionCode = "2023", Rows = new Dictionary<string, int> { ["interviews.csv"] = 9 } }, "writing", CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    private static async Task TakeAsync(TestHouse house, Consumer consumer, object message)
    {
        await using var tx = await house.House.Database(consumer.Service).BeginAsync(Actor.Message(consumer.Message.Name), CancellationToken.None);
        await consumer.ConsumeAsync(message, tx, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    private static async Task<IReadOnlyList<string>> StateAsync(TestHouse house, Consumer consumer)
    {
        await house.SettleAsync();
        var rows = (await Dump.OfAsync(house.House.Database(consumer.Service))).ToList();
        if (consumer.Message == typeof(PartTaken))
        {
            var import = (await ReadImport.FindAsync(house.Registration, SaidMessages.Import, CancellationToken.None))!;
            var parts = await ReadImport.PartsAsync(house.Registration, SaidMessages.Import, CancellationToken.None);
            var file = Assert.Single(await ReadImport.FilesAsync(house.Registration, SaidMessages.Import, CancellationToken.None));
            Assert.Equal((7, 2, 1, 2, 1), (file.Written, file.Unchanged, import.Notices, parts.Expected, parts.Taken));
            rows.Add($"{import} {parts} {file}");
        }
        return rows;
    }
}
