using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using JobDating.Platform.SignIn;
using JobDating.Tests.Scheduling.Bookings;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace JobDating.Tests.Scheduling.Timetables;

/// <summary>Ronchin's pages as a coordinator sees and uses them, over HTTP.</summary>
internal sealed partial class CoordinatorsTimetable : IAsyncDisposable
{
    public const string Path = "/scheduling/editions/2024/sites/ronchin";
    private readonly HttpClient _client;
    private readonly bool _isGuest;

    private CoordinatorsTimetable(SiteAtWork work, HttpClient client, bool isGuest = false) => (Work, _client, _isGuest) = (work, client, isGuest);

    public SiteAtWork Work { get; }

    public sealed record Answer(HttpStatusCode Status, string? Location, string Text, string Html);

    /// <param name="of">The site that the coordinator is limited to; null: an administrator, who may everywhere.</param>
    public static async Task<CoordinatorsTimetable> StartAsync(Guid? of = null)
    {
        var work = await SiteAtWork.StartAsync(listen: true);
        return new CoordinatorsTimetable(work, ClientOf(work, of is { } site ? TokenOf(work, Role.Coordinator, site) : null));
    }

    /// <summary>The same pages as somebody of another role sees them, limited to one site.</summary>
    public CoordinatorsTimetable As(string role, Guid site) => new(Work, ClientOf(Work, TokenOf(Work, role, site)), isGuest: true);

    public async Task<Answer> GetAsync(string path)
    {
        using var answer = await _client.GetAsync(Path + path);
        return await ReadAsync(answer);
    }

    public async Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var answer = await _client.PostAsync(Path + path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        return await ReadAsync(answer);
    }

    /// <summary>The program's view of a page.</summary>
    public async Task<string> ApiAsync(string path)
    {
        using var answer = await _client.GetAsync((Path + path).Replace("/scheduling/", "/scheduling/api/", StringComparison.Ordinal));
        return await answer.Content.ReadAsStringAsync();
    }

    public static string Show(Instant at) => NodaTime.Text.InstantPattern.General.Format(at);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (!_isGuest)
            await Work.DisposeAsync();
    }

    private static async Task<Answer> ReadAsync(HttpResponseMessage answer)
    {
        var html = await answer.Content.ReadAsStringAsync();
        return new Answer(answer.StatusCode, answer.Headers.Location?.ToString(), Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(html, " ")), " "), html);
    }

    private static HttpClient ClientOf(SiteAtWork work, string? token)
    {
        var client = work.House.Client();
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        client.DefaultRequestHeaders.Add("Accept-Language", "fr");
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static string TokenOf(SiteAtWork work, string role, Guid site)
    {
        var id = Guid.CreateVersion7();
        var ticket = new Ticket { Id = id, Name = "Barbara", Roles = [role], Sites = Role.HasSites(role) ? new Dictionary<string, IReadOnlyList<Guid>> { [role] = [site] } : new Dictionary<string, IReadOnlyList<Guid>>(), Revisions = new Dictionary<Guid, int> { [id] = 0 } };
        return work.House.App.Services.GetRequiredService<BearerTokens>().Issue(ticket, work.House.Clock.GetCurrentInstant() + Duration.FromHours(1));
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
