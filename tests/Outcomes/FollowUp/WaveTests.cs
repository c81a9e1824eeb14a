using JobDating.Contracts.Registration;
using JobDating.Outcomes;
using JobDating.Outcomes.FollowUp;
using JobDating.Platform;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.FollowUp;

/// <summary>A month after Ronchin's date, Ada, Grace and others who were received are asked; by mail where they have one.</summary>
public sealed class WaveTests
{
    private static readonly LocalDate SiteDate = new(2024, 4, 11);
    private static readonly Instant OnTheDay = Instant.FromUtc(2024, 4, 11, 7, 0);
    private static readonly Instant MonthLater = Instant.FromUtc(2024, 5, 11, 10, 0);

    private readonly Guid _edition = Guid.CreateVersion7();
    private readonly Guid _ronchin = Guid.CreateVersion7();

    [Theory, EachEngine]
    public async Task Whoever_was_received_and_agreed_is_invited_once_and_asked_once(Engine engine)
    {
        await using var house = await StartAsync(engine);
        await SweepAsync(house, MonthLater);
        await SweepAsync(house, MonthLater + Duration.FromMinutes(10));
        Assert.Equal(["Ada sent", "Grace no_address"], await InvitationsAsync(house));
        var mail = Assert.Single(Directory.GetFiles(Path.Combine(house.Data, "mail"), "*.eml"));
        Assert.Contains("ada@example.org", await File.ReadAllTextAsync(mail));
        Assert.Equal("open", await WaveAsync(house));
    }

    [Theory, EachEngine]
    public async Task Nobody_is_asked_before_the_wave_is_due(Engine engine)
    {
        await using var house = await StartAsync(engine);
        await SweepAsync(house, Instant.FromUtc(2024, 5, 10, 21, 59));
        Assert.Equal("planned", await WaveAsync(house));
        Assert.Empty(await InvitationsAsync(house));
        // Midnight in Paris: the wave opens, but nobody gets a mail at night.
        await SweepAsync(house, Instant.FromUtc(2024, 5, 10, 22, 1));
        Assert.Equal(["Ada waiting", "Grace no_address"], await InvitationsAsync(house));
    }

    [Fact]
    public async Task A_site_of_long_ago_asks_nobody()
    {
        await using var house = await StartAsync(Engine.Sqlite);
        await SweepAsync(house, Instant.FromUtc(2024, 6, 12, 10, 0));
        Assert.Equal("missed", await WaveAsync(house));
        Assert.Empty(await InvitationsAsync(house));
    }

    [Fact]
    public async Task A_wave_that_is_over_sends_nothing_more()
    {
        await using var house = await StartAsync(Engine.Sqlite);
        await SweepAsync(house, Instant.FromUtc(2024, 5, 11, 2, 0));
        await SweepAsync(house, Instant.FromUtc(2024, 6, 12, 10, 0));
        Assert.Equal("closed", await WaveAsync(house));
        Assert.Equal(["Ada waiting", "Grace no_address"], await InvitationsAsync(house));
    }

    [Fact]
    public async Task A_site_that_moves_takes_its_planned_wave_along()
    {
        await using var house = await StartAsync(Engine.Sqlite);
        await HearAsync(house, new SitesSaved { EditionId = _edition, Sites = [Site(2, SiteDate.PlusMonths(1))] });
        await SweepAsync(house, MonthLater);
        Assert.Equal("planned", await WaveAsync(house));
    }

    [Fact]
    public async Task Several_sweeps_at_once_make_one_invitation_and_one_mail_for_each()
    {
        await using var house = await StartAsync(Engine.Sqlite);
        house.Clock.Reset(MonthLater);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => OpenDueWaves.RunAsync(house.Outcomes, CancellationToken.None))));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SendAsync(house))));
        Assert.Equal(["Ada sent", "Grace no_address"], await InvitationsAsync(house));
        Assert.Single(Directory.GetFiles(Path.Combine(house.Data, "mail")));
    }

    [Fact]
    public async Task A_sender_killed_after_writing_the_mail_leaves_one_mail()
    {
        await using var house = await StartAsync(Engine.Sqlite);
        house.Clock.Reset(MonthLater);
        await OpenDueWaves.RunAsync(house.Outcomes, CancellationToken.None);
        var due = (await house.Outcomes.QueryAsync<Guid>("SELECT id FROM invitation WHERE status = 'waiting'", null, CancellationToken.None)).Single();
        Directory.CreateDirectory(Path.Combine(house.Data, "mail"));
        await File.WriteAllTextAsync(Path.Combine(house.Data, "mail", $"{due:N}.eml"), "written by the one that was killed");
        await SendAsync(house);
        Assert.Contains("ada@example.org", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(house.Data, "mail")))));
    }

    private async Task<TestHouse> StartAsync(Engine engine)
    {
        var house = await TestHouse.StartAsync(engine);
        await HearAsync(house, new EditionSaved { EditionId = _edition, Version = 1, Code = "2024", Name = "Tour 2024", TimeZone = "Europe/Paris" });
        await HearAsync(house, new SitesSaved { EditionId = _edition, Sites = [Site(1, SiteDate)] });
        var people = new (string Name, string? Email, bool? Consent, bool Received)[]
        {
            ("Ada", "ada@example.org", true, true),
            ("Grace", null, true, true),
            ("Edsger", "edsger@example.org", false, true),
            ("Barbara", "barbara@example.org", null, true),
            ("Alan", "alan@example.org", true, false),
        };
        foreach (var (name, email, consent, received) in people)
        {
            var id = Guid.CreateVersion7();
            await HearAsync(house, new CandidatesSaved { EditionId = _edition, Candidates = [new() { Id = id, Version = 1, Code = name, LastName = name, FirstName = name, Email = email, ConsentFollowUp = consent }] });
            await HearAsync(house, new RegistrationsRecorded { EditionId = _edition, Registrations = [new() { CandidateId = id, SiteId = _ronchin, Version = 1, RegisteredAt = OnTheDay, ReceivedAt = received ? OnTheDay : null }] });
        }
        return house;
    }

    private SitesSaved.Site Site(int version, LocalDate date) => new() { Id = _ronchin, Version = version, Code = "ronchin", Name = "Ronchin", Date = date };

    private static async Task HearAsync<T>(TestHouse house, T message) where T : class
    {
        await using var tx = await house.Outcomes.BeginAsync(Actor.Message("test"), CancellationToken.None);
        await new OutcomesService().ListConsumers().Single(consumer => consumer.Message == typeof(T)).ConsumeAsync(message, tx, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    private static async Task SweepAsync(TestHouse house, Instant at)
    {
        house.Clock.Reset(at);
        await OpenDueWaves.RunAsync(house.Outcomes, CancellationToken.None);
        await SendAsync(house);
    }

    private static async Task SendAsync(TestHouse house)
    {
        await SendDueInvitations.RunAsync(house.Outcomes, CancellationToken.None);
        await SendMails.RunAsync(house.Outcomes, "outcomes", house.House.Settings, NullLoggerFactory.Instance, CancellationToken.None);
    }

    private static Task<IReadOnlyList<string>> InvitationsAsync(TestHouse house) => house.Outcomes.QueryAsync<string>(
        "SELECT CONCAT(p.first_name, ' ', i.status) FROM invitation i JOIN person p ON p.id = i.candidate_id ORDER BY p.first_name", null, CancellationToken.None);

    private static Task<string?> WaveAsync(TestHouse house) => house.Outcomes.QueryFirstOrDefaultAsync<string>("SELECT status FROM wave", null, CancellationToken.None);
}
