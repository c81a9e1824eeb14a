using System.Net;
using System.Text.RegularExpressions;
using JobDating.Contracts.Registration;
using JobDating.Contracts.Scheduling;
using JobDating.Outcomes.Bilan;
using JobDating.Outcomes.Figures;
using JobDating.Outcomes.FollowUp;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Tests.Registration.Imports;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.FollowUp.Calling;

/// <summary>
/// A month after Ronchin the wave is open, from 11 May 2024 at 10. Grace has no address but a telephone, Ada has both; Acme met Grace with success. Marie and Paul are at the telephone.
/// </summary>
internal sealed partial class CallHouse : IAsyncDisposable
{
    public const string Calls = "/outcomes/editions/2024/calls";
    public const string Paper = "/outcomes/editions/2024/answers/new";
    public const string Acme = WrittenArchive.Acme;

    private CallHouse(WaveHouse work) => (Work, Marie, Paul) = (work, Staff(work, "Marie"), Staff(work, "Paul"));

    public WaveHouse Work { get; }
    public HttpClient Marie { get; }
    public HttpClient Paul { get; }
    public Guid Grace { get; private set; }

    public static async Task<CallHouse> StartAsync(Engine engine = Engine.Sqlite)
    {
        var at = new CallHouse(await WaveHouse.StartAsync(engine, listen: true));
        at.Grace = (await at.Work.Db.QueryAsync<Guid>("SELECT id FROM person WHERE first_name = 'Grace'", null, CancellationToken.None)).Single();
        await at.SaveAsync(at.Grace, 2, "Grace", null, "+33639980002");
        await at.SaveAsync(at.Work.Ada, 2, "Ada", "ada@example.org", "+33639980001");
        await at.Work.HearAsync(new EstablishmentsSaved { Establishments = [new() { Siret = Acme, Version = 1, CompanyName = "Acme" }] });
        await at.Work.HearAsync(new InterviewsRecorded
        {
            EditionId = at.Work.Edition,
            Interviews = [new() { Id = Guid.CreateVersion7(), Version = 1, SiteId = at.Work.Ronchin, Siret = Acme, CandidateId = at.Grace, StartsAt = WaveHouse.At(WaveHouse.SiteDate, 10), Minutes = 10, Table = 1, Status = "held", Result = "conclusive" }],
        });
        await at.Work.SweepAsync(WaveHouse.At(5, 11, 10));
        return at;
    }

    public void To(int month, int day, int hour = 10, int minute = 0) => Work.House.Clock.Reset(WaveHouse.At(month, day, hour, minute));

    /// <summary>As Registration says it.</summary>
    public Task SaveAsync(Guid id, int version, string name, string? email, string? phone, string? language = null) => Work.HearAsync(new CandidatesSaved
    {
        EditionId = Work.Edition,
        Candidates = [new() { Id = id, Version = version, Code = name, LastName = name, FirstName = name, Email = email, ConsentFollowUp = true, Phone = phone, Language = language }],
    });

    /// <summary>One more who was received, without an address, and whom the wave asks.</summary>
    public async Task<Guid> AddAsync(string name, string? phone = "+33639980003")
    {
        var id = await Work.ReceiveAsync(name, null);
        await SaveAsync(id, 2, name, null, phone);
        await OpenDueWaves.RunAsync(Work.Db, CancellationToken.None);
        return id;
    }

    public static string Call(Guid id) => $"{Calls}/{id}";

    /// <summary>The first names in the list, in its order.</summary>
    public async Task<string> ListAsync(string view = "", string query = "") =>
        string.Join(' ', ListedName().Matches(await ReadAsync(Marie, $"{Calls}{view}{query}")).Select(match => match.Groups[1].Value));

    public static async Task<string> ReadAsync(HttpClient who, string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await who.GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
        return PageText.Plain(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>Opens a call, and presses a button of it.</summary>
    public static async Task<HttpResponseMessage> NoteAsync(HttpClient who, Guid id, string outcome, params (string Name, string Value)[] details) =>
        await SendAsync(who, Call(id), await OpenAsync(who, id), outcome, details);

    /// <summary>The hidden fields of the page that lies open.</summary>
    public static async Task<Dictionary<string, string>> OpenAsync(HttpClient who, Guid id)
    {
        using var answer = await who.GetAsync(Call(id));
        var page = await answer.Content.ReadAsStringAsync();
        return Hidden().Matches(page).GroupBy(field => field.Groups[1].Value).Where(field => field.Key is "id" or "seen").ToDictionary(field => field.Key, field => field.First().Groups[2].Value);
    }

    public static Task<HttpResponseMessage> SendAsync(HttpClient who, string path, Dictionary<string, string> page, string outcome, params (string Name, string Value)[] details) =>
        who.PostAsync(path, new FormUrlEncodedContent(page.Append(KeyValuePair.Create("outcome", outcome)).Concat(details.Select(field => KeyValuePair.Create(field.Name, field.Value)))));

    /// <summary>Where a post leads on to.</summary>
    public static string NextOf(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return $"{answer.Headers.Location}";
    }

    public static async Task<string> RefusedAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        return PageText.Plain(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>"candidate hired 73282932000074", "staff unreachable", "… withdrawn", by time.</summary>
    public Task<IReadOnlyList<string>> AnswersAsync(Guid id) => Work.Db.QueryAsync<string>(
        "SELECT CONCAT(source, ' ', situation, CASE WHEN siret = '' THEN '' ELSE CONCAT(' ', siret) END, CASE WHEN withdrawn_at IS NULL THEN '' ELSE ' withdrawn' END) FROM follow_up_answer WHERE candidate_id = @id ORDER BY answered_at, situation", new { id }, CancellationToken.None);

    public async Task<int> CountAsync(string what) => await Work.Db.QueryFirstOrDefaultAsync<int>($"SELECT COUNT(*) FROM {what}", new { Grace }, CancellationToken.None);

    /// <summary>Hires, training entries and answered as of that day; the figures agree with the facts.</summary>
    public async Task<(int Hires, int Training, int Answered)> FiguresAsync(int month, int day)
    {
        Assert.Equal([], (await Recount.CompareAsync(Work.Db, "2024", CancellationToken.None))!);
        var total = (await ReadBilan.RunAsync(Work.Db, "2024", new(2024, month, day), CancellationToken.None))!.Total;
        return (total.Hires, total.TrainingEntries, total.Answered);
    }

    public static HttpClient Staff(WaveHouse work, string name, string role = Role.Staff)
    {
        var id = Guid.CreateVersion7();
        var client = work.House.Client(asAdministrator: false);
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        client.DefaultRequestHeaders.Add("Accept-Language", "fr");
        client.DefaultRequestHeaders.Authorization = new("Bearer", work.House.App.Services.GetRequiredService<BearerTokens>().Issue(new Ticket { Id = id, Name = name, Roles = [role], Revisions = new Dictionary<Guid, int> { [id] = 0 } }, work.House.Clock.GetCurrentInstant() + Duration.FromDays(400)));
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Marie.Dispose();
        Paul.Dispose();
        await Work.DisposeAsync();
    }

    [GeneratedRegex("<th scope=\"row\"><a href=\"[^\"]*\">(\\w+) ")]
    private static partial Regex ListedName();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
