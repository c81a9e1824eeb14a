using System.Net;
using JobDating.Contracts.Registration;
using JobDating.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Timetables;
using Xunit;

namespace JobDating.Tests.Scheduling.Hall;

/// <summary>
/// The hall's story: sees who is due and who is in; calls Ada, sees her start and end; notes that Grace did not come; finds that Globex is not there; puts somebody who is in the hall
/// where a round is free; and moves the rest when all runs late.
/// </summary>
public sealed class HallPagesTests
{
    [Fact]
    public async Task The_board_says_the_round_the_gong_and_who_is_where()
    {
        await using var hall = await AtTheHall.StartAsync();
        var board = await hall.BoardAsync();
        Assert.Equal(HttpStatusCode.OK, board.Status);
        Assert.Contains("Pas de ronde en cours Gong de début à 9h00, dans 5 min", board.Text, StringComparison.Ordinal);
        Assert.Contains("● prête", await hall.RowAsync(hall.Work.AcmeOne), StringComparison.Ordinal);
        Assert.Contains("○ libre", await hall.RowAsync(hall.Work.GlobexOne), StringComparison.Ordinal);
        hall.To(9, 3);
        Assert.Contains("Ronde 1, de 9h00 à 9h10 Gong de début à 9h10, dans 7 min", (await hall.BoardAsync()).Text, StringComparison.Ordinal);
        Assert.Contains("! en retard depuis 3 min", await hall.RowAsync(hall.Work.AcmeOne), StringComparison.Ordinal);
        Assert.Contains("? pas arrivé depuis 3 min", await hall.RowAsync(hall.Work.GlobexOne), StringComparison.Ordinal);
        Assert.Contains("En retard (2)", (await hall.BoardAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_tap_calls_starts_ends_and_takes_back()
    {
        await using var hall = await AtTheHall.StartAsync();
        var answer = await hall.TapAsync($"call {hall.Ada} 1");
        Assert.Equal((HttpStatusCode.SeeOther, $"{CoordinatorsTimetable.Path}/hall#at-{hall.Work.AcmeOne}"), (answer.Status, answer.Location));
        Assert.Contains("appelé à 8h55", await hall.RowAsync(hall.Work.AcmeOne), StringComparison.Ordinal);
        hall.To(9, 0);
        await hall.TapAsync($"start {hall.Ada} 1c");
        hall.To(9, 12);
        Assert.Contains("▶ en cours depuis 9h00, 2 min de trop", await hall.RowAsync(hall.Work.AcmeOne), StringComparison.Ordinal);
        await hall.TapAsync($"end {hall.Ada} 2c");
        Assert.Contains("Revenir sur Ada Ada (tenu)", await hall.RowAsync(hall.Work.AcmeOne), StringComparison.Ordinal);
        Assert.Equal(["hall", "interview ended"], (await hall.Work.AllAsync<string>("SELECT act FROM audit WHERE act = 'interview ended'")).Prepend("hall"));
        await hall.TapAsync($"back {hall.Ada} 3c");
        Assert.Contains("▶ en cours", await hall.RowAsync(hall.Work.AcmeOne), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tap_that_cannot_be_is_said_as_a_sentence_and_two_halls_at_once_do_one_thing()
    {
        await using var hall = await AtTheHall.StartAsync();
        hall.To(9, 0);
        var form = Guid.CreateVersion7();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => hall.TapAsync($"start {hall.Ada} 1", i % 2 == 0 ? form : null)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.Status));
        Assert.Equal([2], await hall.Work.AllAsync<int>("SELECT version FROM interview WHERE started_at IS NOT NULL"));
        var refused = await hall.TapAsync($"miss {hall.Ada} 1");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Cet entretien est en cours.", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await hall.TapAsync($"start {Guid.CreateVersion7()} 1")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await hall.TapAsync("dance")).Status);
    }

    [Fact]
    public async Task Who_is_in_the_hall_is_put_where_a_candidate_did_not_come()
    {
        await using var hall = await AtTheHall.StartAsync();
        await hall.Work.HearAsync(new WishesChanged { EditionId = hall.Work.Edition, Lists = [hall.Work.Wishes(hall.Work.Ada, 2, SiteAtWork.Globex)] });
        await hall.Work.CancelAsync(hall.Ada, Booker.Coordinator);
        hall.To(9, 1);
        await hall.TapAsync($"miss {hall.Grace} 1");
        var page = await hall.Pages.GetAsync($"/hall/{hall.Work.GlobexOne}");
        Assert.Contains("Libre à 9h00 : qui est dans la salle ?", page.Text, StringComparison.Ordinal);
        Assert.Contains("souhait n° 1", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Placer ici : Grace", page.Html, StringComparison.Ordinal);
        var put = await hall.TapAsync($"put {hall.Work.GlobexOne} {hall.Work.Ada} {CoordinatorsTimetable.Show(SiteAtWork.At(9, 0))}", null, ("table", $"{hall.Work.GlobexOne}"));
        Assert.Equal((HttpStatusCode.SeeOther, $"{CoordinatorsTimetable.Path}/hall/{hall.Work.GlobexOne}"), (put.Status, put.Location));
        Assert.Equal("Globex 1 Ada 07:00", await hall.Work.BookedAsync());
    }

    [Fact]
    public async Task The_board_is_read_again_only_when_something_has_changed()
    {
        await using var hall = await AtTheHall.StartAsync();
        using var client = hall.Work.House.Client();
        async Task<(HttpStatusCode, string?)> AskAsync(string? known)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{CoordinatorsTimetable.Path}/hall/board");
            if (known is not null)
                request.Headers.Add("If-None-Match", known);
            using var answer = await client.SendAsync(request);
            return (answer.StatusCode, answer.Headers.ETag?.ToString());
        }

        var (_, first) = await AskAsync(null);
        Assert.Contains($"data-version=\"{first!.Trim('"')}\"", (await hall.BoardAsync()).Html, StringComparison.Ordinal);
        foreach (var change in (Func<Task>[])[
            () => hall.TapAsync($"call {hall.Ada} 1"),
            () => hall.TapAsync($"start {hall.Ada} 1c"),
            () => hall.ReceiveAsync(2, hall.Work.Grace),
            () => hall.TapAsync($"present {SiteAtWork.Acme}"),
            () => { hall.To(8, 56); return Task.CompletedTask; }])
        {
            Assert.Equal((HttpStatusCode.NotModified, first), await AskAsync(first));
            await change();
            var (status, next) = await AskAsync(first);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.NotEqual(first, next);
            first = next;
        }
    }

    [Fact]
    public async Task The_screen_shows_initials_and_a_number_and_no_name()
    {
        await using var hall = await AtTheHall.StartAsync();
        await hall.Work.HearAsync(new CandidatesSaved { EditionId = hall.Work.Edition, Candidates = [hall.Work.Candidate(hall.Work.Ada, "C1", "Ada") with { Version = 2, LastName = "Lovelace" }] });
        await hall.TapAsync($"call {hall.Ada} 1");
        var screen = await hall.Pages.GetAsync("/screen");
        Assert.Matches(@"9h00 A\. L\. \d{3} Acme · table 1 ▶ maintenant", screen.Text);
        Assert.Matches(@"9h00 G\. G\. \d{3} Globex ", screen.Text);
        Assert.DoesNotContain("Lovelace", screen.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Grace", screen.Html, StringComparison.Ordinal);
        await hall.TapAsync($"start {hall.Ada} 1c");
        Assert.DoesNotMatch(@"A\. L\.", (await hall.Pages.GetAsync("/screen/lines")).Text);
    }

    [Fact]
    public async Task Running_late_moves_all_that_has_not_begun_or_nothing()
    {
        await using var hall = await AtTheHall.StartAsync();
        await hall.Work.BookAsync(hall.Work.GlobexOne, hall.Work.Ada, SiteAtWork.At(9, 20), Booker.Coordinator);
        hall.To(9, 2);
        await hall.TapAsync($"start {hall.Ada} 1");
        Assert.Contains("tous ou aucun : 2.", (await hall.Pages.GetAsync("/hall/late?minutes=15")).Text, StringComparison.Ordinal);
        (string, string)[] form = [("id", $"{Guid.CreateVersion7()}"), ("minutes", "15")];
        foreach (var again in Enumerable.Range(0, 2))
            Assert.Equal(HttpStatusCode.SeeOther, (await hall.Pages.PostAsync("/hall/late", form)).Status);
        Assert.Equal("Acme 1 Ada 07:00, Globex 1 Grace 07:15, Globex 1 Ada 07:35", await hall.Work.BookedAsync());

        // At one table alone Ada would be at two.
        await hall.Work.BookAsync(hall.Work.AcmeTwo, hall.Work.Grace, SiteAtWork.At(9, 30), Booker.Coordinator);
        var refused = await hall.Pages.PostAsync("/hall/late", ("id", $"{Guid.CreateVersion7()}"), ("minutes", "15"), ("table", $"{hall.Work.GlobexOne}"));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("Rien n’a été décalé : l’entretien de Grace Grace à 9h15", refused.Text, StringComparison.Ordinal);
        Assert.Equal("Acme 1 Ada 07:00, Globex 1 Grace 07:15, Acme 2 Grace 07:30, Globex 1 Ada 07:35", await hall.Work.BookedAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await hall.Pages.GetAsync("/hall/late?minutes=7")).Status);
    }
}
