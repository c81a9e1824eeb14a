using System.Net;
using System.Text.RegularExpressions;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using JobDating.Registration.CheckIn;
using JobDating.Registration.Desk;
using JobDating.Registration.Registering;
using JobDating.Tests.Registration.Candidates;
using JobDating.Tests.Registration.Registering;
using JobDating.Tests.Registration.Schedules;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Desk;

/// <summary>It is 9:02 on Ronchin's day, 11 April 2024. Ada and Grace are registered there, Alan only at Tourcoing; Ada has interviews at 9:20 and 10:00.</summary>
internal sealed partial class DeskDay : IAsyncDisposable
{
    public const string Path = "/registration/desk/2023/ronchin";
    private static readonly CancellationToken Ct = CancellationToken.None;

    private DeskDay(Timetable times) => Times = times;

    public Timetable Times { get; }
    public ComingTour Tour => Times.Tour;
    public Guid Ada => Times.Ada;
    public Guid Grace => Times.Grace;
    public Guid Alan { get; private set; }
    public DeskSite Site { get; private set; } = null!;

    public static async Task<DeskDay> StartAsync(Engine engine = Engine.Sqlite, bool listen = false)
    {
        var day = new DeskDay(await Timetable.StartAsync(engine, listen)) { Alan = Guid.CreateVersion7() };
        await using (var tx = await day.Times.Db.BeginAsync(Actor.Visitor, Ct))
        {
            await RegisterCandidate.ApplyAsync(tx, Cast.Request(day.Tour, day.Alan, "Alan", sites: day.Tour.Tourcoing) with { LastName = "Élie-Turing" }, Ct);
            await tx.CommitAsync(Ct);
        }
        await day.Times.BookAsync(Timetable.Acme, 2, day.Ada, day.Times.At(10, 0));
        await day.Times.BookAsync(Timetable.Acme, 1, day.Ada, day.Times.At(9, 20));
        day.Times.GoTo(day.Times.At(9, 2));
        day.Site = new DeskSite
        {
            Id = day.Tour.Ronchin,
            EditionId = day.Tour.Edition,
            Code = "ronchin",
            Name = "Ronchin",
            Date = day.Times.Day,
            OpensAt = new LocalTime(7, 0),
            ClosesAt = new LocalTime(17, 0),
            EditionCode = "2023",
            EditionName = "2023",
            TimeZone = "Europe/Paris",
        };
        return day;
    }

    public Task<DeskAct> ReceiveAsync(Guid candidate, string? door = "A", Guid? id = null) =>
        DoAsync(tx => ReceiveCandidate.ApplyAsync(tx, Site, id ?? Guid.CreateVersion7(), candidate, door, Ct));

    public Task<DeskAct> UndoAsync(Guid act, Guid? id = null, string door = "B") => DoAsync(tx => UndoReceiving.ApplyAsync(tx, Site, id ?? Guid.CreateVersion7(), act, door, Ct));

    public Task<DeskAct> WalkInAsync(Guid act, string lastName = "Clarke", string firstName = "Joan") => DoAsync(tx => ReceiveWalkIn.ApplyAsync(tx, Site, act, new RegisterCandidate.Request
    {
        Id = Typed.IdOf("walk-in"u8, act),
        EditionId = Tour.Edition,
        LastName = lastName,
        FirstName = firstName,
        BirthYear = 1960,
        SiteIds = [],
        Channel = "walk_in",
        AgreedOn = Times.Day,
        Consents = [ConsentWording.Of(ConsentWording.ForRegistration)],
    }, "A", Ct));

    public async Task<RecordRegistrations.Row?> RegistrationAsync(Guid candidate) => await Times.Db.QueryFirstOrDefaultAsync<RecordRegistrations.Row>(
        "SELECT candidate_id, site_id, edition_id, version, registered_at, channel, cancelled_at, received_at FROM registration WHERE candidate_id = @Id AND site_id = @SiteId", new { Id = candidate, SiteId = Tour.Ronchin }, Ct);

    public async Task CancelAsync(Guid candidate) => await DoAsync(async tx => await CancelRegistrations.ApplyAsync(tx, [(candidate, Tour.Ronchin)], Ct));

    /// <summary>What Outcomes counts once it has heard everything.</summary>
    public async Task<(int Registered, int Received)> CountedAsync()
    {
        await Tour.House.SettleAsync();
        var total = (await Tour.House.BilanAsync("2023")).Total;
        return (total.Registered, total.Received);
    }

    /// <summary>A program with a desk's rights, or another role's; of some sites, if they are named.</summary>
    public HttpClient Come(string role = Role.Desk, string? door = null, params Guid[] sites)
    {
        var client = Tour.House.Client(asAdministrator: false);
        var id = Guid.CreateVersion7();
        var ticket = new Ticket { Id = id, Name = role, Roles = [role], Revisions = new Dictionary<Guid, int> { [id] = 0 } };
        if (sites.Length > 0)
            ticket = ticket with { Sites = new Dictionary<string, IReadOnlyList<Guid>> { [role] = sites } };
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        client.DefaultRequestHeaders.Add("Accept-Language", "fr");
        if (door is not null)
            client.DefaultRequestHeaders.Add("Cookie", $"desk-door={Uri.EscapeDataString(door)}");
        client.DefaultRequestHeaders.Authorization = new("Bearer", Tour.House.App.Services.GetRequiredService<BearerTokens>().Issue(ticket, Tour.House.Clock.GetCurrentInstant() + Duration.FromHours(1)));
        return client;
    }

    public static async Task<string> ReadAsync(HttpClient client, string path) => PageText.Plain(WebUtility.HtmlDecode(await client.GetStringAsync(path, Ct)));

    /// <summary>What a reader sees of it, on one line.</summary>
    public static async Task<string> SeeAsync(HttpClient client, string path) => Space().Replace(Markup().Replace(await ReadAsync(client, path), " "), " ");

    /// <summary>Where the form's answer leads.</summary>
    public static async Task<string> SendAsync(HttpClient client, string path, params (string Name, string Value)[] fields)
    {
        using var answer = await client.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))), Ct);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    public ValueTask DisposeAsync() => Times.DisposeAsync();

    private Task<T> DoAsync<T>(Func<Transaction, Task<T>> act) => SecondTry.RunAsync(async () =>
    {
        await using var tx = await Times.Db.BeginAsync(Actor.Visitor, Ct);
        var done = await act(tx);
        await tx.CommitAsync(Ct);
        return done;
    });

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
