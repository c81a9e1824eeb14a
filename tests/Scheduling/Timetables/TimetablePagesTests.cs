using System.Net;
using JobDating.Contracts.Registration;
using JobDating.Platform.SignIn;
using JobDating.Scheduling.Bookings;
using JobDating.Tests.Registration.Accounts;
using JobDating.Tests.Scheduling.Bookings;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.Timetables;

/// <summary>A coordinator sees who is where, books, moves, cancels and pins, and is told what has to be reviewed.</summary>
public sealed class TimetablePagesTests
{
    [Fact]
    public async Task The_timetable_says_who_is_where_and_what_is_free()
    {
        await using var ronchin = await CoordinatorsTimetable.StartAsync();
        var id = await ronchin.Work.BookAsync(ronchin.Work.AcmeOne, ronchin.Work.Ada, SiteAtWork.At(9, 20));
        var page = await ronchin.GetAsync("/timetable");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Tables ouvertes : 3. Entretiens réservés : 1, tenus : 0. Rondes libres à venir : 53.", page.Text, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"interviews/{id}\">Ada Ada</a>", page.Html, StringComparison.Ordinal);
        Assert.Contains("À revoir (0)", page.Text, StringComparison.Ordinal);
        Assert.Equal(3 * 18 - 1, page.Html.Split("class=\"free\"").Length - 1);
        Assert.Contains("\"booked\":1", await ronchin.ApiAsync("/timetable"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_is_booked_once_for_one_form_and_who_is_second_is_told_when_else()
    {
        await using var ronchin = await CoordinatorsTimetable.StartAsync();
        var candidate = $"/timetable/candidates/{ronchin.Work.Ada}";
        Assert.Contains("9h00", (await ronchin.GetAsync($"{candidate}?table={ronchin.Work.AcmeOne}")).Text, StringComparison.Ordinal);
        (string, string)[] form = [("id", $"{Guid.CreateVersion7()}"), ("table", $"{ronchin.Work.AcmeOne}"), ("at", CoordinatorsTimetable.Show(SiteAtWork.At(9, 0)))];
        foreach (var again in Enumerable.Range(0, 2))
        {
            var answer = await ronchin.PostAsync($"{candidate}/book", form);
            Assert.Equal((HttpStatusCode.SeeOther, $"{CoordinatorsTimetable.Path}{candidate}?done=booked"), (answer.Status, answer.Location));
        }
        Assert.Equal("Acme 1 Ada 07:00", await ronchin.Work.BookedAsync());
        Assert.Equal(["coordinator"], await ronchin.Work.AllAsync<string>("SELECT booked_by FROM interview"));

        var taken = await ronchin.PostAsync($"/timetable/candidates/{ronchin.Work.Grace}/book", ("id", $"{Guid.CreateVersion7()}"), ("table", $"{ronchin.Work.AcmeOne}"), ("time", "9h05"));
        Assert.Equal(HttpStatusCode.Conflict, taken.Status);
        Assert.Contains("Libres tous les deux : 09:10", taken.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"9h05\"", taken.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ronchin.PostAsync($"/timetable/candidates/{ronchin.Work.Grace}/book", ("table", $"{ronchin.Work.AcmeOne}"))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ronchin.PostAsync($"/timetable/candidates/{ronchin.Work.Grace}/book", ("at", CoordinatorsTimetable.Show(SiteAtWork.At(9, 0))))).Status);
    }

    [Fact]
    public async Task From_a_free_time_of_the_grid_somebody_is_chosen_and_booked_there()
    {
        await using var ronchin = await CoordinatorsTimetable.StartAsync();
        var time = $"?table={ronchin.Work.AcmeOne}&amp;at=2024-04-11T07:20:00Z";
        var free = $"?free={ronchin.Work.AcmeOne.ToString("N")[^8..]}.560";
        Assert.Contains($"<a href=\"{free}\">libre</a>", (await ronchin.GetAsync("/timetable")).Html, StringComparison.Ordinal);
        Assert.Equal($"{CoordinatorsTimetable.Path}/timetable/candidates{time.Replace("&amp;", "&", StringComparison.Ordinal)}", (await ronchin.GetAsync($"/timetable{free}")).Location);
        foreach (var nonsense in (string[])["x", "00000000.560", $"{free[6..]}9999999999999"])
            Assert.Equal(HttpStatusCode.OK, (await ronchin.GetAsync($"/timetable?free={nonsense}")).Status);
        var choice = await ronchin.GetAsync($"/timetable/candidates{time.Replace("&amp;", "&", StringComparison.Ordinal)}&search=ada");
        Assert.Contains("Acme · table 1, 9h20 : pour qui ?", choice.Text, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{CoordinatorsTimetable.Path}/timetable/candidates/{ronchin.Work.Ada}{time}\">Ada Ada</a>", choice.Html, StringComparison.Ordinal);
        var chosen = await ronchin.GetAsync($"/timetable/candidates/{ronchin.Work.Ada}{time.Replace("&amp;", "&", StringComparison.Ordinal)}");
        Assert.Matches("<input [^>]*value=\"2024-04-11T07:20:00Z\"[^>]* checked", chosen.Html);
        Assert.Equal(HttpStatusCode.OK, (await ronchin.GetAsync("/timetable/candidates?table=nobody&at=noon")).Status);
    }

    [Fact]
    public async Task Before_booking_one_reads_the_wishes_in_order_and_when_no_more_may_be_booked()
    {
        await using var ronchin = await CoordinatorsTimetable.StartAsync();
        await ronchin.Work.HearAsync(
            new EstablishmentsSaved { Establishments = [new() { Siret = "73282932000082", Version = 1, CompanyName = "Initech" }] },
            new WishesChanged { EditionId = ronchin.Work.Edition, Lists = [ronchin.Work.Wishes(ronchin.Work.Ada, 2, SiteAtWork.Globex, "73282932000082", SiteAtWork.Acme)] });
        await ronchin.Work.BookAsync(ronchin.Work.AcmeOne, ronchin.Work.Ada, SiteAtWork.At(9, 20));
        var candidate = $"/timetable/candidates/{ronchin.Work.Ada}";
        Assert.Contains("Globex sur ce lieu Initech pas sur ce lieu Acme rendez-vous pris", (await ronchin.GetAsync(candidate)).Text, StringComparison.Ordinal);
        await ronchin.Work.RulesAsync("most_per_candidate = 2");
        Assert.Contains("<select", (await ronchin.GetAsync(candidate)).Html, StringComparison.Ordinal);
        await ronchin.Work.RulesAsync("most_per_candidate = 1");
        var full = await ronchin.GetAsync(candidate);
        Assert.Contains("Cette personne a déjà 1 entretiens ce jour-là, le plus possible.", full.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<select", full.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interview_is_moved_pinned_and_cancelled()
    {
        await using var ronchin = await CoordinatorsTimetable.StartAsync();
        var id = await ronchin.Work.BookAsync(ronchin.Work.AcmeOne, ronchin.Work.Ada, SiteAtWork.At(9, 0));
        var interview = $"/interviews/{id}";
        Assert.Contains("9h00 à 9h10, Acme · table 1", (await ronchin.GetAsync(interview)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await ronchin.PostAsync($"{interview}/move", ("id", $"{Guid.CreateVersion7()}"), ("table", $"{ronchin.Work.GlobexOne}"), ("time", "10:05"))).Status);
        Assert.Equal("Globex 1 Ada 08:05", await ronchin.Work.BookedAsync());

        Assert.Equal(HttpStatusCode.SeeOther, (await ronchin.PostAsync($"{interview}/pin", ("pinned", "true"))).Status);
        Assert.Contains("(fixé)", (await ronchin.GetAsync("/timetable")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await ronchin.PostAsync($"{interview}/pin", ("pinned", "false"))).Status);
        Assert.DoesNotContain("(fixé)", (await ronchin.GetAsync("/timetable")).Text, StringComparison.Ordinal);

        Assert.Contains("sera annulé", (await ronchin.GetAsync($"{interview}/cancel")).Text, StringComparison.Ordinal);
        var act = ("id", $"{Guid.CreateVersion7()}");
        foreach (var again in Enumerable.Range(0, 2))
            Assert.Equal(HttpStatusCode.SeeOther, (await ronchin.PostAsync($"{interview}/cancel", act)).Status);
        Assert.Equal("", await ronchin.Work.BookedAsync());
        Assert.Equal(HttpStatusCode.Conflict, (await ronchin.PostAsync($"{interview}/cancel", ("id", $"{Guid.CreateVersion7()}"))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await ronchin.PostAsync($"{interview}/pin", ("pinned", "true"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await ronchin.GetAsync(interview)).Status);
    }

    [Fact]
    public async Task What_the_facts_have_left_is_listed_until_it_is_moved()
    {
        await using var ronchin = await CoordinatorsTimetable.StartAsync();
        var work = ronchin.Work;
        var ada = await work.BookAsync(work.AcmeTwo, work.Ada, SiteAtWork.At(9, 0));
        var grace = await work.BookAsync(work.AcmeOne, work.Grace, SiteAtWork.At(9, 0));
        var site = work.Site(work.Ronchin, 2, "ronchin", SiteAtWork.Day);
        await work.HearAsync(work.Attendance(work.Ronchin, SiteAtWork.Acme, 2, 1), site with { Sites = [site.Sites[0] with { OpensAt = new LocalTime(10, 0) }] });
        var page = await ronchin.GetAsync("/timetable");
        Assert.Contains("À revoir (2)", page.Text, StringComparison.Ordinal);
        Assert.Contains("La table est fermée.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Hors des horaires de la table.", page.Text, StringComparison.Ordinal);

        foreach (var (interview, time) in ((Guid, string)[])[(ada, "10:00"), (grace, "10:10")])
            Assert.Equal(HttpStatusCode.SeeOther, (await ronchin.PostAsync($"/interviews/{interview}/move", ("id", $"{Guid.CreateVersion7()}"), ("table", $"{work.AcmeOne}"), ("time", time))).Status);
        Assert.Contains("À revoir (0)", (await ronchin.GetAsync("/timetable")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Candidates_are_found_by_three_letters_and_those_without_an_interview_too()
    {
        await using var ronchin = await CoordinatorsTimetable.StartAsync();
        await ronchin.Work.HearAsync(
            new CandidatesSaved { EditionId = ronchin.Work.Edition, Candidates = [new() { Id = ronchin.Work.Grace, Version = 2, Code = "C2", LastName = "Höpper", FirstName = "Grace" }] });
        await ronchin.Work.BookAsync(ronchin.Work.AcmeOne, ronchin.Work.Ada, SiteAtWork.At(9, 20));
        var found = await ronchin.GetAsync("/timetable/candidates?search=hop");
        Assert.Contains("Höpper Grace", found.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", found.Text, StringComparison.Ordinal);
        var without = await ronchin.GetAsync("/timetable/candidates?without=true");
        Assert.Contains("Höpper", without.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", without.Text, StringComparison.Ordinal);
        Assert.Equal("candidate_code,candidate,starts_at,table,status\nC1,Ada Ada,2024-04-11T09:20,Acme · table 1,booked\nC2,Höpper Grace,,,\n", (await ronchin.GetAsync("/timetable/candidates.csv")).Html);
    }

    [Fact]
    public async Task Sheets_for_tables_and_slips_for_candidates_say_who_is_where()
    {
        await using var ronchin = await CoordinatorsTimetable.StartAsync();
        await ronchin.Work.BookAsync(ronchin.Work.AcmeOne, ronchin.Work.Ada, SiteAtWork.At(9, 20));
        var tables = await ronchin.GetAsync("/timetable/print/tables");
        Assert.Equal(3, tables.Html.Split("class=\"table-sheet\"").Length - 1);
        Assert.Contains("9h20 Ada Ada", tables.Text, StringComparison.Ordinal);
        var slips = await ronchin.GetAsync("/timetable/print/candidates");
        Assert.Equal(1, slips.Html.Split("class=\"slip\"").Length - 1);
        Assert.Contains("9h20 Acme · table 1", slips.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_runs_the_hall_books_as_the_hall_and_sets_neither_rules_nor_tables()
    {
        await using var ronchin = await CoordinatorsTimetable.StartAsync();
        await ronchin.Work.House.AccountAsync(Staff.Ada, Role.Hall);
        using var ada = await ronchin.Work.House.SignedInAsync(Staff.Ada);
        var page = await ada.ReadAsync($"{CoordinatorsTimetable.Path}/timetable");
        Assert.DoesNotContain($"{CoordinatorsTimetable.Path}/rules", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"{CoordinatorsTimetable.Path}/tables", page, StringComparison.Ordinal);
        var candidate = $"{CoordinatorsTimetable.Path}/timetable/candidates/{ronchin.Work.Ada}";
        var answer = await ada.SendAsync($"{candidate}?table={ronchin.Work.AcmeOne}", $"{candidate}/book", ("table", $"{ronchin.Work.AcmeOne}"), ("at", CoordinatorsTimetable.Show(SiteAtWork.At(9, 0))));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(["hall"], await ronchin.Work.AllAsync<string>("SELECT booked_by FROM interview"));
        foreach (var way in (string[])["rules", "tables"])
            Assert.Equal(HttpStatusCode.Forbidden, (await ada.GetAsync($"{CoordinatorsTimetable.Path}/{way}")).StatusCode);
    }

    [Fact]
    public async Task A_coordinator_of_another_site_finds_nothing_here()
    {
        await using var ronchin = await CoordinatorsTimetable.StartAsync(of: Guid.CreateVersion7());
        var id = await ronchin.Work.BookAsync(ronchin.Work.AcmeOne, ronchin.Work.Ada, SiteAtWork.At(9, 20), Booker.Employer);
        foreach (var path in (string[])["/timetable", "/timetable/candidates", "/timetable/candidates.csv", $"/timetable/candidates/{ronchin.Work.Ada}", $"/interviews/{id}", $"/interviews/{id}/cancel", "/rules", "/tables", $"/tables/{ronchin.Work.AcmeOne}", "/timetable/print/tables", "/timetable/print/candidates"])
            Assert.Equal(HttpStatusCode.NotFound, (await ronchin.GetAsync(path)).Status);
        foreach (var path in (string[])[$"/interviews/{id}/cancel", $"/interviews/{id}/move", $"/interviews/{id}/pin", $"/timetable/candidates/{ronchin.Work.Ada}/book", "/rules", $"/tables/{ronchin.Work.AcmeOne}"])
            Assert.Equal(HttpStatusCode.NotFound, (await ronchin.PostAsync(path, ("id", $"{Guid.CreateVersion7()}"))).Status);
        Assert.Equal("Acme 1 Ada 07:20", await ronchin.Work.BookedAsync());
    }
}
