using System.Net;
using JobDating.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Timetables;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.Paper;

/// <summary>Ronchin's day went on with paper: Ada at 9:00 and Grace at 9:20 with Acme's first table, Grace at 10:00 with Globex. Three days later it is entered.</summary>
public sealed class EnterResultsTests
{
    private sealed record Sheets(CoordinatorsTimetable Team, Guid Ada, Guid Grace, Guid Globex) : IAsyncDisposable
    {
        public string Table => $"/tables/{Team.Work.AcmeOne}/results";

        public static async Task<Sheets> StartAsync()
        {
            var team = await CoordinatorsTimetable.StartAsync();
            var work = team.Work;
            var sheets = new Sheets(team, await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0), Booker.Coordinator), await work.BookAsync(work.AcmeOne, work.Grace, SiteAtWork.At(9, 20), Booker.Coordinator),
                await work.BookAsync(work.GlobexOne, work.Grace, SiteAtWork.At(10, 0), Booker.Coordinator));
            work.House.Clock.Reset(SiteAtWork.At(12, 0) + Duration.FromDays(3));
            return sheets;
        }

        public Task<CoordinatorsTimetable.Answer> SaveAsync(params (Guid Interview, string Letter, string Second, int Version, string Was)[] lines) =>
            Team.PostAsync(Table, [("id", $"{Form}"), .. lines.SelectMany(line => ((string, string)[])[($"r-{line.Interview:N}", line.Letter), ($"d-{line.Interview:N}", line.Second), ($"v-{line.Interview:N}", $"{line.Version}"), ($"w-{line.Interview:N}", line.Was)])]);

        public Guid Form { get; } = Guid.CreateVersion7();

        public async Task<string> StatesAsync() => string.Join(", ", await Team.Work.AllAsync<string>("SELECT CONCAT(status, ' ', result, ' ', SUBSTRING(CAST(second_interview_on AS char(10)), 1, 10), ' v', version) FROM interview ORDER BY starts_at"));

        public ValueTask DisposeAsync() => Team.DisposeAsync();
    }

    [Fact]
    public async Task A_table_is_entered_with_letters_saved_once_and_told_to_outcomes()
    {
        await using var sheets = await Sheets.StartAsync();
        foreach (var again in Enumerable.Range(0, 2))
            Assert.Equal((HttpStatusCode.SeeOther, $"{CoordinatorsTimetable.Path}{sheets.Table}?done=saved"), await SentAsync(sheets, (sheets.Ada, "C", "18/04/2024", 1, ""), (sheets.Grace, "a", "", 1, "")));
        Assert.Equal("held conclusive 2024-04-18 v2, no_show   v2, booked   v1", await sheets.StatesAsync());
        var page = await sheets.Team.GetAsync($"{sheets.Table}?done=saved");
        Assert.Contains("C’est enregistré", page.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"18/04/2024\"", page.Html, StringComparison.Ordinal);
        Assert.Contains($"/tables/{sheets.Team.Work.GlobexOne}/results", page.Html, StringComparison.Ordinal);
        await sheets.Team.Work.House.SettleAsync();
        Assert.Equal("conclusive", await sheets.Team.Work.House.Outcomes.QueryFirstOrDefaultAsync<string>("SELECT result FROM interview WHERE status = 'held'", null, CancellationToken.None));

        // A result is changed, and somebody who was absent was there after all.
        Assert.Equal(HttpStatusCode.SeeOther, (await SentAsync(sheets, (sheets.Ada, "i", "", 2, "c 18/04/2024"), (sheets.Grace, "u", "", 2, "a"))).Status);
        Assert.Equal("held undecided  v3, held undecided  v3, booked   v1", await sheets.StatesAsync());
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_line_and_nothing_typed_is_lost()
    {
        await using var sheets = await Sheets.StartAsync();
        var answer = await sheets.SaveAsync((sheets.Ada, "x", "18/04/2024", 1, ""), (sheets.Grace, "n", "19/04/2024", 1, ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Une de ces lettres", answer.Text, StringComparison.Ordinal);
        Assert.Contains("ne va qu’avec un résultat concluant", answer.Text, StringComparison.Ordinal);
        foreach (var typed in (string[])["value=\"x\"", "value=\"18/04/2024\"", "value=\"19/04/2024\""])
            Assert.Contains(typed, answer.Html, StringComparison.Ordinal);
        Assert.Equal("booked   v1, booked   v1, booked   v1", await sheets.StatesAsync());
    }

    [Fact]
    public async Task What_somebody_else_noted_meanwhile_is_shown_and_an_untouched_line_is_left_as_it_became()
    {
        await using var sheets = await Sheets.StartAsync();
        await sheets.SaveAsync((sheets.Ada, "n", "", 1, ""));
        // The page of before: Ada's line was touched, and so was Grace's.
        var answer = await sheets.SaveAsync((sheets.Ada, "c", "", 1, ""), (sheets.Grace, "c", "", 1, ""));
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("il dit maintenant : non concluant", answer.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await SentAsync(sheets, (sheets.Ada, "", "", 1, ""), (sheets.Grace, "c", "", 1, ""))).Status);
        Assert.Equal("held not_conclusive  v2, held conclusive  v2, booked   v1", await sheets.StatesAsync());
        Assert.Equal(HttpStatusCode.SeeOther, (await SentAsync(sheets, (sheets.Ada, "c", "", 2, "n"))).Status);
        Assert.Equal("held conclusive  v3, held conclusive  v2, booked   v1", await sheets.StatesAsync());
        var kept = await sheets.SaveAsync((sheets.Ada, "", "", 3, "c"));
        Assert.Contains("il ne s’efface pas", kept.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_that_was_given_away_is_refused_at_its_line_and_the_others_are_saved()
    {
        await using var sheets = await Sheets.StartAsync();
        var work = sheets.Team.Work;
        await sheets.SaveAsync((sheets.Ada, "a", "", 1, ""));
        work.House.Clock.Reset(SiteAtWork.At(8, 50));
        await work.BookAsync(work.AcmeTwo, work.Ada, SiteAtWork.At(9, 0), Booker.Coordinator);
        work.House.Clock.Reset(SiteAtWork.At(12, 0) + Duration.FromDays(3));
        var answer = await sheets.SaveAsync((sheets.Ada, "c", "", 2, "a"), (sheets.Grace, "n", "", 1, ""));
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("donné à quelqu’un d’autre", answer.Text, StringComparison.Ordinal);
        Assert.Equal(["booked", "held", "no_show"], (await work.AllAsync<string>("SELECT status FROM interview WHERE table_id <> (SELECT id FROM interview_table WHERE siret = @Globex)")).Order());
    }

    [Fact]
    public async Task One_page_prints_every_table_with_boxes_and_every_candidate_and_says_what_is_to_enter()
    {
        await using var sheets = await Sheets.StartAsync();
        var print = await sheets.Team.GetAsync("/paper/print");
        Assert.Contains("3 feuilles de table, avec des cases pour les résultats, puis 2 billets", print.Text, StringComparison.Ordinal);
        Assert.Equal(3, print.Html.Split("class=\"table-sheet\"").Length - 1);
        Assert.Contains("Acme · table 1", print.Text, StringComparison.Ordinal);
        Assert.Contains("2 sur 2 à saisir", (await sheets.Team.GetAsync("/paper")).Text, StringComparison.Ordinal);
        await sheets.SaveAsync((sheets.Ada, "c", "", 1, ""));
        Assert.Contains("1 sur 2 à saisir", (await sheets.Team.GetAsync("/paper")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_day_nothing_can_be_entered()
    {
        await using var sheets = await Sheets.StartAsync();
        sheets.Team.Work.House.Clock.Reset(SiteAtWork.At(12, 0) - Duration.FromDays(2));
        var answer = await sheets.SaveAsync((sheets.Ada, "c", "", 1, ""));
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Contains("pas le jour", answer.Text, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string? Location)> SentAsync(Sheets sheets, params (Guid Interview, string Letter, string Second, int Version, string Was)[] lines)
    {
        var answer = await sheets.SaveAsync(lines);
        return (answer.Status, answer.Location);
    }
}
