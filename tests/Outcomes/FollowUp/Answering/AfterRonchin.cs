using System.Net;
using JobDating.Contracts.Registration;
using JobDating.Contracts.Scheduling;
using JobDating.Outcomes;
using JobDating.Outcomes.Bilan;
using JobDating.Outcomes.Figures;
using JobDating.Outcomes.FollowUp.Answering;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Tests.Registration.Accounts;
using JobDating.Tests.Registration.Imports;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.FollowUp.Answering;

/// <summary>
/// A month after Ronchin, where Ada, Grace and Carol were received, they are asked: the wave is open from 11 May. Ada was interviewed by Acme, with success, and by Globex.
/// Ada has come in by the link in her mail.
/// </summary>
internal sealed class AfterRonchin : IAsyncDisposable
{
    public const string Page = AnswerLink.Page;
    public const string Acme = WrittenArchive.Acme;
    public const string Globex = "40483304800022";

    private static readonly IReadOnlyDictionary<Type, Consumer> _consumers = new OutcomesService().ListConsumers().ToDictionary(consumer => consumer.Message);
    private static readonly Instant _day = Instant.FromUtc(2024, 4, 11, 9, 0);

    private AfterRonchin(TestHouse house) => (House, Ada) = (house, new Browser(house.Address));

    public TestHouse House { get; }
    public Browser Ada { get; }
    public Guid AdaId { get; } = Guid.CreateVersion7();
    public Guid GraceId { get; } = Guid.CreateVersion7();
    public Guid CarolId { get; } = Guid.CreateVersion7();
    public Guid Edition { get; } = Guid.CreateVersion7();
    public Guid Wave { get; } = Guid.CreateVersion7();
    private Guid Ronchin { get; } = Guid.CreateVersion7();

    public static async Task<AfterRonchin> StartAsync(Engine engine = Engine.Sqlite)
    {
        var at = new AfterRonchin(await TestHouse.StartAsync(engine, listen: true));
        at.To(5, 12);
        await at.HearAsync(new EditionSaved { EditionId = at.Edition, Version = 1, Code = "2024", Name = "Tour 2024", TimeZone = "Europe/Paris" });
        await at.HearAsync(new SitesSaved { EditionId = at.Edition, Sites = [new() { Id = at.Ronchin, Version = 1, Code = "ronchin", Name = "Ronchin", Date = new(2024, 4, 11) }] });
        await at.HearAsync(new EstablishmentsSaved { Establishments = [new() { Siret = Acme, Version = 1, CompanyName = "Acme" }, new() { Siret = Globex, Version = 1, CompanyName = "Globex" }] });
        foreach (var (id, name) in ((Guid, string)[])[(at.AdaId, "Ada"), (at.GraceId, "Grace"), (at.CarolId, "Carol")])
        {
            await at.HearAsync(new CandidatesSaved { EditionId = at.Edition, Candidates = [new() { Id = id, Version = 1, Code = name, LastName = name, FirstName = name, ConsentFollowUp = true, Language = name == "Ada" ? "en" : null }] });
            await at.HearAsync(new RegistrationsRecorded { EditionId = at.Edition, Registrations = [new() { CandidateId = id, SiteId = at.Ronchin, Version = 1, RegisteredAt = _day, ReceivedAt = _day }] });
        }
        await at.HearAsync(new InterviewsRecorded { EditionId = at.Edition, Interviews = [at.Met(Globex, "not_conclusive"), at.Met(Acme, "conclusive")] });
        await at.WriteAsync("DELETE FROM wave");
        await at.OpenAsync(at.Wave, 1, new(2024, 5, 11));
        await at.WriteAsync("INSERT INTO invitation (id, wave_id, candidate_id, status, created_at, claimed_until) VALUES (@Id, @Wave, @AdaId, 'sent', @Now, @Now)", new { Id = Guid.CreateVersion7(), at.Wave, at.AdaId, Now = _day });
        await at.Ada.GetAsync(await at.LinkAsync(at.AdaId));
        return at;
    }

    /// <summary>Ten in the morning in Paris of that day of 2024.</summary>
    public void To(int month, int day) => House.Clock.Reset(Instant.FromUtc(2024, month, day, 8, 0));

    public async Task<Browser> EnterAsync(Guid id)
    {
        var browser = new Browser(House.Address);
        await browser.GetAsync(await LinkAsync(id));
        return browser;
    }

    public Task OpenAsync(Guid wave, int number, LocalDate dueOn, string status = "open") =>
        WriteAsync("INSERT INTO wave (id, edition_id, site_id, number, due_on, status) VALUES (@Id, @Edition, @Ronchin, @Number, @DueOn, @Status)", new { Id = wave, Edition, Ronchin, Number = number, DueOn = dueOn, Status = status });

    /// <summary>The path in a mail, with where it leads on to.</summary>
    public async Task<string> LinkAsync(Guid id) => new Uri((await AddressesAsync(id)).Answer).PathAndQuery;

    public async Task<AnswerLink.Addresses> AddressesAsync(Guid id)
    {
        await using var tx = await House.Outcomes.BeginAsync(Actor.Job("test"), CancellationToken.None);
        var links = await House.App.Services.GetRequiredService<PersonalLinks>().ForAsync(tx, [id], CancellationToken.None);
        return AnswerLink.Both(links, id, "Ada", Instant.FromUtc(2024, 6, 10, 22, 0));
    }

    /// <summary>She taps one of the three buttons, from the page as it is when nothing was answered yet.</summary>
    public static Task<HttpResponseMessage> TapAsync(Browser who, string situation) => who.SendAsync($"{Page}?change=yes", Page, ("situation", situation));

    public static Task<HttpResponseMessage> AddAsync(Browser who, params (string Name, string Value)[] details) => who.SendAsync($"{Page}?details=yes", $"{Page}/details", details);

    public static async Task<string> TextAsync(HttpResponseMessage answer) => PageText.Plain(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));

    /// <summary>"hired 73282932000074 CDD 2024-05-02", "neither withdrawn"…, by when they were given.</summary>
    public async Task<IReadOnlyList<string>> AnswersAsync(Guid id) => [.. (await House.Outcomes.QueryAsync<Row>("SELECT siret, situation, contract_type, started_on, ended_on, withdrawn_at FROM follow_up_answer WHERE candidate_id = @id ORDER BY answered_at", new { id }, CancellationToken.None))
        .Select(row => string.Join(' ', ((string?[])[row.Situation, row.Siret, row.ContractType, row.StartedOn?.ToString("uuuu-MM-dd", null), row.EndedOn?.ToString("uuuu-MM-dd", null), row.WithdrawnAt is null ? null : "withdrawn"]).Where(part => !string.IsNullOrEmpty(part))))];

    /// <summary>Hires, training entries and answered as of that day; the figures agree with the facts.</summary>
    public async Task<(int Hires, int Training, int Answered)> FiguresAsync(int month, int day)
    {
        Assert.Equal([], (await Recount.CompareAsync(House.Outcomes, "2024", CancellationToken.None))!);
        var total = (await ReadBilan.RunAsync(House.Outcomes, "2024", new(2024, month, day), CancellationToken.None))!.Total;
        return (total.Hires, total.TrainingEntries, total.Answered);
    }

    public async Task<int> CountAsync(string what) => await House.Outcomes.QueryFirstOrDefaultAsync<int>($"SELECT COUNT(*) FROM {what}", null, CancellationToken.None);

    public async Task<string> AuditAsync() => string.Join(", ", await House.Outcomes.QueryAsync<string>("SELECT CONCAT(act, ': ', detail) FROM audit WHERE subject = 'answer' ORDER BY happened_at, id", null, CancellationToken.None));

    public async Task HearAsync(object message)
    {
        await using var tx = await House.Outcomes.BeginAsync(Actor.Message("test"), CancellationToken.None);
        await _consumers[message.GetType()].ConsumeAsync(message, tx, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    public async Task WriteAsync(string sql, object? parameters = null)
    {
        await using var tx = await House.Outcomes.BeginAsync(Actor.Command("test"), CancellationToken.None);
        await tx.ExecuteAsync(sql, parameters, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Ada.Dispose();
        await House.DisposeAsync();
    }

    private InterviewsRecorded.Interview Met(string siret, string result) =>
        new() { Id = Guid.CreateVersion7(), Version = 1, SiteId = Ronchin, Siret = siret, CandidateId = AdaId, StartsAt = _day, Minutes = 10, Table = 1, Status = "held", Result = result };

    private sealed record Row
    {
        public string Siret { get; init; } = "";
        public string Situation { get; init; } = "";
        public string? ContractType { get; init; }
        public LocalDate? StartedOn { get; init; }
        public LocalDate? EndedOn { get; init; }
        public Instant? WithdrawnAt { get; init; }
    }
}
