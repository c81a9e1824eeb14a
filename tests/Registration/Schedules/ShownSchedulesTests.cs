using JobDating.Platform.SignIn;
using JobDating.Registration.Schedules;
using JobDating.Tests.Registration.Sites;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Schedules;

/// <summary>Ada's interviews on her own page, in her calendar, on the coordinator's page and the prescriber's.</summary>
public sealed class ShownSchedulesTests
{
    [Fact]
    public async Task The_own_page_has_the_next_one_first_and_a_plain_sentence_before()
    {
        await using var here = await Timetable.StartAsync(listen: true);
        using var ada = await here.Tour.EnterAsync(Role.Candidate, here.Ada, here.Ada);
        Assert.Contains("Aucun entretien n’est encore fixé pour vous.", await ada.GetAsync("/registration/me"));

        await here.BookAsync(Timetable.Acme, 2, here.Ada, here.At(10, 20));
        await here.CancelAsync(await here.BookAsync(Timetable.Globex, 1, here.Ada, here.At(9, 40)));
        await here.BookAsync(Timetable.Globex, 1, here.Ada, here.At(9, 0, -20));
        await here.BookAsync(Timetable.Globex, 1, here.Grace, here.At(16, 50));
        await ada.GetAsync("/registration/me");
        Assert.DoesNotContain("Aucun entretien", ada.Html);
        Assert.DoesNotContain("16h50", ada.Html);
        int At(string text) => ada.Html.IndexOf(text, StringComparison.Ordinal);
        Assert.True(0 < At("9h40") && At("9h40") < At("10h20") && At("10h20") < At("Entretiens passés"));
        Assert.Contains("annulé", ada.Html);
        Assert.Contains("Acme, table 2, 10 minutes", ada.Html);
        Assert.InRange(ada.Html.Length, 1000, 60 * 1024);
        await here.WriteAsync("UPDATE site SET status = 'cancelled'");
        Assert.Contains("n’aura pas lieu", await ada.GetAsync("/registration/me"));

        using var english = await here.Tour.EnterAsync(Role.Candidate, here.Ada, here.Ada, "en");
        await english.GetAsync("/registration/me");
        Assert.Contains("My interviews", english.Html);
        Assert.Contains("will not take place", english.Html);
    }

    [Fact]
    public async Task The_coordinator_and_the_prescriber_who_sent_her_see_it_too()
    {
        await using var here = await Timetable.StartAsync(listen: true);
        await here.BookAsync(Timetable.Acme, 2, here.Ada, here.At(10, 20));
        using var coordinator = new FormVisitor(here.Tour.House);
        Assert.Contains("Acme, table 2", (await coordinator.GetAsync($"/registration/editions/2023/candidates/{here.Ada}")).Html);
        using var prescriber = await here.Tour.EnterAsync(Role.Prescriber, Guid.NewGuid(), here.Tour.Emploi);
        // Where she did not come is not for the structure to know.
        await here.SayAsync(await here.BookAsync(Timetable.Globex, 1, here.Ada, here.At(9, 0, -20)), old => old with { Status = "no_show", By = "hall" });
        await prescriber.GetAsync($"/registration/prescriber/candidates/{here.Ada}");
        Assert.Contains("Acme, table 2", prescriber.Html);
        Assert.DoesNotContain("Globex", prescriber.Html);
    }

    [Fact]
    public async Task The_calendar_keeps_each_interview_s_event_through_moves_and_cancellation()
    {
        await using var here = await Timetable.StartAsync(listen: true);
        var id = await here.BookAsync(Timetable.Acme, 2, here.Ada, here.At(10, 20));
        using var ada = await here.Tour.EnterAsync(Role.Candidate, here.Ada, here.Ada);
        var booked = Event(await ada.GetAsync("/registration/me/calendar.ics"), id);
        Assert.Contains("DTSTART;TZID=Europe/Paris:20240411T102000", booked);
        Assert.Contains("DTEND;TZID=Europe/Paris:20240411T103000", booked);
        Assert.Contains("SUMMARY:Entretien : Acme\\, table 2", booked);
        Assert.Contains("SEQUENCE:1", booked);
        await here.BookAsync(Timetable.Acme, 1, here.Ada, here.At(11, 0), "employer", id);
        await here.CancelAsync(id);
        var cancelled = Event(await ada.GetAsync("/registration/me/calendar.ics"), id);
        Assert.Contains("DTSTART;TZID=Europe/Paris:20240411T110000", cancelled);
        Assert.Contains("SEQUENCE:3", cancelled);
        Assert.Contains("STATUS:CANCELLED", cancelled);
    }

    [Theory]
    [InlineData(9, 17, "2024-04-11T16:50", true)]
    [InlineData(9, 17, "2024-04-12T09:00", false)]
    [InlineData(18, 1, "2024-04-12T00:30", true)]
    [InlineData(18, 1, "2024-04-12T01:00", false)]
    public void An_interview_is_on_at_its_site_s_date(int opens, int closes, string local, bool isOn)
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Paris"];
        var interview = new ReadSchedule.Interview
        {
            Siret = "1",
            Status = "booked",
            SiteName = "Ronchin",
            Date = new LocalDate(2024, 4, 11),
            OpensAt = new LocalTime(opens, 0),
            ClosesAt = new LocalTime(closes, 0),
            StartsAt = NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value.InZoneStrictly(zone).ToInstant(),
        };
        Assert.Equal(isOn, interview.IsOn(zone));
        Assert.False((interview with { Status = "cancelled" }).IsOn(zone));
        Assert.False((interview with { SiteStatus = "cancelled" }).IsOn(zone));
    }

    private static string Event(string calendar, Guid id) => calendar.ReplaceLineEndings("\n").Split("BEGIN:VEVENT").Single(text => text.Contains($"UID:{id:N}@jobdating", StringComparison.Ordinal));
}
