using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling;
using JobDating.Tests.AllInOne;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.People;

/// <summary>Whatever comes after Ada was erased, and in whatever order, she stays erased.</summary>
public sealed class StragglersTests
{
    private static readonly Guid _edition = Guid.CreateVersion7(), _ada = Guid.CreateVersion7();
    private static readonly CandidatesErased _erased = new() { EditionId = _edition, Candidates = [new() { Id = _ada, Version = 3, Code = "C1", ErasedAt = Instant.FromUtc(2024, 1, 1, 0, 0) }] };

    [Theory, EachEngine]
    public async Task Erasure_wins_in_any_order(Engine engine)
    {
        object[] said = [Saved(1), Saved(2), Saved(7), Wishes(1), Wishes(2), _erased, _erased];
        await using var house = await TestHouse.StartAsync(engine);
        foreach (var seed in Enumerable.Range(0, 5))
        {
            new Random(seed).Shuffle(said);
            foreach (var message in said)
                await HearAsync(house, message);
            Assert.Equal((1, 0, 0), (await Dump.CountAsync(house.Scheduling, "candidate"), await Dump.CountAsync(house.Scheduling, "wish"), await Dump.CountAsync(house.Scheduling, "wish_list")));
            Assert.DoesNotContain(await Dump.OfAsync(house.Scheduling), row => row.Contains("Lovelace", StringComparison.Ordinal));
            await using var tx = await house.Scheduling.BeginAsync(Actor.Command("test"), CancellationToken.None);
            await tx.ExecuteAsync("DELETE FROM candidate", null, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
    }

    private static CandidatesSaved Saved(int version) => new() { EditionId = _edition, Candidates = [new() { Id = _ada, Version = version, Code = "C1", LastName = "Lovelace", FirstName = "Ada" }] };

    private static WishesChanged Wishes(int version) => new() { EditionId = _edition, Lists = [new() { CandidateId = _ada, Version = version, Wishes = [new() { Rank = 1, OfferId = _edition, Siret = "73282932000074" }] }] };

    private static async Task HearAsync(TestHouse house, object message)
    {
        await using var tx = await house.Scheduling.BeginAsync(Actor.Message("test"), CancellationToken.None);
        await new SchedulingService().ListConsumers().Single(consumer => consumer.Message == message.GetType()).ConsumeAsync(message, tx, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }
}
