using System.Net;
using System.Text.RegularExpressions;
using JobDating.Contracts.Registration;
using JobDating.Outcomes;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace JobDating.Tests.Outcomes.FollowUp.Settling;

/// <summary>Ada and Grace were received at Ronchin, Edsger was not; Acme and Globex may have hired them. Months later they are asked.</summary>
internal sealed partial class ContestedTour : IAsyncDisposable
{
    public const string Acme = "73282932000074";
    public const string Globex = "40483304800022";
    public const string List = "/outcomes/editions/2023/to-settle";

    private ContestedTour(TestHouse house) => House = house;

    public TestHouse House { get; }
    public Guid Edition { get; } = Guid.CreateVersion7();
    public Guid Ronchin { get; } = Guid.CreateVersion7();
    public Guid Ada { get; } = Guid.CreateVersion7();
    public Guid Grace { get; } = Guid.CreateVersion7();
    public Guid Edsger { get; } = Guid.CreateVersion7();

    public static async Task<ContestedTour> StartAsync(Engine engine = Engine.Sqlite)
    {
        var tour = new ContestedTour(await TestHouse.StartAsync(engine, listen: true));
        await tour.HearAsync(new EditionSaved { EditionId = tour.Edition, Version = 1, Code = "2023", Name = "Tour 2023", TimeZone = "Europe/Paris" });
        await tour.HearAsync(new SitesSaved { EditionId = tour.Edition, Sites = [new() { Id = tour.Ronchin, Version = 1, Code = "ronchin", Name = "Ronchin", Date = new(2023, 4, 11) }] });
        await tour.HearAsync(new EstablishmentsSaved { Establishments = [new() { Siret = Acme, Version = 1, CompanyName = "Acme" }, new() { Siret = Globex, Version = 1, CompanyName = "Globex", Name = "Atelier" }] });
        foreach (var (id, code, last, first, received) in new[] { (tour.Ada, "C1", "Lovelace", "Ada", true), (tour.Grace, "C2", "Hopper", "Grace", true), (tour.Edsger, "C3", "Dijkstra", "Edsger", false) })
            await tour.BringAsync(id, code, last, first, received);
        return tour;
    }

    public async Task BringAsync(Guid id, string code, string last, string first, bool received = true)
    {
        var at = Instant.FromUtc(2023, 4, 11, 7, 0);
        await HearAsync(new CandidatesSaved { EditionId = Edition, Candidates = [new() { Id = id, Version = 1, Code = code, LastName = last, FirstName = first, ConsentFollowUp = true }] });
        await HearAsync(new RegistrationsRecorded { EditionId = Edition, Registrations = [new() { CandidateId = id, SiteId = Ronchin, Version = 1, RegisteredAt = at, ReceivedAt = received ? at : null }] });
    }

    /// <summary>On that day of December 2023, at noon.</summary>
    public Task SayAsync(int day, Guid who, string source, string situation, string siret = Acme, string? contract = null, LocalDate? since = null) => HearAsync(new FollowUpAnswersHandedOver
    {
        ImportId = Edition,
        EditionId = Edition,
        FileName = "followups.csv",
        FirstLine = 2,
        Columns = ["contract_type", "started_on"],
        Rows = [new() { Line = 2, CandidateId = who, AnsweredAt = Instant.FromUtc(2023, 12, day, 11, 0), Source = source, Siret = siret, Situation = situation, ContractType = contract, StartedOn = since }],
    });

    /// <summary>Ada says that Acme hired her, Acme that it did not.</summary>
    public async Task ContradictAsync(Guid? who = null, string siret = Acme, int day = 4)
    {
        await SayAsync(day, who ?? Ada, "candidate", "hired", siret, "CDI", new LocalDate(2023, 9, 4));
        await SayAsync(day + 1, who ?? Ada, "employer", "not_hired", siret);
    }

    public async Task HearAsync(object message)
    {
        await using var tx = await House.Outcomes.BeginAsync(Actor.Message("test"), CancellationToken.None);
        await new OutcomesService().ListConsumers().Single(consumer => consumer.Message == message.GetType()).ConsumeAsync(message, tx, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    /// <summary>Somebody with that role, by an account of their own.</summary>
    public HttpClient Come(string role = Role.Staff, Guid? account = null)
    {
        var client = House.Client(asAdministrator: false);
        var id = account ?? Guid.CreateVersion7();
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        client.DefaultRequestHeaders.Add("Accept-Language", "fr");
        client.DefaultRequestHeaders.Authorization = new("Bearer", House.App.Services.GetRequiredService<BearerTokens>().Issue(new Ticket { Id = id, Name = role, Roles = [role], Revisions = new Dictionary<Guid, int> { [id] = 0 } }, House.Clock.GetCurrentInstant() + Duration.FromHours(1)));
        return client;
    }

    public static string Page(Guid who, string siret = Acme) => $"{List}/{who}/{(siret.Length == 0 ? "-" : siret)}";

    public static Task<HttpResponseMessage> SettleAsync(HttpClient staff, Guid who, string decision, int version = 0, Guid? id = null, string siret = Acme, params (string Field, string Value)[] more) =>
        staff.PostAsync(Page(who, siret), new FormUrlEncodedContent([new("id", $"{id ?? Guid.CreateVersion7()}"), new("version", $"{version}"), new("decision", decision), .. more.Select(field => new KeyValuePair<string, string>(field.Field, field.Value))]));

    public async Task<string> ReadAsync(string path)
    {
        using var staff = Come();
        using var answer = await staff.GetAsync(path);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"{path}: {answer.StatusCode}");
        return await TextAsync(answer);
    }

    /// <summary>What a reader sees: no markup, every space a plain one.</summary>
    public static async Task<string> TextAsync(HttpResponseMessage answer) =>
        Spaces().Replace(PageText.Plain(WebUtility.HtmlDecode(Markup().Replace(await answer.Content.ReadAsStringAsync(), " "))), " ").Replace(" ,", ",", StringComparison.Ordinal);

    public Task<IReadOnlyList<string>> StaffsWordsAsync() => House.Outcomes.QueryAsync<string>("SELECT situation FROM follow_up_answer WHERE source = 'staff' ORDER BY answered_at", null, CancellationToken.None);

    public async Task<(int Hires, int ToSettle)> BilanAsync(LocalDate? asOf = null) =>
        (await House.BilanAsync("2023", asOf)).Total is var total ? (total.Hires, total.ToSettle) : default;

    public ValueTask DisposeAsync() => House.DisposeAsync();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
