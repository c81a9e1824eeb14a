using System.Net;
using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Bookings;
using Xunit;

namespace JobDating.Tests.Scheduling.EmployerPages;

/// <summary>An employer books, moves and cancels from its pages; whoever comes second sees fresh times on the same page.</summary>
public sealed class ChooseTimeTests
{
    [Theory, EachEngine]
    public async Task A_time_when_both_are_free_is_booked_once_however_often_it_is_sent(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        await at.Work.BookAsync(at.Work.GlobexOne, at.Work.Ada, SiteAtWork.At(9, 0), Booker.Coordinator);
        await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Grace, SiteAtWork.At(9, 10));
        var open = await (await at.Acme.GetAsync(at.BookPage(at.Work.Ada))).Content.ReadAsStringAsync();
        Assert.DoesNotContain(ReadTimes.WordOf(at.Work.AcmeOne, SiteAtWork.At(9, 0)), open);
        Assert.DoesNotContain(ReadTimes.WordOf(at.Work.AcmeOne, SiteAtWork.At(9, 10)), open);
        // The first time in common is chosen already: at the other table.
        Assert.Contains($"value=\"{ReadTimes.WordOf(at.Work.AcmeTwo, SiteAtWork.At(9, 10))}\" checked", open);
        foreach (var again in Enumerable.Range(0, 2))
        {
            var page = await AtAcme.FollowAsync(at.Acme, await at.Acme.SendPageAsync(open, at.BookPage(at.Work.Ada), at.BookPage(at.Work.Ada), ("time", ReadTimes.WordOf(at.Work.AcmeTwo, SiteAtWork.At(9, 10)))));
            Assert.Contains("The interview is booked.", page);
        }
        Assert.Equal("Globex 1 Ada 07:00, Acme 1 Grace 07:10, Acme 2 Ada 07:10", await at.Work.BookedAsync());
    }

    [Theory, EachEngine]
    public async Task Whoever_comes_second_stays_on_the_page_with_fresh_times(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        var open = await (await at.Acme.GetAsync(at.BookPage(at.Work.Ada))).Content.ReadAsStringAsync();
        await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Grace, SiteAtWork.At(9, 0));
        var answer = await at.Acme.SendPageAsync(open, at.BookPage(at.Work.Ada), at.BookPage(at.Work.Ada), ("time", ReadTimes.WordOf(at.Work.AcmeOne, SiteAtWork.At(9, 0))));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var page = await AtAcme.TextAsync(answer);
        Assert.Contains("role=\"alert\"", page);
        Assert.DoesNotContain(ReadTimes.WordOf(at.Work.AcmeOne, SiteAtWork.At(9, 0)), page);
        // The same form goes on from there, with the same act.
        await AtAcme.FollowAsync(at.Acme, await at.Acme.SendPageAsync(page, at.BookPage(at.Work.Ada), at.BookPage(at.Work.Ada), ("time", ReadTimes.WordOf(at.Work.AcmeOne, SiteAtWork.At(9, 30)))));
        Assert.Equal("Acme 1 Grace 07:00, Acme 1 Ada 07:30", await at.Work.BookedAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await at.Acme.SendPageAsync(open, at.BookPage(at.Work.Ada), at.BookPage(at.Work.Ada), ("time", "soon"))).StatusCode);
    }

    [Fact]
    public async Task A_form_without_an_answer_is_shown_again()
    {
        await using var at = await AtAcme.StartAsync();
        var answer = await at.Acme.SendAsync(at.BookPage(at.Work.Ada), at.BookPage(at.Work.Ada));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("id=\"time-wrong\"", await AtAcme.TextAsync(answer));
    }

    [Fact]
    public async Task A_rule_that_says_no_is_a_sentence_on_the_page()
    {
        await using var at = await AtAcme.StartAsync();
        var open = await (await at.Acme.GetAsync(at.BookPage(at.Work.Ada))).Content.ReadAsStringAsync();
        await at.Work.RulesAsync("most_per_candidate = 1");
        await at.Work.BookAsync(at.Work.GlobexOne, at.Work.Ada, SiteAtWork.At(11, 0), Booker.Coordinator);
        var answer = await at.Acme.SendPageAsync(open, at.BookPage(at.Work.Ada), at.BookPage(at.Work.Ada), ("time", ReadTimes.WordOf(at.Work.AcmeOne, SiteAtWork.At(9, 0))));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var page = await AtAcme.TextAsync(answer);
        Assert.Contains("already has 1 interviews", page);
        Assert.Contains("Tell me", page);
        await at.Work.RulesAsync("most_per_candidate = NULL, notice_minutes = 3000");
        page = await at.Acme.ReadAsync(at.BookPage(at.Work.Ada));
        Assert.Contains("3000", page);
        Assert.DoesNotContain("Tell me", page);
    }

    [Theory, EachEngine]
    public async Task It_moves_and_cancels_its_own(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        await AtAcme.FollowAsync(at.Acme, await at.BookAsync(at.Work.AcmeOne, at.Work.Ada, SiteAtWork.At(9, 0)));
        var interview = (await at.Work.AllAsync<Guid>("SELECT id FROM interview"))[0];
        var move = $"/scheduling/employer/interviews/{interview}/move";
        Assert.DoesNotContain(ReadTimes.WordOf(at.Work.AcmeOne, SiteAtWork.At(9, 0)), await at.Acme.ReadAsync(move));
        var page = await AtAcme.FollowAsync(at.Acme, await at.Acme.SendAsync(move, move, ("time", ReadTimes.WordOf(at.Work.AcmeTwo, SiteAtWork.At(9, 0)))));
        Assert.Contains("The interview is moved.", page);
        Assert.Equal("Acme 2 Ada 07:00", await at.Work.BookedAsync());

        var cancel = $"/scheduling/employer/interviews/{interview}/cancel";
        var question = await (await at.Acme.GetAsync(cancel)).Content.ReadAsStringAsync();
        Assert.Contains("Cancel the interview with Ada Ada?", question);
        foreach (var again in Enumerable.Range(0, 2))
            Assert.Contains("The interview is cancelled.", await AtAcme.FollowAsync(at.Acme, await at.Acme.SendPageAsync(question, cancel, cancel)));
        Assert.Equal("", await at.Work.BookedAsync());
        Assert.Equal(HttpStatusCode.Conflict, (await at.Acme.SendAsync(cancel, cancel)).StatusCode);
    }
}
