using System.Net;
using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Bookings;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.EmployerPages.Today;

/// <summary>It is Ronchin's day. Ada comes to Acme's first table at 9:00, Grace at 9:20.</summary>
public sealed class TodayTests
{
    private sealed record Day(AtAcme At, Guid Ada, Guid Grace) : IAsyncDisposable
    {
        public string Page => $"/scheduling/employer/today/{At.Work.AcmeOne}";

        public static async Task<Day> StartAsync(Engine engine)
        {
            var at = await AtAcme.StartAsync(engine);
            var day = new Day(at, await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Ada, SiteAtWork.At(9, 0), Booker.Coordinator), await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Grace, SiteAtWork.At(9, 20), Booker.Coordinator));
            at.Work.House.Clock.Reset(SiteAtWork.At(8, 55));
            return day;
        }

        public async Task<string> HtmlAsync(string query = "") => await (await At.Acme.GetAsync(Page + query)).Content.ReadAsStringAsync();

        public async Task<string> DoAsync(string what, Guid? interview = null, string? html = null) =>
            await AtAcme.FollowAsync(At.Acme, await PressAsync(what, interview, html));

        public async Task<HttpResponseMessage> PressAsync(string what, Guid? interview = null, string? html = null) =>
            await At.Acme.SendPageAsync(html ?? await HtmlAsync(), Page, Page, interview is { } id ? [("do", what), ("interview", $"{id}")] : [("do", what)]);

        public async Task<string> StatesAsync() => string.Join(", ", await At.Work.AllAsync<string>("SELECT CONCAT(status, CASE WHEN started_at IS NULL THEN '' ELSE ' started' END, CASE WHEN result IS NULL THEN '' ELSE ' ' END, result) FROM interview ORDER BY starts_at"));

        public ValueTask DisposeAsync() => At.DisposeAsync();
    }

    [Theory, EachEngine]
    public async Task The_next_candidate_is_shown_with_wishes_and_mark_started_judged_and_taken_back(Engine engine)
    {
        await using var day = await Day.StartAsync(engine);
        await day.At.Acme.SendAsync($"{day.At.Site}/candidates", $"{day.At.Site}/marks", ("mark", $"{day.At.Work.Ada} want"));
        Assert.Contains($"href=\"{day.Page}\"", await (await day.At.Acme.GetAsync("/scheduling/employer")).Content.ReadAsStringAsync());
        var page = await day.At.Acme.ReadAsync(day.Page);
        Assert.Contains("09:00 – 09:10", page);
        Assert.Contains("Ada Ada", page);
        Assert.Contains("no. 1: Comptable", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("not here yet", page);
        await day.At.Work.HearAsync(new RegistrationsRecorded { EditionId = day.At.Work.Edition, Registrations = [new() { CandidateId = day.At.Work.Ada, SiteId = day.At.Work.Ronchin, Version = 2, RegisteredAt = TestHouse.Start, ReceivedAt = SiteAtWork.At(8, 40) }] });
        Assert.Contains("has arrived", await day.At.Acme.ReadAsync(day.Page));

        Assert.Contains("the interview has started", await day.DoAsync("start"));
        Assert.Equal("booked started, booked", await day.StatesAsync());
        Assert.Contains("Ada Ada: conclusive", await day.DoAsync("conclusive"));
        Assert.Equal("held started conclusive, booked", await day.StatesAsync());
        Assert.Contains("the interview has started", await day.DoAsync("back", day.Ada));
        Assert.Equal("booked started, booked", await day.StatesAsync());
        await day.DoAsync("undecided");
        Assert.Contains("Grace Grace: did not come", await day.DoAsync("miss"));
        Assert.Equal("held started undecided, no_show", await day.StatesAsync());
        Assert.Contains("Nobody else to come, and everything is noted", await day.At.Acme.ReadAsync(day.Page));
    }

    [Theory, EachEngine]
    public async Task A_button_pressed_twice_does_it_once_and_another_of_the_same_page_is_another_act(Engine engine)
    {
        await using var day = await Day.StartAsync(engine);
        var html = await day.HtmlAsync();
        await day.DoAsync("start", html: html);
        await day.DoAsync("start", html: html);
        await day.DoAsync("conclusive", day.Ada, html);
        await day.DoAsync("start", html: html);
        Assert.Equal("held started conclusive, booked", await day.StatesAsync());
        Assert.Equal(2, (await day.At.Work.AllAsync<int>("SELECT COUNT(*) FROM booking_act WHERE kind IN ('started', 'ended')"))[0]);
    }

    [Theory, EachEngine]
    public async Task What_cannot_be_is_a_sentence_and_what_is_somebody_elses_is_not_found(Engine engine)
    {
        await using var day = await Day.StartAsync(engine);
        await day.DoAsync("start");
        var refused = await day.PressAsync("start", day.Grace);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("table", await AtAcme.TextAsync(refused));
        Assert.Equal(HttpStatusCode.NotFound, (await day.At.Globex.GetAsync(day.Page)).StatusCode);
        var other = await day.At.Work.BookAsync(day.At.Work.GlobexOne, day.At.Work.Grace, SiteAtWork.At(10, 0), Booker.Coordinator);
        Assert.Equal(HttpStatusCode.NotFound, (await day.PressAsync("start", other)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await day.PressAsync("dance", day.Grace)).StatusCode);
        Assert.Equal("booked started, booked, booked", await day.StatesAsync());
    }

    [Theory, EachEngine]
    public async Task After_a_conclusive_one_come_the_second_date_and_a_note_that_goes_with_the_candidate(Engine engine)
    {
        await using var day = await Day.StartAsync(engine);
        await day.DoAsync("conclusive");
        var result = $"/scheduling/employer/interviews/{day.Ada}/result";
        var html = await day.HtmlAsync($"?last={day.Ada}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await day.At.Acme.SendPageAsync(html, day.Page, result, ("secondOn", "32/04/2024"), ("note", "Parle néerlandais"))).StatusCode);
        var page = await AtAcme.FollowAsync(day.At.Acme, await day.At.Acme.SendPageAsync(html, day.Page, result, ("secondOn", "18/04/2024"), ("note", "Parle néerlandais")));
        Assert.Contains("on Thursday 18 April 2024", page);
        Assert.Equal(["conclusive Parle néerlandais"], await day.At.Work.AllAsync<string>("SELECT CONCAT(i.result, ' ', n.text) FROM interview i JOIN interview_note n ON n.interview_id = i.id WHERE i.second_interview_on IS NOT NULL"));
        Assert.Contains("Parle néerlandais", await day.At.Acme.ReadAsync(result));

        // A button that notes the result alone leaves the note.
        await AtAcme.FollowAsync(day.At.Acme, await day.At.Acme.SendAsync(result, result, ("outcome", "undecided"), ("note", "Parle néerlandais")));
        Assert.Single(await day.At.Work.AllAsync<string>("SELECT text FROM interview_note"));
        await day.At.Work.HearAsync(new CandidatesErased { EditionId = day.At.Work.Edition, Candidates = [new() { Id = day.At.Work.Ada, Version = 9, Code = "C1", ErasedAt = SiteAtWork.At(9, 30) }] });
        Assert.Empty(await day.At.Work.AllAsync<string>("SELECT text FROM interview_note"));
    }

    [Theory, EachEngine]
    public async Task After_the_last_round_what_is_still_without_a_result_is_on_top_and_noted_in_one_tap(Engine engine)
    {
        await using var day = await Day.StartAsync(engine);
        await day.DoAsync("start");
        await day.DoAsync("end");
        day.At.Work.House.Clock.Reset(SiteAtWork.At(9, 40));
        var page = await day.At.Acme.ReadAsync(day.Page);
        Assert.True(page.IndexOf("2 results to note", StringComparison.Ordinal) is > 0 and var top && top < page.IndexOf("The day: 2", StringComparison.Ordinal));
        foreach (var (id, outcome) in ((Guid, string)[])[(day.Ada, "not_conclusive"), (day.Grace, "no_show")])
            await AtAcme.FollowAsync(day.At.Acme, await day.At.Acme.SendAsync(day.Page, $"/scheduling/employer/interviews/{id}/result", ("outcome", outcome)));
        Assert.Equal("held started not_conclusive, no_show", await day.StatesAsync());
    }

    [Theory, EachEngine]
    public async Task Whom_nobody_said_anything_of_for_two_weeks_is_no_answer_and_counts_nowhere_as_held(Engine engine)
    {
        await using var day = await Day.StartAsync(engine);
        day.At.Work.House.Clock.Reset(SiteAtWork.At(18, 0) + Duration.FromDays(14));
        var results = await day.At.Acme.ReadAsync("/scheduling/employer/results");
        Assert.Contains("2 results to note", results);
        Assert.Contains("To note by Thursday 25 April 2024", results);
        day.At.Work.House.Clock.Advance(Duration.FromDays(1));
        var late = await day.At.Acme.ReadAsync("/scheduling/employer/results");
        Assert.Contains("0 results to note", late);
        Assert.Contains("No answer", late);
        Assert.DoesNotContain("to note\"", await day.At.Acme.ReadAsync("/scheduling/employer"));
        Assert.Contains("no answer", await day.At.Acme.ReadAsync(day.Page));
        Assert.Equal("booked, booked", await day.StatesAsync());
        var page = $"/scheduling/employer/interviews/{day.Ada}/result";
        await AtAcme.FollowAsync(day.At.Acme, await day.At.Acme.SendAsync(page, page, ("outcome", "conclusive")));
        Assert.Equal("held conclusive, booked", await day.StatesAsync());
    }
}
