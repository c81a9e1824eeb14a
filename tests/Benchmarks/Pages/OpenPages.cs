using System.Net.Http.Headers;
using JobDating.Benchmarks.Contention;
using JobDating.Benchmarks.Day;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace JobDating.Benchmarks.Pages;

/// <summary>
/// <c>pages</c>: the ten pages that people open most, signed in, at a site of 2,000 candidates on its day: how many a second, asked by 16 clients, beside a "hello" of the same server; and how long each
/// takes when 50 a second are asked for.
/// </summary>
internal static class OpenPages
{
    private const int Clients = 16;
    private const double PerSecond = 50;

    /// <param name="IsLight">One person's page or one sum, not a list of everybody.</param>
    private sealed record Page(string Name, string Path, string Pass, bool IsLight);

    private sealed record Size(int Warm, int Requests, int Timed)
    {
        public static readonly Size Whole = new(300, 1_500, 500);
        public static readonly Size Short = new(1, 3, 3);
    }

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        using var folder = new Folder("pages");
        await RunAsync(report, await DaySite.MakeAsync(folder.Path, report.IsShort ? DaySize.Short : DaySize.Whole), ct);
    }

    public static async Task RunAsync(Report report, DaySite site, CancellationToken ct)
    {
        var size = report.IsShort ? Size.Short : Size.Whole;
        var pages = await PagesAsync(site);
        using var instance = await Instance.StartOwnAsync("house-with-hello", site.Data);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = instance.Address };
        // Every page before the first is measured: what runs for the first time is compiled first, and compiled again when it has run often.
        foreach (var page in pages.Append(new Page("hello", HouseWithHello.Hello, pages[0].Pass, true)))
            await Load.ByClientsAsync(Clients, size.Warm, _ => OpenAsync(page.Path, page.Pass));
        var before = instance.Worked;
        var hello = await Load.ByClientsAsync(Clients, size.Requests * 2, _ => OpenAsync(HouseWithHello.Hello, pages[0].Pass));
        var helloWorked = instance.Worked - before;
        foreach (var page in pages)
        {
            var worked = instance.Worked;
            var many = await Load.ByClientsAsync(Clients, size.Requests, _ => OpenAsync(page.Path, page.Pass));
            report.Add($"{page.Name}, {Clients} clients, beside a hello", many.PerSecond, "/s", hello.PerSecond, page.IsLight ? Goal.RatioAtLeast(0.3) : null);
            report.Add($"{page.Name}: processors, each", (instance.Worked - worked).TotalMilliseconds / many.Count, "ms", helloWorked.TotalMilliseconds / hello.Count);
        }
        foreach (var page in pages)
        {
            var calm = await Load.AtRateAsync(PerSecond, size.Timed, _ => OpenAsync(page.Path, page.Pass));
            report.Add($"{page.Name}, {PerSecond} a second: p99", calm.P99, "ms", goal: Goal.AtMost(20));
            report.Add($"{page.Name}, {PerSecond} a second: median", calm.Half, "ms");
        }
        report.Add("memory afterwards", instance.Memory.Now, "MB");

        async Task OpenAsync(string path, string pass)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", pass);
            request.Headers.Accept.ParseAdd("text/html");
            using var answer = await client.SendAsync(request, ct);
            await answer.Content.ReadAsByteArrayAsync(ct);
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"{path}: {(int)answer.StatusCode}");
        }
    }

    private static async Task<IReadOnlyList<Page>> PagesAsync(DaySite site)
    {
        await using var app = ServiceHost.Build(new Settings { Data = site.Data }, [new SchedulingService()], "http://127.0.0.1:0");
        var (candidate, ends) = (site.Candidates[0].Id, SystemClock.Instance.GetCurrentInstant() + Duration.FromDays(1));
        var own = app.Services.GetRequiredService<BearerTokens>().Issue(new Ticket { Id = Guid.CreateVersion7(), Name = site.Candidates[0].Name, Roles = [Role.Candidate], SubjectId = $"{candidate}", Revisions = new Dictionary<Guid, int>() }, ends);
        var employer = site.Tables[0];
        return
        [
            new("candidate: own page", "/registration/me", own, true),
            new("candidate: interviews", "/scheduling/my", own, true),
            new("employer: own sites", "/scheduling/employer", employer.Pass, true),
            new("employer: today", $"/scheduling/employer/today/{employer.Id}", employer.Pass, true),
            new("desk: page", DaySite.Desk, site.DeskPass, false),
            new("hall: board", $"/scheduling{DaySite.Path}/hall/board?part=1", site.HallPass, false),
            new("hall: public screen", $"/scheduling{DaySite.Path}/screen/lines", site.HallPass, false),
            new("coordinator: candidates", "/registration/editions/day/candidates", Instance.Token, false),
            new("coordinator: a candidate", $"/registration/editions/day/candidates/{candidate}", Instance.Token, true),
            new("staff: bilan", "/outcomes/editions/day/bilan", Instance.Token, true),
        ];
    }
}
