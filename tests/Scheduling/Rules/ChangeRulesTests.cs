using System.Net;
using JobDating.Tests.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Timetables;
using Xunit;

namespace JobDating.Tests.Scheduling.Rules;

/// <summary>A coordinator says how a site is booked, sees what a day looks like by it, and is told which bookings it would cut before it is so.</summary>
public sealed class ChangeRulesTests
{
    private static readonly (string, string)[] Plain = [("pause", "0"), ("gap", "5"), ("notice", "30"), ("mostPerCandidate", "6"), ("oncePerEstablishment", "true")];

    [Fact]
    public async Task Rules_are_saved_once_shown_and_guarded_by_their_version()
    {
        await using var ronchin = await CoordinatorsTimetable.StartAsync();
        Assert.Contains("Une table reçoit 18 rondes de 9h00 à 12h00 (10 minutes) : la première à 9h00, la dernière de 11h50 à 12h00.", (await ronchin.GetAsync("/rules")).Text, StringComparison.Ordinal);
        (string, string)[] typed = [.. Plain, ("version", "0"), ("lunchStartsAt", "10h"), ("lunchEndsAt", "10h30"), ("bookingOpensOn", "1/4/2024"), ("bookingOpensAt", "8:00"), ("bookingClosesOn", "10/04/2024"), ("bookingClosesAt", "18:00")];
        foreach (var again in Enumerable.Range(0, 2))
            Assert.Equal((HttpStatusCode.SeeOther, $"{CoordinatorsTimetable.Path}/rules?done=saved"), await ShortAsync(ronchin.PostAsync("/rules", typed)));
        Assert.Equal(["1 0 6 5 30 2024-04-01T06:00 2024-04-10T16:00"], await ronchin.Work.AllAsync<string>("""
            SELECT CONCAT(version, ' ', pause_minutes, ' ', most_per_candidate, ' ', gap_minutes, ' ', notice_minutes, ' ', SUBSTRING(booking_opens_at, 1, 16), ' ', SUBSTRING(booking_closes_at, 1, 16))
            FROM site_rules
            """));
        var page = await ronchin.GetAsync("/rules?done=saved");
        Assert.Contains("Une table reçoit 15 rondes", page.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"01/04/2024\"", page.Html, StringComparison.Ordinal);

        var stale = await ronchin.PostAsync("/rules", [.. Plain.Skip(1), ("version", "0"), ("pause", "5")]);
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("name=\"version\" value=\"1\"", stale.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_makes_no_sense_is_said_at_its_field_and_nothing_typed_is_lost()
    {
        await using var ronchin = await CoordinatorsTimetable.StartAsync();
        var page = await ronchin.PostAsync("/rules", ("version", "0"), ("pause", "beaucoup"), ("lunchStartsAt", "12h"), ("bookingOpensOn", "10/04/2024"), ("bookingClosesOn", "09/04/2024"), ("bookingClosesAt", "8h"), ("bookingOpensAt", "8h"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        foreach (var field in (string[])["pause", "lunchEndsAt", "bookingClosesOn"])
            Assert.Contains($"id=\"{field}-wrong\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"beaucoup\"", page.Html, StringComparison.Ordinal);
        Assert.Contains("id=\"bookingOpensAt-wrong\"", (await ronchin.PostAsync("/rules", ("version", "0"), ("bookingOpensOn", "31/03/2024"), ("bookingOpensAt", "2h30"))).Html, StringComparison.Ordinal);
        Assert.Empty(await ronchin.Work.AllAsync<int>("SELECT version FROM site_rules"));
    }

    [Fact]
    public async Task A_lunch_over_bookings_is_confirmed_first()
    {
        await using var ronchin = await CoordinatorsTimetable.StartAsync();
        await ronchin.Work.BookAsync(ronchin.Work.AcmeOne, ronchin.Work.Ada, SiteAtWork.At(10, 10));
        (string, string)[] lunch = [.. Plain, ("version", "0"), ("lunchStartsAt", "10h"), ("lunchEndsAt", "10h30")];
        var asked = await ronchin.PostAsync("/rules", lunch);
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        Assert.Contains("10h10, Ada Ada, Acme · table 1 : Pendant le déjeuner.", asked.Text, StringComparison.Ordinal);
        Assert.Empty(await ronchin.Work.AllAsync<int>("SELECT version FROM site_rules"));
        Assert.Equal(HttpStatusCode.SeeOther, (await ronchin.PostAsync("/rules", [.. lunch, ("confirmed", "true")])).Status);
        Assert.Contains("À revoir (1)", (await ronchin.GetAsync("/timetable")).Text, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode, string?)> ShortAsync(Task<CoordinatorsTimetable.Answer> answer) => ((await answer).Status, (await answer).Location);
}
