using System.Net;
using System.Text.RegularExpressions;
using JobDating.Outcomes.FollowUp;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.FollowUp.Waves;

/// <summary>Staff look at the waves of the 2024 tour, add one, move one, pause, close.</summary>
public sealed class WavePagesTests
{
    private const string Waves = "/outcomes/editions/2024/waves";
    private static readonly LocalDate _due = new(2024, 5, 11);

    [Theory, EachEngine]
    public async Task The_list_says_for_each_wave_when_how_many_and_what_share(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine, listen: true);
        await work.SweepDailyAsync(_due, _due.PlusDays(3));
        await work.WriteAsync("UPDATE invitation SET answered_at = @Now WHERE candidate_id = @Ada");
        using var staff = As(work, Role.Staff);
        var page = await PageAsync(staff, Waves);
        Assert.Contains("ouverte jusqu’au 10 juin 2024 inclus", page);
        Assert.All((string[])["11 mai 2024", "11 juillet 2024", "11 octobre 2024", "30 novembre 2024"], day => Assert.Contains(day, page));
        var row = string.Join('|', Regex.Matches(page, "<td class=\"number\"[^>]*><span>([^<]*)</span>").Select(match => match.Groups[1].Value));
        Assert.Equal("2|1|1|1|1|50,0\u00A0%", row.Replace("&#xA0;", "\u00A0"));
    }

    [Fact]
    public async Task A_long_list_goes_on_where_the_page_before_ended()
    {
        await using var work = await WaveHouse.StartAsync(listen: true);
        foreach (var site in Enumerable.Range(0, 40))
            await work.HearAsync(work.Site(Guid.CreateVersion7(), 1, $"site{site}", new LocalDate(2024, 4, 12 + site % 3)));
        using var staff = As(work, Role.Staff);
        foreach (var sort in (string[])["", "?sort=due&direction=down", "?sort=site", "?sort=wave&direction=down"])
        {
            var found = new List<string>();
            for (string? next = Waves + sort; next is not null;)
            {
                var page = await PageAsync(staff, next);
                found.AddRange(Regex.Matches(page, $"{Waves}/([0-9a-f-]{{36}})").Select(match => match.Value));
                next = Regex.Match(page, "href=\"([^\"]*after=[^\"]*)\"") is { Success: true } link ? WebUtility.HtmlDecode(link.Groups[1].Value) : null;
            }
            Assert.Equal(4 * 41, found.Count);
            Assert.Equal(found.Count, found.Distinct().Count());
        }
        Assert.Contains("Ronchin", await PageAsync(staff, $"{Waves}?after=nonsense"));
    }

    [Theory, EachEngine]
    public async Task A_wave_is_found_by_site_and_number_and_kind_and_given_as_csv(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine, listen: true);
        await work.HearAsync(work.Site(Guid.CreateVersion7(), 1, "mons", new LocalDate(2024, 4, 12)));
        await work.SweepAsync(WaveHouse.At(_due));
        using var staff = As(work, Role.Staff);
        foreach (var (search, waves, not) in ((string, int, string)[])[("MÔNS", 4, "Ronchin"), ("mons 2", 1, "Ronchin"), ("novembre", 2, "octobre 2024"), ("lille", 0, "Ronchin")])
        {
            var page = await PageAsync(staff, $"{Waves}?search={Uri.EscapeDataString(search)}");
            Assert.Equal(waves, Regex.Count(page, $"{Waves}/([0-9a-f-]{{36}})"));
            Assert.DoesNotContain(not, page);
        }
        var csv = (await PageAsync(staff, $"{Waves}.csv?search=ronchin&sort=due&direction=down")).TrimEnd().Split('\n');
        Assert.Equal("wave,site_code,site,due_on,status,paused,asked,without_address,sent,reminded,answered", csv[0].TrimStart('\uFEFF'));
        Assert.Equal(["4,ronchin,Ronchin,2024-11-30,planned,no,0,0,0,0,0", "1,ronchin,Ronchin,2024-05-11,open,no,2,1,1,0,0"], (string[])[csv[1], csv[^1]]);
    }

    [Theory, EachEngine]
    public async Task A_wave_of_ones_own_is_added_once_at_every_site_whose_date_is_before_it(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine, listen: true);
        await work.HearAsync(work.Site(Guid.CreateVersion7(), 1, "mons", new LocalDate(2024, 4, 20)));
        await work.HearAsync(work.Site(Guid.CreateVersion7(), 1, "wattrelos", new LocalDate(2024, 9, 20)));
        using var staff = As(work, Role.Staff);
        Assert.Contains("name=\"date\"", await PageAsync(staff, $"{Waves}/new"));
        var form = new Dictionary<string, string> { ["id"] = $"{Guid.CreateVersion7()}", ["date"] = "01/09/2024", ["site"] = "all" };
        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Equal($"{Waves}?done=added", await PostAsync(staff, $"{Waves}/new", form));
        Assert.Equal(["mons 5 planned", "ronchin 5 planned"], await OwnAsync(work));
        form["id"] = $"{Guid.CreateVersion7()}";
        form["site"] = "ronchin";
        await PostAsync(staff, $"{Waves}/new", form);
        Assert.Equal(["mons 5 planned", "ronchin 5 planned", "ronchin 6 planned"], await OwnAsync(work));
    }

    [Theory]
    [InlineData("10/04/2024", "ronchin", "Cette date est trop tôt")]
    [InlineData("12/04/2024", "mons", "aucun des lieux choisis")]
    [InlineData("", "all", "")]
    [InlineData("01/09/2024", "nowhere", "Choisissez un lieu")]
    public async Task A_wave_that_would_ask_nobody_is_not_added(string date, string site, string says)
    {
        await using var work = await WaveHouse.StartAsync(listen: true);
        await work.HearAsync(work.Site(Guid.CreateVersion7(), 1, "mons", new LocalDate(2024, 4, 20)));
        using var staff = As(work, Role.Staff);
        using var answer = await staff.PostAsync($"{Waves}/new", new FormUrlEncodedContent(new Dictionary<string, string> { ["date"] = date, ["site"] = site }));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains(says.Length > 0 && !says.StartsWith("Cette", StringComparison.Ordinal) ? says : "class=\"wrong\"", page);
        Assert.Empty(await OwnAsync(work));
    }

    [Theory, EachEngine]
    public async Task A_planned_wave_is_moved_and_one_that_opened_meanwhile_is_not(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine, listen: true);
        var wave = await PathAsync(work, 1);
        using var staff = As(work, Role.Staff);
        Assert.Contains("name=\"was\" value=\"11/05/2024\"", await PageAsync(staff, wave));
        var form = new Dictionary<string, string> { ["was"] = "11/05/2024", ["date"] = "15/05/2024" };
        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Equal($"{wave}?done=moved", await PostAsync(staff, $"{wave}/date", form));
        Assert.StartsWith("1 05-15 planned", await work.WavesAsync());
        // A colleague has looked at it before.
        Assert.Contains("15/05/2024", await RefusedAsync(staff, $"{wave}/date", new() { ["was"] = "11/05/2024", ["date"] = "16/05/2024" }));
        await OpenDueWaves.RunAsync(work.Db, CancellationToken.None);
        work.House.Clock.Reset(WaveHouse.At(5, 15));
        await OpenDueWaves.RunAsync(work.Db, CancellationToken.None);
        Assert.Contains("ouverte jusqu’au 14 juin 2024", await RefusedAsync(staff, $"{wave}/date", new() { ["was"] = "15/05/2024", ["date"] = "20/05/2024" }));
        Assert.StartsWith("1 05-15 open", await work.WavesAsync());
    }

    [Theory, EachEngine]
    public async Task What_waits_when_a_wave_is_paused_leaves_when_it_goes_on(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine, listen: true);
        await QueueAsync(work);
        var wave = await PathAsync(work, 1);
        using var staff = As(work, Role.Staff);
        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Equal($"{wave}?done=paused", await PostAsync(staff, $"{wave}/pause", []));
        Assert.Contains("Reprendre", await PageAsync(staff, wave));
        await work.SweepAsync(WaveHouse.At(5, 12));
        Assert.Equal(["Ada waiting", "Grace no_address"], await work.InvitationsAsync());
        Assert.Empty(work.Files);
        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Equal($"{wave}?done=resumed", await PostAsync(staff, $"{wave}/resume", []));
        await work.SweepAsync(WaveHouse.At(5, 13));
        Assert.Equal(["Ada sent", "Grace no_address"], await work.InvitationsAsync());
        Assert.Single(work.Files);
    }

    [Theory, EachEngine]
    public async Task A_wave_closed_before_its_time_sends_nothing_more_and_opens_never_again(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine, listen: true);
        await QueueAsync(work);
        var wave = await PathAsync(work, 1);
        using var staff = As(work, Role.Staff);
        Assert.Contains("ne peut pas être rouverte", await PageAsync(staff, $"{wave}/closing"));
        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Equal($"{wave}?done=closed", await PostAsync(staff, $"{wave}/closing", []));
        await work.SweepDailyAsync(_due, _due.PlusDays(12));
        Assert.Empty(work.Files);
        Assert.Equal("closed", await work.StatusAsync());
        await RefusedAsync(staff, $"{wave}/pause", []);
        await RefusedAsync(staff, $"{await PathAsync(work, 2)}/closing", []);
    }

    [Theory, EachEngine]
    public async Task The_preview_shows_both_languages_and_how_many_would_be_asked_today(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine, listen: true);
        using var staff = As(work, Role.Staff);
        var page = await PageAsync(staff, $"{await PathAsync(work, 1)}/preview");
        Assert.Contains("aujourd’hui : 2, dont sans adresse électronique (à appeler) : 1", page.Replace('\u00A0', ' '));
        Assert.Contains("Ada, où en êtes-vous aujourd’hui\u00A0?", page);
        Assert.Contains("Ada, how are things now?", page);
        Assert.DoesNotContain("ada@example.org", page);
    }

    [Fact]
    public async Task Who_may_not_follow_up_comes_in_nowhere_and_sees_no_link()
    {
        await using var work = await WaveHouse.StartAsync(listen: true);
        var wave = await PathAsync(work, 1);
        using var coordinator = As(work, Role.Coordinator);
        foreach (var page in (string[])[Waves, $"{Waves}/new", wave, $"{wave}/preview", $"{wave}/closing"])
            Assert.Equal(HttpStatusCode.Forbidden, (await coordinator.GetAsync(page)).StatusCode);
        foreach (var act in (string[])[$"{Waves}/new", $"{wave}/date", $"{wave}/pause", $"{wave}/resume", $"{wave}/closing"])
            Assert.Equal(HttpStatusCode.Forbidden, (await coordinator.PostAsync(act, new FormUrlEncodedContent([]))).StatusCode);
        Assert.DoesNotContain(Waves, await PageAsync(coordinator, "/outcomes/editions/2024/bilan"));
        using var staff = As(work, Role.Staff);
        Assert.Contains(Waves, await PageAsync(staff, "/outcomes/editions/2024/bilan"));
        Assert.Equal(HttpStatusCode.NotFound, (await staff.GetAsync($"{Waves}/{Guid.CreateVersion7()}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.GetAsync("/outcomes/editions/1999/waves")).StatusCode);
    }

    /// <summary>The wave is open and Ada's mail waits for the mail server, which the house's own jobs do not bring it to before eight.</summary>
    private static async Task QueueAsync(WaveHouse work)
    {
        await work.HandOverAsync(WaveHouse.At(_due, 19, 59));
        work.House.Clock.Reset(WaveHouse.At(_due, 20, 30));
        Assert.Equal(["Ada sent", "Grace no_address"], await work.InvitationsAsync());
    }

    private static Task<IReadOnlyList<string>> OwnAsync(WaveHouse work) =>
        work.AllAsync("SELECT CONCAT(s.code, ' ', w.number, ' ', w.status) FROM wave w JOIN site s ON s.id = w.site_id WHERE w.number > 4 ORDER BY w.number, s.code");

    private static async Task<string> PathAsync(WaveHouse work, int number) =>
        $"{Waves}/{(await work.Db.QueryAsync<Guid>($"SELECT id FROM wave WHERE site_id = @Ronchin AND number = {number}", new { work.Ronchin }, CancellationToken.None)).Single()}";

    private static HttpClient As(WaveHouse work, string role)
    {
        var id = Guid.CreateVersion7();
        var client = work.House.Client(asAdministrator: false);
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        client.DefaultRequestHeaders.Add("Accept-Language", "fr");
        client.DefaultRequestHeaders.Authorization = new("Bearer", work.House.App.Services.GetRequiredService<BearerTokens>().Issue(new Ticket { Id = id, Name = role, Roles = [role], Revisions = new Dictionary<Guid, int> { [id] = 0 } }, work.House.Clock.GetCurrentInstant() + Duration.FromDays(400)));
        return client;
    }

    private static async Task<string> PageAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string?> PostAsync(HttpClient client, string path, Dictionary<string, string> form)
    {
        using var answer = await client.PostAsync(path, new FormUrlEncodedContent(form));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location?.ToString();
    }

    private static async Task<string> RefusedAsync(HttpClient client, string path, Dictionary<string, string> form)
    {
        using var answer = await client.PostAsync(path, new FormUrlEncodedContent(form));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
