using System.Net;
using JobDating.Contracts.Registration;
using JobDating.Platform.SignIn;
using JobDating.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Timetables;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.Hall;

/// <summary>
/// The desk's story: Alan walked in and wishes for Globex. Scheduling hears of him a moment later; then a few rounds that begin soon are proposed, one tap books one, and the page says where to go.
/// It is 8:55; Ada has Acme's first table at 9:00, Grace has Globex then.
/// </summary>
public sealed class PlaceFirstTests
{
    private static readonly Guid Alan = Guid.CreateVersion7();

    private static string Page => $"/first/{Alan}";

    [Fact]
    public async Task Who_is_not_heard_of_yet_is_waited_for_in_words_and_not_for_ever()
    {
        await using var hall = await AtTheHall.StartAsync();
        var first = await hall.Pages.GetAsync(Page);
        Assert.Equal(HttpStatusCode.OK, first.Status);
        Assert.Contains("cette page revient d’elle-même", first.Text, StringComparison.Ordinal);
        Assert.Contains($"content=\"1;url={CoordinatorsTimetable.Path}{Page}?tries=1\"", first.Html, StringComparison.Ordinal);
        var last = await hall.Pages.GetAsync($"{Page}?tries=8");
        Assert.Equal(HttpStatusCode.OK, last.Status);
        Assert.Contains("L’inscription n’est pas encore arrivée dans la salle.", last.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"{CoordinatorsTimetable.Path}{Page}\"", last.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv=\"refresh\"", last.Html, StringComparison.Ordinal);

        await HearOfAlanAsync(hall);
        Assert.Contains("Placer ici", (await hall.Pages.GetAsync($"{Page}?tries=8")).Text, StringComparison.Ordinal);
        // He was cancelled, and the desk has just made that good again: that, too, is heard of in a moment.
        await hall.Work.HearAsync(Registered(hall, 3, one => one with { CancelledAt = SiteAtWork.At(8, 50) }));
        Assert.Contains("cette page revient d’elle-même", (await hall.Pages.GetAsync(Page)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wishes_come_first_then_other_tables_and_nothing_that_has_begun()
    {
        await using var hall = await AtTheHall.StartAsync();
        await HearOfAlanAsync(hall);
        var page = await hall.Pages.GetAsync(Page);
        Assert.Contains("9h10 · Globex · table 1 souhait n° 1 · dans 15 min Placer ici 9h10, Globex · table 1 9h00 · Acme · table 2 hors souhaits · dans 5 min Placer ici", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Acme · table 1", page.Text, StringComparison.Ordinal);
        hall.To(9, 1);
        Assert.DoesNotContain("9h00", (await hall.Pages.GetAsync(Page)).Text, StringComparison.Ordinal);
        // He comes at ten: until then he cannot sit anywhere.
        await hall.Work.HearAsync(Registered(hall, 3, one => one with { PresentFrom = new LocalTime(10, 0) }));
        Assert.Contains("10h00 · Globex · table 1 souhait n° 1", (await hall.Pages.GetAsync(Page)).Text, StringComparison.Ordinal);
        hall.To(12, 0);
        Assert.Contains("Aucune table n’est libre pour cette personne", (await hall.Pages.GetAsync(Page)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_tap_books_once_however_often_it_is_sent_and_two_desks_send_to_one_table()
    {
        await using var hall = await AtTheHall.StartAsync();
        await HearOfAlanAsync(hall);
        var form = Guid.CreateVersion7();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PlaceAsync(hall.Pages, form, hall.Work.GlobexOne, SiteAtWork.At(9, 10))));
        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.SeeOther, $"{CoordinatorsTimetable.Path}{Page}"), (answer.Status, answer.Location)));
        Assert.Equal("Globex 1 Grace 07:00, Acme 1 Ada 07:00, Globex 1 Alan 07:10", await hall.Work.BookedAsync());
        var page = await hall.Pages.GetAsync(Page);
        Assert.Contains("9h10 · Globex · table 1 dans 15 min À lui dire : l’écran de la salle l’appelle « A. A. ", page.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/registration/desk/2024/ronchin\"", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Placer ici", page.Text, StringComparison.Ordinal);

        var other = await PlaceAsync(hall.Pages, Guid.CreateVersion7(), hall.Work.AcmeTwo, SiteAtWork.At(9, 30));
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        Assert.Contains("Cette personne a reçu une table entre-temps", other.Text, StringComparison.Ordinal);
        Assert.Contains("9h10 · Globex · table 1", other.Text, StringComparison.Ordinal);
        Assert.Equal("Globex 1 Grace 07:00, Acme 1 Ada 07:00, Globex 1 Alan 07:10", await hall.Work.BookedAsync());
    }

    [Fact]
    public async Task What_was_taken_meanwhile_is_said_with_new_proposals()
    {
        await using var hall = await AtTheHall.StartAsync();
        await HearOfAlanAsync(hall);
        await hall.Work.BookAsync(hall.Work.GlobexOne, hall.Work.Ada, SiteAtWork.At(9, 10), Booker.Hall);
        var taken = await PlaceAsync(hall.Pages, Guid.CreateVersion7(), hall.Work.GlobexOne, SiteAtWork.At(9, 10));
        Assert.Equal(HttpStatusCode.Conflict, taken.Status);
        Assert.Contains("role=\"alert\"", taken.Html, StringComparison.Ordinal);
        Assert.Contains("9h20 · Globex · table 1 souhait n° 1", taken.Text, StringComparison.Ordinal);
        await hall.Work.HearAsync(hall.Work.Attendance(hall.Work.Ronchin, SiteAtWork.Globex, 2, 1, "absent"), hall.Work.Attendance(hall.Work.Ronchin, SiteAtWork.Acme, 2, 2, "absent"));
        Assert.Equal(HttpStatusCode.Conflict, (await PlaceAsync(hall.Pages, Guid.CreateVersion7(), hall.Work.GlobexOne, SiteAtWork.At(9, 20))).Status);
        Assert.Contains("Aucune table n’est libre pour cette personne", (await hall.Pages.GetAsync(Page)).Text, StringComparison.Ordinal);
        Assert.Equal("", await hall.Work.BookedAsync());
    }

    [Fact]
    public async Task Only_what_the_page_could_propose_is_booked()
    {
        await using var hall = await AtTheHall.StartAsync();
        await HearOfAlanAsync(hall);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await hall.Pages.PostAsync(Page, ("place", "anywhere"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PlaceAsync(hall.Pages, Guid.CreateVersion7(), Guid.CreateVersion7(), SiteAtWork.At(9, 0))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await PlaceAsync(hall.Pages, Guid.CreateVersion7(), hall.Work.AcmeTwo, SiteAtWork.At(9, 5))).Status);
        hall.To(9, 13);
        var late = await PlaceAsync(hall.Pages, Guid.CreateVersion7(), hall.Work.AcmeTwo, SiteAtWork.At(9, 0));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("Il est trop tard pour 9h00", late.Text, StringComparison.Ordinal);
        hall.Work.House.Clock.Reset(SiteAtWork.At(9, 0) - Duration.FromDays(1));
        Assert.Contains("Une première table se propose le jour même", (await hall.Pages.GetAsync(Page)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await PlaceAsync(hall.Pages, Guid.CreateVersion7(), hall.Work.AcmeTwo, SiteAtWork.At(9, 0))).Status);
        Assert.DoesNotContain("Alan", await hall.Work.BookedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Desk_hall_and_coordinator_of_the_site_may_and_nobody_else_and_the_desk_no_other_page()
    {
        await using var hall = await AtTheHall.StartAsync();
        await HearOfAlanAsync(hall);
        var (here, elsewhere) = (hall.Work.Ronchin, Guid.CreateVersion7());
        foreach (var (role, site, status) in new[]
        {
            (Role.Desk, here, HttpStatusCode.OK), (Role.Hall, here, HttpStatusCode.OK), (Role.Coordinator, here, HttpStatusCode.OK),
            (Role.Desk, elsewhere, HttpStatusCode.NotFound), (Role.Hall, elsewhere, HttpStatusCode.NotFound), (Role.Coordinator, elsewhere, HttpStatusCode.NotFound), (Role.Staff, here, HttpStatusCode.Forbidden),
        })
        {
            await using var pages = hall.Pages.As(role, site);
            var page = await pages.GetAsync(Page);
            Assert.Equal((role, status), (role, page.Status));
            if (status == HttpStatusCode.OK)
                Assert.Contains(role == Role.Hall ? $"href=\"{CoordinatorsTimetable.Path}/hall\"" : "href=\"/registration/desk/2024/ronchin\"", page.Html, StringComparison.Ordinal);
            else
                Assert.Equal(status, (await PlaceAsync(pages, Guid.CreateVersion7(), hall.Work.AcmeTwo, SiteAtWork.At(9, 0))).Status);
        }
        await using var desk = hall.Pages.As(Role.Desk, here);
        foreach (var other in (string[])["/hall", "/timetable", "/plan", "/tables"])
            Assert.Equal(HttpStatusCode.Forbidden, (await desk.GetAsync(other)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await PlaceAsync(desk, Guid.CreateVersion7(), hall.Work.GlobexOne, SiteAtWork.At(9, 10))).Status);
        Assert.Equal(["hall"], await hall.Work.AllAsync<string>("SELECT booked_by FROM interview WHERE starts_at = (SELECT MAX(starts_at) FROM interview)"));
    }

    private static Task<CoordinatorsTimetable.Answer> PlaceAsync(CoordinatorsTimetable pages, Guid form, Guid table, Instant at) =>
        pages.PostAsync(Page, ("id", $"{form}"), ("place", ReadTimes.WordOf(table, at)));

    private static RegistrationsRecorded Registered(AtTheHall hall, int version, Func<RegistrationsRecorded.Registration, RegistrationsRecorded.Registration> change)
    {
        var heard = hall.Work.Registration(version, hall.Work.Ronchin, Alan);
        return heard with { Registrations = [.. heard.Registrations.Select(one => change(one with { ReceivedAt = SiteAtWork.At(8, 54) }))] };
    }

    private static Task HearOfAlanAsync(AtTheHall hall) => hall.Work.HearAsync(
        new CandidatesSaved { EditionId = hall.Work.Edition, Candidates = [hall.Work.Candidate(Alan, "C3", "Alan")] },
        Registered(hall, 1, one => one),
        new WishesChanged { EditionId = hall.Work.Edition, Lists = [hall.Work.Wishes(Alan, 1, SiteAtWork.Globex)] });
}
