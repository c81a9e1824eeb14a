using System.Net;
using System.Text.RegularExpressions;
using JobDating.Platform;
using JobDating.Registration.Candidates;
using JobDating.Registration.CheckIn;
using JobDating.Registration.Editions;
using JobDating.Registration.Sites;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Workshops;

/// <summary>The house with an edition, its site Ronchin, the candidates Ada and Grace, and a coordinator's browser.</summary>
public sealed partial class CoordinatorsHouse : IAsyncDisposable
{
    private const string FindSiteSql = "SELECT id FROM site WHERE code = 'ronchin'";
    private const string FindCandidateSql = "SELECT id FROM candidate WHERE code = @Code";

    private CoordinatorsHouse(TestHouse house, HttpClient browser) => (House, Browser) = (house, browser);

    public TestHouse House { get; }
    public HttpClient Browser { get; }
    public Guid EditionId { get; private set; }
    public Guid SiteId { get; private set; }

    public static async Task<CoordinatorsHouse> StartAsync(int candidates = 2)
    {
        var house = await TestHouse.StartAsync(listen: true, change: settings => settings with { Demo = true });
        var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new() }) { BaseAddress = house.Address };
        browser.DefaultRequestHeaders.Add("Accept", "text/html");
        browser.DefaultRequestHeaders.Add("Accept-Language", "fr");
        var here = new CoordinatorsHouse(house, browser);
        await here.SetUpAsync(candidates);
        using var came = await here.PostAsync("/registration/demo", new() { ["role"] = "coordinator" }, "/registration/demo");
        return here;
    }

    public async Task<Guid> CandidateAsync(string code) => await House.Registration.QueryFirstOrDefaultAsync<Guid>(FindCandidateSql, new { Code = code }, CancellationToken.None);

    public async Task<string> ReadAsync(string path) => PageText.Plain(WebUtility.HtmlDecode(await Browser.GetStringAsync(path)));

    /// <param name="page">Where the form's token comes from.</param>
    public async Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> fields, string page = "/registration/editions/2024/workshops/new")
    {
        var token = Token().Match(await Browser.GetStringAsync(page)).Groups[1].Value;
        return await Browser.PostAsync(path, new FormUrlEncodedContent([.. fields, new("__RequestVerificationToken", token)]));
    }

    /// <summary>At 9:30 in the town hall.</summary>
    public static Dictionary<string, string> WorkshopForm(string name = "CV", string audience = "candidates", string date = "15/01/2024", string capacity = "", string? version = null, Guid? id = null)
    {
        var form = new Dictionary<string, string> { ["name"] = name, ["audience"] = audience, ["date"] = date, ["time"] = "9h30", ["place"] = "Hôtel de ville", ["capacity"] = capacity };
        if (version is not null)
            form["version"] = version;
        if (id is { } known)
            form["id"] = known.ToString();
        return form;
    }

    /// <summary>Its address.</summary>
    public async Task<string> CreateWorkshopAsync(string name = "CV", string audience = "candidates", string capacity = "", string date = "15/01/2024", Guid? id = null)
    {
        using var answer = await PostAsync("/registration/editions/2024/workshops/new", WorkshopForm(name, audience, date, capacity, id: id));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.ToString().Split('?')[0];
    }

    public static async Task<string> TextAsync(HttpResponseMessage answer) => PageText.Plain(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await House.DisposeAsync();
    }

    private async Task SetUpAsync(int candidates)
    {
        var ct = CancellationToken.None;
        await using var tx = await House.Registration.BeginAsync(Actor.Command("test"), ct);
        (EditionId, _) = await SaveEdition.ApplyAsync(tx, "2024", _ => new() { Id = Guid.CreateVersion7(), Code = "2024", Name = "Tour 2024", TimeZone = "Europe/Paris" }, ct);
        await SaveSites.ApplyAsync(tx, EditionId, new Dictionary<string, Func<SaveSites.Row?, SaveSites.Row>>
        {
            ["ronchin"] = _ => new() { Id = Guid.CreateVersion7(), EditionId = EditionId, Code = "ronchin", Name = "Ronchin", Date = new LocalDate(2024, 1, 15) },
        }, ct);
        SiteId = await tx.QueryFirstOrDefaultAsync<Guid>(FindSiteSql, null, ct);
        var people = Enumerable.Range(1, candidates).Select(number => new SaveCandidates.Row
        {
            Id = Guid.CreateVersion7(),
            EditionId = EditionId,
            Code = $"C{number:0000}",
            LastName = number switch { 1 => "Lovelace", 2 => "Hopper", _ => $"{(char)('A' + number % 26)}nom{number}" },
            FirstName = number switch { 1 => "Ada", 2 => "Grace", _ => "Dominique" },
            Phone = "+33612345678",
        }).ToList();
        foreach (var some in people.Chunk(500))
        {
            await SaveCandidates.ApplyAsync(tx, EditionId, some.ToDictionary(row => row.Code, row => (Func<SaveCandidates.Row?, SaveCandidates.Row>)(_ => row)), ct);
            await RecordRegistrations.ApplyAsync(tx, EditionId, some.ToDictionary(row => (row.Id, SiteId), row => (Func<RecordRegistrations.Row?, RecordRegistrations.Row>)(_ =>
                new() { CandidateId = row.Id, SiteId = SiteId, EditionId = EditionId, Channel = "staff", RegisteredAt = TestHouse.Start - Duration.FromDays(5), ReceivedAt = TestHouse.Start - Duration.FromHours(1) })), ct);
        }
        await tx.CommitAsync(ct);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
