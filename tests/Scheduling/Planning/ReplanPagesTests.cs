using System.Net;
using JobDating.Platform.SignIn;
using JobDating.Tests.Scheduling.Hall;
using JobDating.Tests.Scheduling.Timetables;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.Planning;

/// <summary>
/// The hall's story: one button of the board makes a plan of the rest; the page says in counts what it would change; a second tap publishes it. On the site's day only, and no coordinator's plan.
/// Ada is in the hall, booked with Acme at 9:00; Grace, with Globex, is not there yet; both wish for Acme.
/// </summary>
public sealed class ReplanPagesTests
{
    private const string Page = $"{CoordinatorsTimetable.Path}/plan";

    [Fact]
    public async Task One_tap_makes_a_plan_of_the_rest_and_a_second_publishes_it()
    {
        await using var hall = await AtTheHall.StartAsync();
        await using var pages = hall.Pages.As(Role.Hall, hall.Work.Ronchin);
        var board = await pages.GetAsync("/hall");
        Assert.Contains("<input type=\"hidden\" name=\"rest\" value=\"true\">", board.Html, StringComparison.Ordinal);
        Assert.Contains($"href=\"{Page}\"", board.Html, StringComparison.Ordinal);
        var form = Guid.CreateVersion7();
        foreach (var again in Enumerable.Range(0, 2))
            Assert.Equal((HttpStatusCode.SeeOther, Page), await PostAsync(pages, "/plan", ("id", $"{form}"), ("rest", "true"), ("keepMinutes", "0"), ("seconds", "600")));
        await MadeAsync(hall, form);
        Assert.Equal([(2, 10)], (await hall.Work.AllAsync<int>("SELECT seconds * 1000 + keep_minutes FROM site_plan")).Select(both => (both / 1000, both % 1000)));

        var draft = await pages.GetAsync("/plan");
        Assert.Contains("1 entretien nouveau 0 entretien déplacé 0 entretien annulé 2 entretiens restent où ils sont", draft.Text, StringComparison.Ordinal);
        Assert.Contains("Publier 1 changement", draft.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Secondes de recherche", draft.Text, StringComparison.Ordinal);
        Assert.Contains("Grace", (await pages.GetAsync("/plan/changes")).Text, StringComparison.Ordinal);
        foreach (var again in Enumerable.Range(0, 2))
            Assert.Equal((HttpStatusCode.SeeOther, Page), await PostAsync(pages, "/plan/publish", ("id", $"{form}")));
        Assert.Equal("Globex 1 Grace 07:00, Acme 1 Ada 07:00", string.Join(", ", (await hall.Work.BookedAsync()).Split(", ")[..2]));
        Assert.Equal(3, (await hall.Work.BookedAsync()).Split(", ").Length);

        await PostAsync(pages, "/plan", ("id", $"{Guid.CreateVersion7()}"));
        await MadeAsync(hall, null);
        var nothing = await pages.GetAsync("/plan");
        Assert.Contains("Le plan ne change rien.", nothing.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Publier", nothing.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_another_day_the_hall_makes_no_plan_and_never_publishes_a_coordinator_s()
    {
        await using var hall = await AtTheHall.StartAsync();
        await using var pages = hall.Pages.As(Role.Hall, hall.Work.Ronchin);
        var whole = Guid.CreateVersion7();
        await PostAsync(hall.Pages, "/plan", ("id", $"{whole}"), ("seconds", "1"), ("keepMinutes", "0"));
        await MadeAsync(hall, whole);
        Assert.Contains("Ce plan est celui de la coordination", (await pages.GetAsync("/plan")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(pages, "/plan/publish", ("id", $"{whole}"))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(pages, "/plan/stop", ("id", $"{whole}"))).Status);
        var rest = Guid.CreateVersion7();
        await PostAsync(pages, "/plan", ("id", $"{rest}"));
        await MadeAsync(hall, rest);

        hall.Work.House.Clock.Advance(Duration.FromDays(1));
        await using var later = hall.Pages.As(Role.Hall, hall.Work.Ronchin);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(later, "/plan/publish", ("id", $"{rest}"))).Status);
        var refused = await later.PostAsync("/plan", ("id", $"{Guid.CreateVersion7()}"));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("La suite se replanifie le jour du lieu : jeudi 11 avril 2024.", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"rest\"", (await later.GetAsync("/hall")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_and_tables_stay_the_coordinators_and_another_site_s_hall_sees_no_plan()
    {
        await using var hall = await AtTheHall.StartAsync();
        await using var pages = hall.Pages.As(Role.Hall, hall.Work.Ronchin);
        Assert.Equal(HttpStatusCode.OK, (await pages.GetAsync("/plan")).Status);
        foreach (var other in (string[])["/rules", "/tables"])
            Assert.Equal(HttpStatusCode.Forbidden, (await pages.GetAsync(other)).Status);
        await using var elsewhere = hall.Pages.As(Role.Hall, Guid.CreateVersion7());
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.GetAsync("/plan")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(elsewhere, "/plan", ("rest", "true"))).Status);
    }

    private static async Task<(HttpStatusCode Status, string? Location)> PostAsync(CoordinatorsTimetable pages, string path, params (string, string)[] fields)
    {
        var answer = await pages.PostAsync(path, fields);
        return (answer.Status, answer.Location);
    }

    /// <param name="id">Null: whichever is being made.</param>
    private static async Task MadeAsync(AtTheHall hall, Guid? id)
    {
        foreach (var again in Enumerable.Range(0, 1000))
        {
            if (id is { } plan ? (await hall.Work.FindAsync(plan)).Status == "draft" : (await hall.Work.AllAsync<int>("SELECT COUNT(*) FROM site_plan WHERE status IN ('waiting', 'making')"))[0] == 0)
                return;
            await Task.Delay(20);
        }
        Assert.Fail("The plan was not made within 20 seconds.");
    }
}
