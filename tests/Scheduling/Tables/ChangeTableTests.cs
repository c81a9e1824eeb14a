using System.Net;
using JobDating.Tests.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Timetables;
using Xunit;

namespace JobDating.Tests.Scheduling.Tables;

/// <summary>A table has hours and a length of its own; whoever is booked is shown before they are shortened, and stays booked.</summary>
public sealed class ChangeTableTests
{
    [Fact]
    public async Task Shorter_hours_with_bookings_are_confirmed_first_and_leave_them_to_review()
    {
        await using var ronchin = await CoordinatorsTimetable.StartAsync();
        await ronchin.Work.BookAsync(ronchin.Work.AcmeOne, ronchin.Work.Ada, SiteAtWork.At(11, 0));
        await ronchin.Work.BookAsync(ronchin.Work.AcmeTwo, ronchin.Work.Grace, SiteAtWork.At(11, 0));
        var table = $"/tables/{ronchin.Work.AcmeOne}";
        (string, string)[] shorter = [("version", "0"), ("closesAt", "10h30"), ("minutes", "15")];
        var asked = await ronchin.PostAsync(table, shorter);
        Assert.Equal(HttpStatusCode.OK, asked.Status);
        Assert.Contains("11h00, Ada Ada, Acme · table 1 : Hors des horaires de la table.", asked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Grace", asked.Text, StringComparison.Ordinal);
        foreach (var again in Enumerable.Range(0, 2))
            Assert.Equal(HttpStatusCode.SeeOther, (await ronchin.PostAsync(table, [.. shorter, ("confirmed", "true")])).Status);
        Assert.Equal("Acme 1 Ada 09:00, Acme 2 Grace 09:00", await ronchin.Work.BookedAsync());
        Assert.Contains("À revoir (1)", (await ronchin.GetAsync("/timetable")).Text, StringComparison.Ordinal);

        var tables = await ronchin.GetAsync("/tables?done=saved");
        Assert.Contains("de 9h00 à 10h30", tables.Text, StringComparison.Ordinal);
        Assert.Contains("15 minutes", tables.Text, StringComparison.Ordinal);
        var stale = await ronchin.PostAsync(table, ("version", "0"), ("minutes", "20"), ("confirmed", "true"));
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);
        Assert.Contains("name=\"version\" value=\"1\"", stale.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ronchin.PostAsync(table, ("version", "1"), ("opensAt", "10h"), ("closesAt", "10h"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ronchin.GetAsync($"/tables/{Guid.CreateVersion7()}")).Status);
    }
}
