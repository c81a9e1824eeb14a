using System.Net;
using JobDating.Platform.SignIn;
using JobDating.Tests.Registration.Candidates;
using JobDating.Tests.Registration.Registering;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Presence;

/// <summary>Ada can come to Ronchin (9:00 to 17:00) for a part of the day: she says so, and Scheduling hears it.</summary>
public sealed class PresenceTests
{
    private const string Page = "/registration/me";

    [Fact]
    public async Task She_says_her_hours_and_takes_them_back()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var id = await Cast.RegisterAsync(tour, "Ada");
        using var ada = await tour.EnterAsync(Role.Candidate, id, id);
        var hours = $"{Page}/sites/{tour.Ronchin}/hours";
        Assert.Contains(hours, await ada.GetAsync(Page));
        Assert.Contains("9h00", await ada.GetAsync(hours));
        foreach (var twice in Enumerable.Range(0, 2))
            await ada.PostAsync(hours, ("version", "1"), ("from", "10h"), ("until", "11:30"));
        Assert.Equal(Page, ada.At.AbsolutePath);
        Assert.Contains("là de 10h00 à 11h30", ada.Html);
        await tour.House.SettleAsync();
        Assert.Equal([new LocalTime(10, 0)], await tour.House.Scheduling.QueryAsync<LocalTime>("SELECT present_from FROM registration WHERE version = 2", null, CancellationToken.None));
        Assert.Equal([new LocalTime(11, 30)], await tour.House.Scheduling.QueryAsync<LocalTime>("SELECT present_until FROM registration WHERE version = 2", null, CancellationToken.None));

        await ada.PostAsync(hours, ("version", "2"), ("from", ""), ("until", ""));
        Assert.DoesNotContain("là de", ada.Html);
    }

    [Theory]
    [InlineData("12:00", "11:00", "until")]
    [InlineData("17:00", "", "from")]
    [InlineData("", "9:00", "until")]
    [InlineData("noon", "", "from")]
    public async Task Hours_that_cannot_be_are_said_at_their_field_and_what_was_typed_stays(string from, string until, string wrong)
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var id = await Cast.RegisterAsync(tour, "Ada");
        using var ada = await tour.EnterAsync(Role.Candidate, id, id);
        await ada.GetAsync(Page);
        await ada.PostAsync($"{Page}/sites/{tour.Ronchin}/hours", ("version", "1"), ("from", from), ("until", until));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ada.Status);
        Assert.Contains($"id=\"{wrong}-wrong\"", ada.Html);
        Assert.Contains($"value=\"{(wrong == "from" ? from : until)}\"", ada.Html);
        Assert.Equal(0, await tour.CountAsync("SELECT COUNT(*) FROM registration WHERE version > 1"));
    }

    [Fact]
    public async Task Where_she_is_not_registered_or_by_somebody_elses_link_there_is_nothing_to_say()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var id = await Cast.RegisterAsync(tour, "Ada");
        using var ada = await tour.EnterAsync(Role.Candidate, id, id);
        await ada.GetAsync($"{Page}/sites/{tour.Tourcoing}/hours");
        Assert.Equal(HttpStatusCode.NotFound, ada.Status);
        // Somebody else's structure has not sent her.
        using var prescriber = await tour.EnterAsync(Role.Prescriber, Guid.NewGuid(), tour.Emploi);
        await prescriber.GetAsync($"/registration/prescriber/candidates/{id}/sites/{tour.Ronchin}/hours");
        Assert.Equal(HttpStatusCode.NotFound, prescriber.Status);
    }
}
