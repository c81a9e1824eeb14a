using System.Text.Json;
using JobDating.Contracts.Registration;
using JobDating.Outcomes;
using JobDating.Outcomes.Bilan;
using JobDating.Outcomes.Figures;
using JobDating.Outcomes.FollowUp;
using JobDating.Platform;
using JobDating.Tests.AllInOne;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.People;

/// <summary>Ada was received and may be asked; then she is erased. In whatever order the facts come, she counts the same and is asked nothing.</summary>
public sealed class StragglersTests
{
    private static readonly Guid _edition = Guid.CreateVersion7(), _ronchin = Guid.CreateVersion7(), _ada = Guid.CreateVersion7();
    private static readonly Instant _day = Instant.FromUtc(2024, 4, 11, 9, 0);

    [Theory, EachEngine]
    public async Task The_figures_are_the_same_in_any_order(Engine engine)
    {
        object[] said =
        [
            new SitesSaved { EditionId = _edition, Sites = [new() { Id = _ronchin, Version = 1, Code = "ronchin", Name = "Ronchin", Date = new(2024, 4, 11) }] },
            Saved(1), Saved(2), Saved(9),
            new RegistrationsRecorded { EditionId = _edition, Registrations = [new() { CandidateId = _ada, SiteId = _ronchin, Version = 1, RegisteredAt = _day, ReceivedAt = _day }] },
            Erased(), Erased(),
        ];
        string? first = null;
        foreach (var seed in Enumerable.Range(0, 5))
        {
            await using var house = await TestHouse.StartAsync(engine);
            await HearAsync(house, new EditionSaved { EditionId = _edition, Version = 1, Code = "2024", Name = "Tour", TimeZone = "Europe/Paris" });
            new Random(seed).Shuffle(said);
            foreach (var message in said)
                await HearAsync(house, message);
            var figures = JsonSerializer.Serialize(await ReadBilan.RunAsync(house.Outcomes, "2024", new(2024, 12, 31), CancellationToken.None), Json.Options);
            Assert.Equal(first ??= figures, figures);
            Assert.Contains("\"asked\":1", figures);
            Assert.Equal([], (await Recount.CompareAsync(house.Outcomes, "2024", CancellationToken.None))!);
            Assert.DoesNotContain(await Dump.OfAsync(house.Outcomes), row => row.Contains("Lovelace", StringComparison.Ordinal) || row.Contains("example.org", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Whoever_was_erased_is_asked_nothing_neither_by_mail_nor_by_phone()
    {
        await using var house = await TestHouse.StartAsync();
        await HearAsync(house, new EditionSaved { EditionId = _edition, Version = 1, Code = "2024", Name = "Tour", TimeZone = "Europe/Paris" });
        await HearAsync(house, new SitesSaved { EditionId = _edition, Sites = [new() { Id = _ronchin, Version = 1, Code = "ronchin", Name = "Ronchin", Date = new(2024, 4, 11) }] });
        await HearAsync(house, Saved(1));
        await HearAsync(house, new RegistrationsRecorded { EditionId = _edition, Registrations = [new() { CandidateId = _ada, SiteId = _ronchin, Version = 1, RegisteredAt = _day, ReceivedAt = _day }] });
        house.Clock.Reset(Instant.FromUtc(2024, 5, 11, 2, 0));
        await OpenDueWaves.RunAsync(house.Outcomes, CancellationToken.None);
        Assert.Equal(1, await Dump.CountAsync(house.Outcomes, "invitation"));
        await HearAsync(house, Erased());
        Assert.Equal(0, await Dump.CountAsync(house.Outcomes, "invitation"));
        await OpenDueWaves.RunAsync(house.Outcomes, CancellationToken.None);
        Assert.Equal(0, await Dump.CountAsync(house.Outcomes, "invitation"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_still_to_be_asked_of_a_merged_entry_is_asked_of_the_kept_one(bool erasedFirst)
    {
        await using var house = await TestHouse.StartAsync();
        var twin = Guid.CreateVersion7();
        await HearAsync(house, new EditionSaved { EditionId = _edition, Version = 1, Code = "2024", Name = "Tour", TimeZone = "Europe/Paris" });
        await HearAsync(house, new SitesSaved { EditionId = _edition, Sites = [new() { Id = _ronchin, Version = 1, Code = "ronchin", Name = "Ronchin", Date = new(2024, 4, 11) }] });
        await HearAsync(house, Saved(1));
        await HearAsync(house, new CandidatesSaved { EditionId = _edition, Candidates = [new() { Id = twin, Version = 1, Code = "C2", LastName = "Lovelace", FirstName = "Ada", ConsentFollowUp = true }] });
        await HearAsync(house, new RegistrationsRecorded { EditionId = _edition, Registrations = [new() { CandidateId = twin, SiteId = _ronchin, Version = 1, RegisteredAt = _day, ReceivedAt = _day }] });
        house.Clock.Reset(Instant.FromUtc(2024, 5, 11, 2, 0));
        await OpenDueWaves.RunAsync(house.Outcomes, CancellationToken.None);
        object erased = new CandidatesErased { EditionId = _edition, Candidates = [new() { Id = twin, Version = 2, Code = "C2", ErasedAt = _day, KeptId = _ada }] };
        object merged = new CandidatesMerged { EditionId = _edition, KeptId = _ada, GoneId = twin, KeptVersion = 1, GoneVersion = 2 };
        foreach (var message in erasedFirst ? (object[])[erased, merged] : [merged, erased])
            await HearAsync(house, message);
        Assert.Equal([_ada], await house.Outcomes.QueryAsync<Guid>("SELECT candidate_id FROM invitation WHERE status = 'no_address'", null, CancellationToken.None));
    }

    [Fact]
    public async Task A_mail_that_was_queued_keeps_neither_name_nor_address_and_is_not_sent()
    {
        await using var house = await TestHouse.StartAsync();
        await HearAsync(house, Saved(1));
        await using (var tx = await house.Outcomes.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await tx.MailAsync(new Mail { Key = "invitation/ada", To = "ada@example.org", ToName = "Ada Lovelace", Text = MailText.Write("fr", "Ada", "Bonjour Ada"), About = "candidate", AboutId = _ada }, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await HearAsync(house, Erased());
        Assert.DoesNotContain(await Dump.OfAsync(house.Outcomes), row => row.Contains("Ada", StringComparison.Ordinal) || row.Contains("example.org", StringComparison.Ordinal));
        Assert.Equal(0, await house.Outcomes.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM mail WHERE status = 'waiting'", null, CancellationToken.None));
    }

    private static CandidatesSaved Saved(int version) => new() { EditionId = _edition, Candidates = [new() { Id = _ada, Version = version, Code = "C1", LastName = "Lovelace", FirstName = "Ada", Email = "ada@example.org", ConsentFollowUp = true }] };

    private static CandidatesErased Erased() => new() { EditionId = _edition, Candidates = [new() { Id = _ada, Version = 3, Code = "C1", ErasedAt = _day, ConsentFollowUp = true }] };

    private static async Task HearAsync(TestHouse house, object message)
    {
        await using var tx = await house.Outcomes.BeginAsync(Actor.Message("test"), CancellationToken.None);
        await new OutcomesService().ListConsumers().Single(consumer => consumer.Message == message.GetType()).ConsumeAsync(message, tx, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }
}
