using System.Net;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;
using JobDating.Registration.Duplicates;
using JobDating.Registration.OwnPage;
using JobDating.Registration.Registering;
using JobDating.Tests.Registration.Candidates;
using JobDating.Tests.Registration.Registering;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.OwnPage;

/// <summary>Ada on her own page: she changes, cancels, comes back, goes to a workshop, and has her data erased.</summary>
public sealed class OwnPageTests
{
    private const string Page = "/registration/me";

    [Theory]
    [InlineData("fr", "Bonjour Ada")]
    [InlineData("en", "Hello Ada")]
    public async Task The_page_shows_badge_schedule_and_data_in_both_languages(string language, string greeting)
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var id = await Cast.RegisterAsync(tour, "Ada");
        using var ada = await tour.EnterAsync(Role.Candidate, id, id, language);
        Assert.Contains(greeting, await ada.GetAsync(Page));
        Assert.Contains("<svg class=\"own-qr\"", ada.Html);
        Assert.Contains("Ronchin", ada.Html);
        Assert.Contains("06 12 34 56 78", ada.Html);
        Assert.InRange(ada.Html.Length, 1000, 60 * 1024);
        Assert.Contains("/in/", await ada.GetAsync($"{Page}/link"));
    }

    [Fact]
    public async Task Without_the_link_there_is_no_page()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var id = await Cast.RegisterAsync(tour, "Ada");
        using var stranger = tour.Visit();
        foreach (var path in (string[])[Page, $"{Page}/details", $"{Page}/wishes", $"{Page}/erase", $"{Page}/link", $"{Page}/calendar.ics", $"{Page}/sites/{tour.Ronchin}/cancel"])
        {
            await stranger.GetAsync(path);
            Assert.DoesNotContain("Ada", stranger.Html);
            Assert.NotEqual(path, stranger.At.AbsolutePath);
        }
        // A prescriber's link opens no candidate's page.
        using var prescriber = await tour.EnterAsync(Role.Prescriber, Guid.NewGuid(), tour.Emploi);
        await prescriber.GetAsync(Page);
        Assert.Equal(HttpStatusCode.Forbidden, prescriber.Status);
        Assert.NotEqual(Guid.Empty, id);
    }

    [Fact]
    public async Task She_cancels_after_being_asked_and_registers_again()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var id = await Cast.RegisterAsync(tour, "Ada");
        using var ada = await tour.EnterAsync(Role.Candidate, id, id);
        await ada.GetAsync($"{Page}/sites/{tour.Ronchin}/cancel");
        Assert.Contains("Annuler ma venue à Ronchin", ada.Html);
        await ada.PostAsync($"{Page}/sites/{tour.Ronchin}/cancel");
        Assert.Equal(Page, ada.At.AbsolutePath);
        Assert.Contains("annulé par vous", ada.Html);
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM registration WHERE cancelled_at IS NOT NULL"));
        await tour.House.SettleAsync();
        Assert.Equal(0, (await tour.House.BilanAsync("2023")).Total.Registered);

        await ada.PostAsync($"{Page}/sites/{tour.Ronchin}");
        await ada.PostAsync($"{Page}/sites/{tour.Tourcoing}");
        await ada.PostAsync($"{Page}/sites/{tour.Tourcoing}");
        Assert.Equal(2, await tour.CountAsync("SELECT COUNT(*) FROM registration WHERE cancelled_at IS NULL"));
        await ada.PostAsync($"{Page}/sites/{tour.Wattrelos}");
        Assert.Equal(HttpStatusCode.Conflict, ada.Status);
        Assert.Contains("Wattrelos est passé", ada.Html);
        await ada.GetAsync($"{Page}/sites/{tour.Wattrelos}/cancel");
        Assert.Equal(HttpStatusCode.NotFound, ada.Status);
        await ada.GetAsync(Page);
        await ada.PostAsync($"{Page}/sites/{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, ada.Status);
    }

    [Fact]
    public async Task Two_tabs_that_change_the_same_data_are_told_and_nothing_is_lost()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var id = await Cast.RegisterAsync(tour, "Ada");
        using var one = await tour.EnterAsync(Role.Candidate, id, id);
        using var other = await tour.EnterAsync(Role.Candidate, id, id);
        await one.GetAsync($"{Page}/details");
        await other.GetAsync($"{Page}/details");
        await one.PostAsync($"{Page}/details", ("firstName", "Ada"), ("lastName", "Byron"), ("birthDate", "10/12/1965"), ("phone", "0612345678"));
        Assert.Equal(Page, one.At.AbsolutePath);
        await other.PostAsync($"{Page}/details", ("firstName", "Ada"), ("lastName", "King"), ("birthDate", "10/12/1965"), ("commune", "Lille"));
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        Assert.Contains("value=\"King\"", other.Html);
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM candidate WHERE last_name = 'Byron'"));
        // Having read the sentence, she may.
        await other.PostAsync($"{Page}/details", ("firstName", "Ada"), ("lastName", "King"), ("birthDate", "10/12/1965"), ("commune", "Lille"));
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM candidate WHERE last_name = 'King' AND phone IS NULL AND commune = 'Lille'"));
        await tour.House.SettleAsync();
        Assert.Equal("King", await tour.House.Scheduling.QueryFirstOrDefaultAsync<string>("SELECT last_name FROM candidate", null, CancellationToken.None));

        await other.GetAsync($"{Page}/details");
        await other.PostAsync($"{Page}/details", ("firstName", "<b>"), ("lastName", ""), ("birthDate", "x"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Contains("value=\"&lt;b&gt;\"", other.Html);
    }

    [Fact]
    public async Task Wishes_are_changed_in_order_and_a_second_tab_is_told()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var id = await Cast.RegisterAsync(tour, "Ada");
        using var one = await tour.EnterAsync(Role.Candidate, id, id);
        using var other = await tour.EnterAsync(Role.Candidate, id, id);
        await one.GetAsync($"{Page}/wishes");
        await other.GetAsync($"{Page}/wishes");
        Assert.DoesNotContain("Soudeur", one.Html);
        await one.PostAsync($"{Page}/wishes", ($"rank-{tour.Cook:N}", "1"), ($"rank-{tour.Baker:N}", "2"), ("go", "save"));
        Assert.Equal(2, await tour.CountAsync("SELECT COUNT(*) FROM wish"));
        await other.PostAsync($"{Page}/wishes", ($"rank-{tour.Baker:N}", "1"), ("go", "save"));
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        Assert.Equal(2, await tour.CountAsync("SELECT COUNT(*) FROM wish"));
        await other.PostAsync($"{Page}/wishes", ($"rank-{tour.Baker:N}", "1"), ("go", "save"));
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM wish WHERE rank = 1 AND offer_id = @Baker", new { tour.Baker }));
        await tour.House.SettleAsync();
        Assert.Equal(1, await tour.House.Scheduling.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM wish", null, CancellationToken.None));
    }

    [Theory, EachEngine]
    public async Task A_wish_for_an_employer_who_no_longer_comes_stays_until_she_takes_it_off(Engine engine)
    {
        await using var tour = await ComingTour.StartAsync(engine, listen: true);
        var id = await Cast.RegisterAsync(tour, "Ada");
        using var ada = await tour.EnterAsync(Role.Candidate, id, id);
        await ada.GetAsync($"{Page}/wishes");
        await ada.PostAsync($"{Page}/wishes", ($"rank-{tour.Cook:N}", "1"), ($"rank-{tour.Baker:N}", "2"), ("go", "save"));
        await WriteAsync(tour, "UPDATE attendance SET status = 'absent'");
        await WriteAsync(tour, "UPDATE offer SET withdrawn_at = '2024-01-01' WHERE code = 'O1'");
        await ada.GetAsync($"{Page}/wishes");
        Assert.Matches("Cuisinière.{0,80}ne vient plus", ada.Html.ReplaceLineEndings(" "));
        Assert.Matches("Boulanger.{0,80}offre retirée", ada.Html.ReplaceLineEndings(" "));
        await ada.PostAsync($"{Page}/wishes", ($"rank-{tour.Cook:N}", "2"), ($"rank-{tour.Baker:N}", "1"), ($"rank-{tour.Welder:N}", "3"), ("go", "save"));
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM wish WHERE rank = 2 AND offer_id = @Cook", new { tour.Cook }));
        Assert.Equal(2, await tour.CountAsync("SELECT COUNT(*) FROM wish"));
        await ada.GetAsync($"{Page}/wishes");
        await ada.PostAsync($"{Page}/wishes", ($"rank-{tour.Cook:N}", ""), ($"rank-{tour.Baker:N}", "1"), ("go", "save"));
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM wish"));
        await ada.GetAsync($"{Page}/wishes");
        Assert.DoesNotContain("Cuisinière", ada.Html);
    }

    [Fact]
    public async Task Workshops_after_her_last_site_are_folded_away()
    {
        await using var tour = await ComingTour.StartAsync(listen: true, with: archive => archive.With("workshops.csv", "code,name,audience,starts_at,place,capacity",
            "W1,Le jour même,candidates,2024-04-11T18:00,Lille,9", "W2,Bien plus tard,candidates,2024-04-12T09:30,Lille,9"));
        var id = await Cast.RegisterAsync(tour, "Ada");
        using var ada = await tour.EnterAsync(Role.Candidate, id, id);
        await ada.GetAsync(Page);
        int At(string text) => ada.Html.IndexOf(text, StringComparison.Ordinal);
        Assert.True(0 < At("Le jour même") && At("Le jour même") < At("Ateliers après vos lieux") && At("Ateliers après vos lieux") < At("Bien plus tard"));
        // What she has a place in she sees at once.
        await ada.PostAsync($"{Page}/workshops/{await tour.IdAsync("workshop", "W2")}");
        Assert.DoesNotContain("Ateliers après vos lieux", await ada.GetAsync(Page));
    }

    [Fact]
    public async Task A_workshop_has_one_place_which_is_taken_and_given_back()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var (adaId, graceId) = (await Cast.RegisterAsync(tour, "Ada"), await Cast.RegisterAsync(tour, "Grace"));
        using var ada = await tour.EnterAsync(Role.Candidate, adaId, adaId);
        using var grace = await tour.EnterAsync(Role.Candidate, graceId, graceId);
        await grace.GetAsync(Page);
        await ada.GetAsync(Page);
        await ada.PostAsync($"{Page}/workshops/{tour.Workshop}");
        Assert.Contains("place réservée", ada.Html);
        await grace.PostAsync($"{Page}/workshops/{tour.Workshop}");
        Assert.Equal(HttpStatusCode.Conflict, grace.Status);
        await ada.PostAsync($"{Page}/workshops/{tour.Workshop}/withdraw");
        await grace.GetAsync(Page);
        await grace.PostAsync($"{Page}/workshops/{tour.Workshop}");
        Assert.Contains("place réservée", grace.Html);
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM workshop_attendance WHERE attended = 0 AND withdrawn_at IS NULL AND candidate_id = @Id", new { Id = graceId }));
        await ada.GetAsync(Page);
        await ada.PostAsync($"{Page}/workshops/{await tour.IdAsync("workshop", "W2")}");
        Assert.Equal(HttpStatusCode.NotFound, ada.Status);
    }

    [Fact]
    public async Task The_consent_to_be_asked_is_withdrawn_and_given_again_with_its_words()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var id = await Cast.RegisterAsync(tour, "Ada");
        tour.House.Clock.AdvanceDays(1);
        using var later = await tour.EnterAsync(Role.Candidate, id, id);
        await later.GetAsync(Page);
        await later.PostAsync($"{Page}/follow-up", ("agree", "no"));
        await later.PostAsync($"{Page}/follow-up", ("agree", "no"));
        // The day of the last word, yes or no: of two entries of one person the later word counts.
        Assert.Equal(new LocalDate(2024, 1, 16), await tour.House.Registration.QueryFirstOrDefaultAsync<LocalDate>("SELECT consented_on FROM candidate", null, CancellationToken.None));
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM consent WHERE purpose = 'follow_up' AND withdrawn_at IS NOT NULL"));
        await tour.House.SettleAsync();
        Assert.Equal(0, await tour.House.Outcomes.QueryFirstOrDefaultAsync<int>("SELECT consent_follow_up FROM person", null, CancellationToken.None));
        await later.PostAsync($"{Page}/follow-up", ("agree", "yes"));
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM consent WHERE purpose = 'follow_up' AND withdrawn_at IS NULL AND noted_by = @By", new { By = $"candidate {id}" }));
    }

    [Fact]
    public async Task She_has_her_data_erased_after_being_asked_and_her_link_is_dead()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var id = await Cast.RegisterAsync(tour, "Ada");
        using var ada = await tour.EnterAsync(Role.Candidate, id, id);
        using var otherPhone = await tour.EnterAsync(Role.Candidate, id, id);
        await ada.GetAsync($"{Page}/erase");
        Assert.Contains("Vos données vont être effacées", ada.Html);
        Assert.Equal(0, await tour.CountAsync("SELECT COUNT(*) FROM candidate WHERE erased_at IS NOT NULL"));
        await ada.PostAsync($"{Page}/erase");
        Assert.Equal((HttpStatusCode.OK, "/registration/erased"), (ada.Status, ada.At.AbsolutePath));
        Assert.Equal(1, await tour.CountAsync("SELECT COUNT(*) FROM candidate WHERE erased_at IS NOT NULL AND email IS NULL"));
        foreach (var reader in (Reader[])[ada, otherPhone])
        {
            await reader.GetAsync(Page);
            Assert.DoesNotContain("Ada", reader.Html);
            Assert.NotEqual(Page, reader.At.AbsolutePath);
        }
    }

    /// <summary>Anybody may register under Ada's name; being merged with her opens nothing of hers.</summary>
    [Fact]
    public async Task Whose_entry_was_merged_does_not_come_to_the_page_of_the_one_kept()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var (kept, gone) = (await Cast.RegisterAsync(tour, "Ada"), await Cast.RegisterAsync(tour, "Ada"));
        using var before = await tour.EnterAsync(Role.Candidate, gone, gone);
        await using (var tx = await tour.House.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            var rows = await FindCandidates.ByIdAsync(tx, [kept, gone], CancellationToken.None);
            await MergeCandidates.ApplyAsync(tx, rows[kept], rows[gone], new HashSet<string>(), CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        using var after = await tour.EnterAsync(Role.Candidate, gone, gone);
        await before.GetAsync(Page);
        Assert.NotEqual(Page, before.At.AbsolutePath);
        await after.GetAsync(Page);
        Assert.Equal(HttpStatusCode.Gone, after.Status);
    }

    [Fact]
    public async Task A_button_pressed_from_another_page_does_nothing()
    {
        await using var tour = await ComingTour.StartAsync(listen: true);
        var id = await Cast.RegisterAsync(tour, "Ada");
        using var ada = await tour.EnterAsync(Role.Candidate, id, id);
        foreach (var path in (string[])[$"{Page}/erase", $"{Page}/sites/{tour.Ronchin}/cancel", $"{Page}/workshops/{tour.Workshop}", $"{Page}/follow-up", $"{Page}/details", $"{Page}/wishes"])
        {
            await ada.PostAsync(path, ("__RequestVerificationToken", "not ours"), ("agree", "no"));
            Assert.Equal(HttpStatusCode.BadRequest, ada.Status);
        }
        Assert.Equal(0, await tour.CountAsync("SELECT COUNT(*) FROM candidate WHERE erased_at IS NOT NULL"));
    }

    /// <summary>Over the change to summer time: nine o'clock stays nine o'clock in Paris.</summary>
    [Fact]
    public void The_calendar_file_is_in_the_editions_zone()
    {
        var edition = new SitesToCome.Edition { Name = "Tour", TimeZone = "Europe/Paris" };
        ReadOwnPage.Site Site(LocalDate date, LocalTime? opens) => new() { Id = Guid.NewGuid(), Code = "s", Name = "Ronchin", Address = "1, place ; \\ Mairie", Date = date, OpensAt = opens, ClosesAt = opens?.PlusHours(8) };
        var text = OwnCalendar.Write(edition, [Site(new(2024, 3, 30), new(9, 0)), Site(new(2024, 3, 31), new(9, 0)), Site(new(2024, 4, 1), null)],
            [new() { Code = "w", Name = "CV", StartsAt = Instant.FromUtc(2024, 3, 31, 8, 30) }], [], Instant.FromUtc(2024, 1, 1, 0, 0));
        Assert.Contains("BEGIN:VTIMEZONE", text);
        Assert.Contains("DTSTART;TZID=Europe/Paris:20240330T090000", text);
        Assert.Contains("DTSTART;TZID=Europe/Paris:20240331T090000", text);
        Assert.Contains("DTEND;TZID=Europe/Paris:20240331T170000", text);
        Assert.Contains("DTSTART;VALUE=DATE:20240401", text);
        Assert.Contains("DTSTART;TZID=Europe/Paris:20240331T103000", text);
        Assert.Contains("1\\, place \\; \\\\ Mairie", text);
    }

    private static async Task WriteAsync(ComingTour tour, string sql)
    {
        await using var tx = await tour.House.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        await tx.ExecuteAsync(sql, null, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }
}
