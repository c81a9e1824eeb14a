using System.Net;
using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Bookings;
using JobDating.Tests.Scheduling.EmployerPages;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.MyPages;

/// <summary>Where the site lets them, candidates book, move and cancel by themselves, within the rules and only what is theirs.</summary>
public sealed class ChooseMyTimeTests
{
    [Theory, EachEngine]
    public async Task She_books_once_however_often_it_is_sent_and_moves_and_cancels(Engine engine)
    {
        await using var here = await AtRonchin.StartAsync(engine);
        await here.Work.BookAsync(here.Work.AcmeOne, here.Work.Grace, SiteAtWork.At(9, 0));
        var page = here.BookPage(SiteAtWork.Acme);
        var open = await (await here.Ada.GetAsync(page)).Content.ReadAsStringAsync();
        Assert.DoesNotContain(ReadTimes.WordOf(here.Work.AcmeOne, SiteAtWork.At(9, 0)), open);
        foreach (var again in Enumerable.Range(0, 2))
            Assert.Contains("The interview is booked.", await AtAcme.FollowAsync(here.Ada, await here.Ada.SendPageAsync(open, page, page, ("time", ReadTimes.WordOf(here.Work.AcmeTwo, SiteAtWork.At(9, 0))))));
        Assert.Equal("Acme 1 Grace 07:00, Acme 2 Ada 07:00", await here.Work.BookedAsync());
        Assert.Equal(["candidate"], await here.Work.AllAsync<string>("SELECT booked_by FROM interview WHERE candidate_id = @Ada"));

        var interview = (await here.Work.AllAsync<Guid>("SELECT id FROM interview WHERE candidate_id = @Ada"))[0];
        var move = $"{AtRonchin.My}/interviews/{interview}/move";
        Assert.Contains("The interview is moved.", await AtAcme.FollowAsync(here.Ada, await here.Ada.SendAsync(move, move, ("time", ReadTimes.WordOf(here.Work.AcmeOne, SiteAtWork.At(10, 20))))));
        Assert.Equal("Acme 1 Grace 07:00, Acme 1 Ada 08:20", await here.Work.BookedAsync());

        var cancel = $"{AtRonchin.My}/interviews/{interview}/cancel";
        var question = await (await here.Ada.GetAsync(cancel)).Content.ReadAsStringAsync();
        foreach (var again in Enumerable.Range(0, 2))
            Assert.Contains("The interview is cancelled.", await AtAcme.FollowAsync(here.Ada, await here.Ada.SendPageAsync(question, cancel, cancel)));
        Assert.Equal("Acme 1 Grace 07:00", await here.Work.BookedAsync());
    }

    [Theory, EachEngine]
    public async Task Two_candidates_and_one_time_are_one_interview_and_a_page_with_other_times(Engine engine)
    {
        await using var here = await AtRonchin.StartAsync(engine);
        var answers = await Task.WhenAll(here.BookAsync(here.Ada, SiteAtWork.Acme, here.Work.AcmeOne, SiteAtWork.At(9, 0)), here.BookAsync(here.Grace, SiteAtWork.Acme, here.Work.AcmeOne, SiteAtWork.At(9, 0)));
        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.Conflict], answers.Select(answer => answer.StatusCode).Order());
        var loser = await AtAcme.TextAsync(answers.Single(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Contains("This table is taken at that time. You can still take:", loser);
        Assert.DoesNotContain(ReadTimes.WordOf(here.Work.AcmeOne, SiteAtWork.At(9, 0)), loser);
        Assert.Single(await here.Work.AllAsync<Guid>("SELECT id FROM interview"));
    }

    [Theory, EachEngine]
    public async Task Booking_with_an_employer_is_choosing_it(Engine engine)
    {
        await using var here = await AtRonchin.StartAsync(engine);
        await here.Work.BookAsync(here.Work.AcmeOne, here.Work.Grace, SiteAtWork.At(9, 0));
        Assert.DoesNotContain("Ada", await here.At.Globex.ReadAsync($"{here.At.Site}/candidates"));
        var list = await here.Ada.ReadAsync(here.Site);
        // What she wished for comes first.
        Assert.True(list.IndexOf(">Acme<", StringComparison.Ordinal) < list.IndexOf(">Globex<", StringComparison.Ordinal));
        Assert.Contains("Comptable", list);
        Assert.DoesNotContain("Grace", list);
        await AtAcme.FollowAsync(here.Ada, await here.BookAsync(here.Ada, SiteAtWork.Globex, here.Work.GlobexOne, SiteAtWork.At(11, 0)));
        Assert.Contains("Ada", await here.At.Globex.ReadAsync($"{here.At.Site}/candidates"));
        Assert.Contains("11:00, table 1", await here.Ada.ReadAsync(here.Site));
        // Programs read the same pages.
        foreach (var path in (string[])["/scheduling/api/my", $"/scheduling/api/my/sites/{here.Work.Ronchin}"])
        {
            var answer = await here.Ada.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.DoesNotContain("Grace", await AtAcme.TextAsync(answer));
        }
    }

    [Fact]
    public async Task Rules_say_no_in_sentences_to_her()
    {
        await using var here = await AtRonchin.StartAsync();
        var open = await (await here.Ada.GetAsync(here.BookPage(SiteAtWork.Acme))).Content.ReadAsStringAsync();
        Task<HttpResponseMessage> SendAsync() => here.Ada.SendPageAsync(open, here.BookPage(SiteAtWork.Acme), here.BookPage(SiteAtWork.Acme), ("time", ReadTimes.WordOf(here.Work.AcmeOne, SiteAtWork.At(9, 0))));
        async Task RefusedAsync(string rules, string sentence)
        {
            await here.Work.RulesAsync(rules);
            var answer = await SendAsync();
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            Assert.Contains(sentence, await AtAcme.TextAsync(answer));
            Assert.Contains(sentence, await here.Ada.ReadAsync(here.Site));
        }
        await RefusedAsync("candidates_book = 0", "candidates do not book by themselves");
        await RefusedAsync("candidates_book = 1, notice_minutes = 3000", "3000 minutes");
        await RefusedAsync("notice_minutes = 0, booking_closes_at = '2024-04-09T08:00:00.0000000Z'", "Booking closed on");
        await here.Work.RulesAsync("booking_closes_at = NULL");
        await here.Work.HearAsync(new RegistrationsRecorded { EditionId = here.Work.Edition, Registrations = [new() { CandidateId = here.Work.Ada, SiteId = here.Work.Ronchin, Version = 2, RegisteredAt = TestHouse.Start, PresentFrom = new LocalTime(11, 0) }] });
        Assert.Contains("You said that you are not there at that time.", await AtAcme.TextAsync(await SendAsync()));
        Assert.Contains("6 free times", await here.Ada.ReadAsync(here.Site));
        await here.Work.HearAsync(here.Work.Registration(3, here.Work.Ronchin, here.Work.Ada));
        await here.Work.RulesAsync("most_per_candidate = 1");
        await here.Work.BookAsync(here.Work.GlobexOne, here.Work.Ada, SiteAtWork.At(11, 0), Booker.Coordinator);
        var full = await SendAsync();
        Assert.Contains("You already have 1 interviews on that day", await AtAcme.TextAsync(full));
        Assert.DoesNotContain("/wait\"", await here.Ada.ReadAsync(here.BookPage(SiteAtWork.Acme)));
        Assert.Equal("Globex 1 Ada 09:00", await here.Work.BookedAsync());
    }

    [Theory, EachEngine]
    public async Task What_an_employer_booked_she_cancels_and_moves_only_where_candidates_book(Engine engine)
    {
        await using var here = await AtRonchin.StartAsync(engine, candidatesBook: false);
        var interview = await here.Work.BookAsync(here.Work.AcmeOne, here.Work.Ada, SiteAtWork.At(9, 20));
        var mine = await here.Ada.ReadAsync(AtRonchin.My);
        Assert.Contains($"/interviews/{interview}/cancel", mine);
        Assert.DoesNotContain("/move", mine);
        Assert.DoesNotContain(here.Site, mine);
        Assert.Contains("candidates do not book by themselves", await here.Ada.ReadAsync($"{AtRonchin.My}/interviews/{interview}/move"));
        var cancel = $"{AtRonchin.My}/interviews/{interview}/cancel";
        await AtAcme.FollowAsync(here.Ada, await here.Ada.SendAsync(cancel, cancel));
        Assert.Equal("", await here.Work.BookedAsync());
        // Registration, which tells the employer, hears who did it.
        await here.Work.House.SettleAsync();
        Assert.Equal(["cancelled candidate"], await here.Work.House.Registration.QueryAsync<string>("SELECT CONCAT(status, ' ', last_by) FROM interview", null, CancellationToken.None));
    }

    [Fact]
    public async Task Of_others_she_sees_and_touches_nothing()
    {
        await using var here = await AtRonchin.StartAsync();
        var lille = Guid.CreateVersion7();
        await here.Work.HearAsync(here.Work.Site(lille, 1, "lille", SiteAtWork.Day), here.Work.Attendance(lille, SiteAtWork.Acme, 1, 1), here.Work.Registration(1, lille, here.Work.Grace));
        var interview = await here.Work.BookAsync(here.Work.AcmeOne, here.Work.Grace, SiteAtWork.At(9, 20));
        var paths = (string[])[$"{AtRonchin.My}/interviews/{interview}/move", $"{AtRonchin.My}/interviews/{interview}/cancel", $"{AtRonchin.My}/sites/{lille}", $"{AtRonchin.My}/sites/{lille}/employers/{SiteAtWork.Acme}/book"];
        foreach (var path in paths)
        {
            Assert.Equal(HttpStatusCode.OK, (await here.Grace.GetAsync(path)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await here.Ada.GetAsync(path)).StatusCode);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await here.Ada.GetAsync(here.BookPage("00000000000000"))).StatusCode);
        // Neither does a form of her own.
        var own = here.BookPage(SiteAtWork.Acme);
        var page = await (await here.Ada.GetAsync(own)).Content.ReadAsStringAsync();
        foreach (var (to, time) in ((string, Guid)[])[(paths[0], here.Work.AcmeOne), (paths[1], here.Work.AcmeOne), (paths[3], here.Work.AcmeOne), (own, here.Work.GlobexOne), ($"{here.Site}/employers/00000000000000/wait", here.Work.AcmeOne)])
            Assert.Equal(HttpStatusCode.NotFound, (await here.Ada.SendPageAsync(page.Replace($"action=\"{own}\"", $"action=\"{to}\"", StringComparison.Ordinal), own, to, ("time", ReadTimes.WordOf(time, SiteAtWork.At(10, 0))))).StatusCode);
        Assert.Equal("Acme 1 Grace 07:20", await here.Work.BookedAsync());
        // Whoever cancelled has no page of that site any more.
        await here.Work.HearAsync(new RegistrationsRecorded { EditionId = here.Work.Edition, Registrations = [new() { CandidateId = here.Work.Ada, SiteId = here.Work.Ronchin, Version = 2, RegisteredAt = TestHouse.Start, CancelledAt = TestHouse.Start }] });
        Assert.Equal(HttpStatusCode.NotFound, (await here.Ada.GetAsync(here.Site)).StatusCode);
    }
}
