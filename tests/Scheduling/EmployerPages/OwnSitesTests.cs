using System.Net;
using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Bookings;
using Xunit;

namespace JobDating.Tests.Scheduling.EmployerPages;

/// <summary>An employer sees where it comes, its tables and how full they are; and nothing of anybody else's.</summary>
public sealed class OwnSitesTests
{
    [Theory, EachEngine]
    public async Task It_shows_the_sites_to_come_with_tables_and_offers(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Ada, SiteAtWork.At(9, 20));
        var page = await at.Acme.ReadAsync("/scheduling/employer");
        Assert.Contains("1 interview · 17 free times", page);
        Assert.Contains("0 interviews · 18 free times", page);
        Assert.Contains("Comptable", page);
        Assert.DoesNotContain("Chauffeur", page);
        Assert.DoesNotContain("Past", page);
        var globex = await at.Globex.ReadAsync("/scheduling/employer");
        Assert.Contains("0 interviews · 18 free times", globex);
        Assert.DoesNotContain("Comptable", globex);

        at.Work.House.Clock.Reset(SiteAtWork.At(9, 25));
        Assert.Contains("1 interview · 15 free times", await at.Acme.ReadAsync("/scheduling/employer"));
        at.Work.House.Clock.Reset(SiteAtWork.At(9, 0) + NodaTime.Duration.FromDays(1));
        page = await at.Acme.ReadAsync("/scheduling/employer");
        Assert.Contains("Past", page);
        Assert.Contains("1 result to note", page);
    }

    [Theory, EachEngine]
    public async Task The_timetable_is_a_grid_and_lists_and_names_only_its_own(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Ada, SiteAtWork.At(9, 20));
        await at.Work.BookAsync(at.Work.GlobexOne, at.Work.Grace, SiteAtWork.At(9, 20), Booker.Coordinator);
        var page = await at.Acme.ReadAsync(at.Site);
        Assert.Contains("<span class=\"cell\">Ada Ada</span>", page);
        Assert.Contains("<strong>09:20 – 09:30</strong> Ada Ada", page);
        Assert.Contains("17 free times", page);
        Assert.DoesNotContain("Grace", page);
        Assert.DoesNotContain("Ada", await at.Globex.ReadAsync(at.Site));
    }

    [Fact]
    public async Task A_recruiter_has_a_name()
    {
        await using var at = await AtAcme.StartAsync();
        var table = $"/scheduling/employer/tables/{at.Work.AcmeOne}";
        var stale = await (await at.Acme.GetAsync(table)).Content.ReadAsStringAsync();
        var page = await AtAcme.FollowAsync(at.Acme, await at.Acme.SendAsync(table, table, ("recruiter", "Mme Martin")));
        Assert.Contains("Table 1 (Mme Martin)", page);
        Assert.Contains("The name is saved.", page);
        var late = await at.Acme.SendPageAsync(stale, table, table, ("recruiter", "M. Petit"));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("M. Petit", await AtAcme.TextAsync(late));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await at.Acme.SendAsync(table, table, ("recruiter", new string('x', 101)))).StatusCode);
        Assert.Equal(["Mme Martin"], await at.Work.AllAsync<string>("SELECT recruiter FROM interview_table WHERE recruiter IS NOT NULL"));
    }

    [Fact]
    public async Task A_program_reads_what_the_pages_show()
    {
        await using var at = await AtAcme.StartAsync();
        await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Ada, SiteAtWork.At(9, 20));
        foreach (var (path, sign) in ((string, string)[])[("", "\"toCome\""), ("/results", "\"missing\""), ($"/sites/{at.Work.Ronchin}", "\"interviews\""), ($"/sites/{at.Work.Ronchin}/candidates", "\"Comptable\""), ($"/sites/{at.Work.Ronchin}/candidates/{at.Work.Grace}/book", "\"times\"")])
        {
            var answer = await at.Acme.GetAsync($"/scheduling/api/employer{path}");
            Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains(sign, await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task What_is_somebody_elses_is_not_there()
    {
        await using var at = await AtAcme.StartAsync();
        var interview = await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Ada, SiteAtWork.At(9, 20));
        foreach (var path in (string[])[$"/scheduling/employer/interviews/{interview}/move", $"/scheduling/employer/interviews/{interview}/cancel", $"/scheduling/employer/interviews/{interview}/result",
            $"/scheduling/employer/tables/{at.Work.AcmeOne}", at.BookPage(at.Work.Ada), $"/scheduling/employer/sites/{Guid.CreateVersion7()}"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await at.Globex.GetAsync(path)).StatusCode);
            if (!path.Contains("/sites/", StringComparison.Ordinal))
                Assert.Equal(HttpStatusCode.OK, (await at.Acme.GetAsync(path.Replace("/result", "/cancel", StringComparison.Ordinal))).StatusCode);
        }
        // A form of its own cannot name another's table, candidate or interview either.
        var recruiter = $"/scheduling/employer/tables/{at.Work.GlobexOne}";
        foreach (var (to, name, value) in ((string, string, string)[])[
            ($"/scheduling/employer/interviews/{interview}/cancel", "id", $"{Guid.CreateVersion7()}"),
            ($"{at.Site}/marks", "mark", $"{at.Work.Ada} want"),
            ($"{at.Site}/candidates/{at.Work.Ada}/wait", "id", $"{Guid.CreateVersion7()}"),
            ($"/scheduling/employer/waiting/{Guid.CreateVersion7()}/accept", "x", "x"),
            ($"/scheduling/employer/waiting/{Guid.CreateVersion7()}/leave", "x", "x")])
        {
            var page = (await (await at.Globex.GetAsync(recruiter)).Content.ReadAsStringAsync()).Replace($"action=\"{recruiter}\"", $"action=\"{to}\"", StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await at.Globex.SendPageAsync(page, recruiter, to, (name, value))).StatusCode);
        }
        var move = $"/scheduling/employer/interviews/{interview}/move";
        Assert.Equal(HttpStatusCode.NotFound, (await at.Acme.SendAsync(move, move, ("time", JobDating.Scheduling.Bookings.ReadTimes.WordOf(at.Work.GlobexOne, SiteAtWork.At(9, 0))))).StatusCode);
        Assert.Equal("Acme 1 Ada 07:20", await at.Work.BookedAsync());
    }
}
