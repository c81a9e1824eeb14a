using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using NodaTime.Text;
using Xunit;

namespace JobDating.Tests.Journeys.SiteDay;

/// <summary>Three services as three processes behind one address, a real RabbitMQ, a real Chromium; the day's site in it, with a link for everybody who works there.</summary>
internal sealed class DayHouse : IAsyncDisposable
{
    private readonly DayPlan _plan;
    private readonly ThreeServices _three;
    private HttpClient _http = null!;
    private Uri _address = null!;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private Dictionary<string, string> _tables = [];

    private DayHouse(DayPlan plan, ThreeServices three) => (_plan, _three) = (plan, three);

    public string DevicePath => $"{DeskPath}/device";

    public string HallPath => $"{SitePath}/hall";

    public string ScreenPath => $"{SitePath}/screen";

    private string DeskPath => $"/registration/desk/{_plan.Code}/ronchin";

    private string SitePath => $"/scheduling/editions/{_plan.Code}/sites/ronchin";

    public static async Task<DayHouse> OpenAsync(Broker broker, DayPlan plan)
    {
        var house = new DayHouse(plan, await ThreeServices.StartAsync(broker));
        try
        {
            await house.PrepareAsync();
            return house;
        }
        catch
        {
            await house.DisposeAsync();
            throw;
        }
    }

    public string TableOf(Employer employer) => _tables[employer.Siret];

    public string TodayPath(Employer employer) => $"/scheduling/employer/today/{TableOf(employer)}";

    /// <summary>A device of its own.</summary>
    public Task<IBrowserContext> NewContextAsync(int width) =>
        _browser!.NewContextAsync(new() { BaseURL = _address.ToString(), Locale = "fr-FR", ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = 800 } });

    /// <summary>An account with these roles at all sites: whoever has its link chooses a password and is in.</summary>
    public async Task<Func<IPage, Task>> AccountAsync(string name, params string[] roles)
    {
        var email = $"{name.Replace(' ', '-')}@example.org";
        await SendAsync("/registration/api/accounts", new { id = $"{Guid.CreateVersion7()}", name, email, role = roles, sites = "all" });
        var link = await LinkAsync(email, "/registration/set-password/");
        return async page =>
        {
            await page.GotoAsync(link);
            await page.FillAsync("#password", "un long mot de passe");
            await page.ClickAsync("main form button");
            await page.WaitForURLAsync(url => !url.Contains("set-password", StringComparison.Ordinal));
        };
    }

    /// <summary>By the personal link of the employer's contact.</summary>
    public async Task<Func<IPage, Task>> EmployerAsync(Employer employer)
    {
        var link = await LinkAsync($"{employer.Siret}@example.org", "/in/");
        return page => page.GotoAsync(link);
    }

    public async Task<JsonElement> DeskListAsync() => await _http.GetFromJsonAsync<JsonElement>($"{DeskPath}/list");

    public async Task<JsonElement> BilanAsync() => JsonSerializer.Deserialize<JsonElement>(await _http.GetStringAsync($"/outcomes/api/editions/{_plan.Code}/bilan?asOf={LocalDatePattern.Iso.Format(_plan.Begins.Date)}"));

    /// <summary>The rows' first two columns, from that service's own database.</summary>
    public async Task<IReadOnlyList<(string One, string Two)>> ReadAsync(string service, string one, string two, string from) =>
        [.. JsonSerializer.Deserialize<string[][]>((string)(await _three.ReadAsync(service, $"SELECT json_group_array(json_array(CAST(one AS TEXT), CAST(two AS TEXT))) FROM (SELECT {one} AS one, {two} AS two FROM {from})"))!)!.Select(row => (row[0], row[1]))];

    public Task NothingIsLeftAsync() => _three.NothingIsLeftAsync();

    /// <summary>What services wrote in their logs as errors.</summary>
    public IReadOnlyList<string> Errors => [.. _three.Log.Where(line => line.Contains("\"LogLevel\":\"Error\"", StringComparison.Ordinal) || line.Contains("\"LogLevel\":\"Critical\"", StringComparison.Ordinal))];

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _http?.Dispose();
        await _three.DisposeAsync();
    }

    private async Task PrepareAsync()
    {
        _playwright = await Playwright.CreateAsync();
        var browser = Demo.LaunchAsync(_playwright);
        var (status, import) = await _three.PostAsync(_plan.Zip());
        Assert.True(status == HttpStatusCode.OK, import.ToString());
        _address = await _three.BeginGatewayAsync();
        _http = TestHouse.Client(_address);
        foreach (var employer in _plan.Employers)
            await SendAsync($"/registration/api/editions/{_plan.Code}/employers/{employer.Siret}/contacts/new", new { name = employer.Name, email = $"{employer.Siret}@example.org", language = "fr" });
        await SendAsync($"/registration/api/editions/{_plan.Code}/invitations/employers/send", new { who = "all" });
        await _three.NothingIsLeftAsync();
        await Journeys.UntilAsync("everybody has heard of everything", async () =>
            await _three.CountAsync("Registration", "interview") == _plan.Size.Interviews && await _three.CountAsync("Outcomes", "interview") == _plan.Size.Interviews
            && await _three.CountAsync("Scheduling", "registration") == _plan.Size.Candidates && await _three.CountAsync("Outcomes", "registration") == _plan.Size.Candidates);
        _tables = (await ReadAsync("Scheduling", "siret", "lower(id)", "interview_table")).ToDictionary(row => row.One, row => row.Two);
        var ids = (await ReadAsync("Scheduling", "code", "id", "interview")).ToDictionary(row => row.One, row => Guid.Parse(row.Two));
        foreach (var interview in _plan.Interviews)
            interview.Id = ids[interview.Code];
        _browser = await browser;
    }

    private async Task<string> LinkAsync(string address, string within)
    {
        var body = (string)(await _three.ReadAsync("Registration", $"SELECT body FROM mail WHERE to_address = '{address}' ORDER BY queued_at DESC LIMIT 1"))!;
        return new Uri(body.Split((string[])[" ", "\n", "\r"], StringSplitOptions.RemoveEmptyEntries).First(word => word.Contains(within, StringComparison.Ordinal))).AbsolutePath;
    }

    private async Task SendAsync(string path, object content)
    {
        using var answer = await _http.PostAsJsonAsync(path, content);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
