using System.Net;
using JobDating.Platform;
using JobDating.Tests.Registration.Accounts;
using JobDating.Tests.Scheduling.Bookings;
using Xunit;

namespace JobDating.Tests.Scheduling.EmployerPages;

/// <summary>Once an interview has begun, its employer says what came of it, and may change its mind.</summary>
public sealed class ResultsTests
{
    [Theory, EachEngine]
    public async Task A_result_is_noted_said_and_changed(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        var interview = await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Ada, SiteAtWork.At(9, 0));
        var page = $"/scheduling/employer/interviews/{interview}/result";
        Assert.Equal(HttpStatusCode.Conflict, (await at.Acme.GetAsync(page)).StatusCode);
        Assert.Contains("0 results to note", await at.Acme.ReadAsync("/scheduling/employer/results"));

        at.Work.House.Clock.Reset(SiteAtWork.At(9, 5));
        Assert.Contains("1 result to note", await at.Acme.ReadAsync("/scheduling/employer/results"));
        Assert.Contains("0 results to note", await at.Globex.ReadAsync("/scheduling/employer/results"));
        var stale = await (await at.Acme.GetAsync(page)).Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await at.Acme.SendAsync(page, page)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await at.Acme.SendAsync(page, page, ("outcome", "undecided"), ("secondOn", "25/04/2024"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await at.Acme.SendAsync(page, page, ("outcome", "conclusive"), ("secondOn", "10/04/2024"))).StatusCode);
        var results = await AtAcme.FollowAsync(at.Acme, await at.Acme.SendAsync(page, page, ("outcome", "conclusive"), ("secondOn", "25/04/2024")));
        Assert.Contains("0 results to note", results);
        Assert.Contains("on Thursday 25 April 2024", results);
        Assert.Equal(["held conclusive 2024-04-25"], await at.Work.AllAsync<string>("SELECT CONCAT(status, ' ', result, ' ', SUBSTRING(CAST(second_interview_on AS char(10)), 1, 10)) FROM interview"));
        await at.Work.House.SettleAsync();
        Assert.Equal("conclusive", await at.Work.House.Outcomes.QueryFirstOrDefaultAsync<string>("SELECT result FROM interview", null, CancellationToken.None));

        // Sent again it changes nothing; another answer from the page of before is not taken unseen.
        await AtAcme.FollowAsync(at.Acme, await at.Acme.SendPageAsync(stale, page, page, ("outcome", "conclusive"), ("secondOn", "25/04/2024")));
        Assert.Equal(HttpStatusCode.Conflict, (await at.Acme.SendPageAsync(stale, page, page, ("outcome", "undecided"))).StatusCode);
        await AtAcme.FollowAsync(at.Acme, await at.Acme.SendAsync(page, page, ("outcome", "no_show")));
        Assert.Equal(["no_show "], await at.Work.AllAsync<string>("SELECT CONCAT(status, ' ', result) FROM interview"));
        Assert.Equal(3, (await at.Work.AllAsync<int>("SELECT version FROM interview"))[0]);
    }

    [Fact]
    public async Task The_link_of_the_mail_that_asks_leads_to_what_is_missing()
    {
        await using var at = await AtAcme.StartAsync();
        using var phone = new Browser(at.Work.House.Address);
        Assert.Equal("/scheduling/employer/results", (await phone.GetAsync($"{await at.LinkAsync(SiteAtWork.Acme)}?to=/scheduling/employer/results")).Headers.Location?.ToString());
    }

    [Theory, EachEngine]
    public async Task Who_did_not_come_did_not_come_after_all_when_the_time_was_given_away(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        var interview = await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Ada, SiteAtWork.At(9, 0));
        at.Work.House.Clock.Reset(SiteAtWork.At(9, 2));
        var page = $"/scheduling/employer/interviews/{interview}/result";
        await AtAcme.FollowAsync(at.Acme, await at.Acme.SendAsync(page, page, ("outcome", "no_show")));
        var other = await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Grace, SiteAtWork.At(9, 5), JobDating.Scheduling.Bookings.Booker.Hall);
        var answer = await at.Acme.SendAsync(page, page, ("outcome", "conclusive"));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Another interview has taken this time since", await AtAcme.TextAsync(answer));
        await at.Work.CancelAsync(other, JobDating.Scheduling.Bookings.Booker.Hall);
        await AtAcme.FollowAsync(at.Acme, await at.Acme.SendAsync(page, page, ("outcome", "conclusive")));
        Assert.Equal("Acme 1 Ada 07:00", await at.Work.BookedAsync());
        Assert.Equal(0, await at.Work.DoublesAsync());
    }
}
