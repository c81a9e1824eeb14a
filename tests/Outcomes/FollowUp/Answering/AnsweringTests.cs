using System.Net;
using JobDating.Contracts.Registration;
using JobDating.Outcomes.Exports;
using JobDating.Platform;
using JobDating.Tests.Registration.Accounts;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.FollowUp.Answering;

/// <summary>The question after the event: one tap answers it, what is added or changed takes the place of what was said before, and every day keeps what was known then.</summary>
public sealed class AnsweringTests
{
    private const string Page = AfterRonchin.Page;

    [Theory, EachEngine]
    public async Task Each_answer_is_one_row_and_counts_at_once(Engine engine)
    {
        await using var at = await AfterRonchin.StartAsync(engine);
        using var grace = await at.EnterAsync(at.GraceId);
        using var carol = await at.EnterAsync(at.CarolId);
        Assert.Equal((0, 0, 0), await at.FiguresAsync(5, 12));
        foreach (var (who, situation) in ((Browser, string)[])[(at.Ada, "hired"), (grace, "training"), (carol, "neither")])
        {
            using var answer = await AfterRonchin.TapAsync(who, situation);
            Assert.Equal((HttpStatusCode.SeeOther, $"{Page}?done=answered"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        }
        Assert.Equal((1, 1, 3), await at.FiguresAsync(5, 12));
        Assert.Equal((0, 0, 0), await at.FiguresAsync(5, 11));
        Assert.Equal(["hired", "training", "neither"], [.. await at.AnswersAsync(at.AdaId), .. await at.AnswersAsync(at.GraceId), .. await at.AnswersAsync(at.CarolId)]);
        Assert.Equal(3, await at.CountAsync("invitation WHERE answered_at IS NOT NULL"));
        Assert.Equal(3, await at.CountAsync("follow_up_answer WHERE wave_id IS NOT NULL"));
        Assert.Equal("answer recorded: candidate hired, answer recorded: candidate training, answer recorded: candidate neither", await at.AuditAsync());
        Assert.Contains("Your answer has been recorded", await carol.ReadAsync($"{Page}?done=answered"), StringComparison.Ordinal);
        Assert.DoesNotContain("Which contract", await carol.ReadAsync(Page), StringComparison.Ordinal);
        await AfterRonchin.AddAsync(grace, ("startedOn", "2/5/2024"));
        Assert.Equal(["training withdrawn", "training 2024-05-02"], await at.AnswersAsync(at.GraceId));
        Assert.Equal((1, 1, 3), await at.FiguresAsync(5, 12));
    }

    [Theory, EachEngine]
    public async Task What_is_added_takes_the_place_of_the_first_tap_and_nobody_counts_twice(Engine engine)
    {
        await using var at = await AfterRonchin.StartAsync(engine);
        await AfterRonchin.TapAsync(at.Ada, "hired");
        var page = await at.Ada.ReadAsync(Page);
        Assert.True(page.IndexOf("Acme", StringComparison.Ordinal) < page.IndexOf("Globex", StringComparison.Ordinal) && page.IndexOf("Globex", StringComparison.Ordinal) < page.IndexOf("Elsewhere", StringComparison.Ordinal));
        at.To(5, 14);
        using var answer = await AfterRonchin.AddAsync(at.Ada, ("contractType", "CDD"), ("startedOn", "02/05/2024"), ("endedOn", "1/11/2024"), ("employer", AfterRonchin.Acme));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(["hired withdrawn", $"hired {AfterRonchin.Acme} CDD 2024-05-02 2024-11-01"], await at.AnswersAsync(at.AdaId));
        foreach (var day in (int[])[12, 13, 14, 15])
            Assert.Equal((1, 0, 1), await at.FiguresAsync(5, day));
        Assert.Equal("answer recorded: candidate hired, answer recorded: candidate hired, answer withdrawn: candidate hired", string.Join(", ", (await at.AuditAsync()).Split(", ").Order(StringComparer.Ordinal)));
        Assert.Contains("Acme", await at.Ada.ReadAsync(Page), StringComparison.Ordinal);
        using var exported = new MemoryStream();
        await ExportAnswers.WriteAsync(at.House.Outcomes, "2024", () => exported, CancellationToken.None);
        Assert.Equal(2, System.Text.Encoding.UTF8.GetString(exported.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Business_creation_needs_nobody_and_elsewhere_names_none()
    {
        await using var at = await AfterRonchin.StartAsync();
        await AfterRonchin.TapAsync(at.Ada, "hired");
        await AfterRonchin.AddAsync(at.Ada, ("contractType", "business_creation"), ("employer", AfterRonchin.Acme));
        Assert.Equal("hired business_creation", (await at.AnswersAsync(at.AdaId))[^1]);
        await AfterRonchin.AddAsync(at.Ada, ("contractType", "temp"), ("employer", "elsewhere"));
        Assert.Equal("hired temp", (await at.AnswersAsync(at.AdaId))[^1]);
        // Somebody she never met cannot be named.
        using var other = await AfterRonchin.AddAsync(at.Ada, ("employer", "35600000000048"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal((1, 0, 1), await at.FiguresAsync(5, 12));
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_the_first_answer_stands()
    {
        await using var at = await AfterRonchin.StartAsync();
        await AfterRonchin.TapAsync(at.Ada, "hired");
        using var answer = await AfterRonchin.AddAsync(at.Ada, ("contractType", "CDD"), ("startedOn", "2/5/2024"), ("endedOn", "1/4/2024"), ("employer", AfterRonchin.Globex));
        var page = await AfterRonchin.TextAsync(answer);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("The end is before the beginning", page, StringComparison.Ordinal);
        Assert.Contains("value=\"1/4/2024\"", page, StringComparison.Ordinal);
        Assert.Matches($"value=\"{AfterRonchin.Globex}\" checked", page);
        Assert.Equal(["hired"], await at.AnswersAsync(at.AdaId));
        using var none = await AfterRonchin.TapAsync(at.Ada, "retired");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
    }

    [Theory, EachEngine]
    public async Task A_changed_answer_counts_from_the_day_of_the_change_and_the_days_before_keep_what_was_known(Engine engine)
    {
        await using var at = await AfterRonchin.StartAsync(engine);
        await AfterRonchin.TapAsync(at.Ada, "hired");
        at.To(5, 15);
        await AfterRonchin.TapAsync(at.Ada, "training");
        at.To(5, 20);
        await AfterRonchin.TapAsync(at.Ada, "neither");
        Assert.Equal(["hired withdrawn", "training withdrawn", "neither"], await at.AnswersAsync(at.AdaId));
        Assert.Equal((1, 0, 1), await at.FiguresAsync(5, 12));
        Assert.Equal((1, 0, 1), await at.FiguresAsync(5, 14));
        Assert.Equal((0, 1, 1), await at.FiguresAsync(5, 15));
        Assert.Equal((0, 1, 1), await at.FiguresAsync(5, 19));
        Assert.Equal((0, 0, 1), await at.FiguresAsync(5, 20));
        Assert.Equal((0, 0, 1), await at.FiguresAsync(12, 31));
        Assert.Equal(2, await at.CountAsync("audit WHERE act = 'answer withdrawn'"));
        // An archive of before names what was withdrawn: it stays so.
        var former = (await at.House.Outcomes.QueryAsync<Instant>("SELECT answered_at FROM follow_up_answer WHERE situation = 'hired'", null, CancellationToken.None)).Single();
        await at.HearAsync(new FollowUpAnswersHandedOver
        {
            ImportId = Guid.CreateVersion7(),
            EditionId = at.Edition,
            FileName = "followups.csv",
            FirstLine = 2,
            Columns = [],
            Rows = [new() { Line = 2, CandidateId = at.AdaId, AnsweredAt = former, Source = "candidate", Siret = "", Situation = "hired" }],
        });
        Assert.Equal((0, 0, 1), await at.FiguresAsync(5, 20));
    }

    [Fact]
    public async Task The_same_again_changes_nothing_and_keeps_the_details()
    {
        await using var at = await AfterRonchin.StartAsync();
        var open = await (await at.Ada.GetAsync(Page)).Content.ReadAsStringAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => at.Ada.SendPageAsync(open, Page, Page, ("situation", "hired"))));
        Assert.Equal(["hired"], await at.AnswersAsync(at.AdaId));
        await AfterRonchin.AddAsync(at.Ada, ("contractType", "CDI"), ("employer", AfterRonchin.Acme));
        await AfterRonchin.AddAsync(at.Ada, ("contractType", "CDI"), ("employer", AfterRonchin.Acme));
        await AfterRonchin.TapAsync(at.Ada, "hired");
        Assert.Equal(["hired withdrawn", $"hired {AfterRonchin.Acme} CDI"], await at.AnswersAsync(at.AdaId));
    }

    [Theory, EachEngine]
    public async Task Of_two_devices_at_once_one_answer_stands(Engine engine)
    {
        await using var at = await AfterRonchin.StartAsync(engine);
        using var phone = await at.EnterAsync(at.AdaId);
        // Each has the page open already: its first form brings the cookie that the others are checked by.
        await at.Ada.GetAsync(Page);
        await phone.GetAsync(Page);
        string[] situations = ["hired", "training", "neither"];
        for (var round = 0; round < 6; round++)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(turn => Task.Run(() => AfterRonchin.TapAsync(turn % 2 == 0 ? at.Ada : phone, situations[(turn + round) % 3]))));
            Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
            Assert.Equal(1, await at.CountAsync("follow_up_answer WHERE withdrawn_at IS NULL"));
            var (hires, training, answered) = await at.FiguresAsync(5, 12);
            Assert.Equal((true, 1), (hires + training <= 1, answered));
        }
        Assert.Equal(0, await at.CountAsync("follow_up_answer WHERE withdrawn_at < answered_at"));
    }

    [Theory, EachEngine]
    public async Task Of_answers_in_the_same_instant_the_last_stands(Engine engine)
    {
        await using var at = await AfterRonchin.StartAsync(engine);
        at.House.Clock.AutoAdvance = Duration.Zero;
        foreach (var situation in (string[])["hired", "training", "hired", "neither", "hired"])
            await AfterRonchin.TapAsync(at.Ada, situation);
        Assert.Equal(["hired", "neither withdrawn", "training withdrawn"], (await at.AnswersAsync(at.AdaId)).Order(StringComparer.Ordinal));
        Assert.Equal((1, 0, 1), await at.FiguresAsync(5, 12));
    }

    [Theory, EachEngine]
    public async Task Once_the_wave_is_closed_the_answer_is_refused_in_words(Engine engine)
    {
        await using var at = await AfterRonchin.StartAsync(engine);
        await AfterRonchin.TapAsync(at.Ada, "neither");
        var open = await (await at.Ada.GetAsync($"{Page}?change=yes")).Content.ReadAsStringAsync();
        await at.WriteAsync("UPDATE wave SET status = 'closed'");
        using var late = await at.Ada.SendPageAsync(open, Page, Page, ("situation", "hired"));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("This question is closed", await AfterRonchin.TextAsync(late), StringComparison.Ordinal);
        Assert.Equal(["neither"], await at.AnswersAsync(at.AdaId));
        var page = await at.Ada.ReadAsync(Page);
        Assert.Contains("not asking you anything at the moment", page, StringComparison.Ordinal);
        Assert.Contains("Neither", page, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"situation\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_ended_by_its_date_is_closed_before_any_sweep_says_so()
    {
        await using var at = await AfterRonchin.StartAsync();
        await at.WriteAsync("UPDATE wave SET due_on = '2024-04-01'");
        using var late = await at.Ada.SendAsync(Page, $"{Page}/asks", ("agree", "yes"));
        Assert.Contains("The last question was open until 1 May 2024", await at.Ada.ReadAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_answer_is_for_all_waves_that_are_open_and_a_later_wave_asks_anew()
    {
        await using var at = await AfterRonchin.StartAsync();
        var second = Guid.CreateVersion7();
        await at.OpenAsync(second, 2, new(2024, 5, 12));
        await AfterRonchin.TapAsync(at.Ada, "hired");
        await AfterRonchin.AddAsync(at.Ada, ("contractType", "CDI"), ("employer", AfterRonchin.Acme));
        Assert.Equal(2, await at.CountAsync("invitation WHERE answered_at IS NOT NULL"));
        await at.WriteAsync("UPDATE wave SET status = 'closed' WHERE id = @Wave", new { at.Wave });
        // The other is still open: what was said may be changed.
        await AfterRonchin.TapAsync(at.Ada, "neither");
        Assert.Equal((0, 0, 1), await at.FiguresAsync(5, 12));
        await AfterRonchin.TapAsync(at.Ada, "hired");
        await AfterRonchin.AddAsync(at.Ada, ("contractType", "CDI"), ("employer", AfterRonchin.Acme));
        await at.WriteAsync("UPDATE wave SET status = 'closed'");
        at.To(5, 13);
        await at.OpenAsync(Guid.CreateVersion7(), 3, new(2024, 5, 13));
        Assert.Contains("name=\"situation\"", await at.Ada.ReadAsync(Page), StringComparison.Ordinal);
        await AfterRonchin.TapAsync(at.Ada, "hired");
        // What she said last time may still be so, and is offered.
        Assert.Matches($"value=\"{AfterRonchin.Acme}\" checked", await at.Ada.ReadAsync(Page));
        Assert.Equal(2, await at.CountAsync("follow_up_answer WHERE withdrawn_at IS NULL"));
        Assert.Equal((1, 0, 1), await at.FiguresAsync(5, 13));
    }

    [Fact]
    public async Task An_answer_to_a_later_wave_that_was_closed_answers_the_older_one_that_still_asks()
    {
        await using var at = await AfterRonchin.StartAsync();
        var second = Guid.CreateVersion7();
        await at.OpenAsync(second, 2, new(2024, 5, 12));
        await AfterRonchin.TapAsync(at.Ada, "training");
        await at.WriteAsync("UPDATE wave SET status = 'closed' WHERE id = @second", new { second });
        Assert.Contains("\"isAsked\":false", await at.Ada.ReadAsync("/outcomes/api/my/follow-up"), StringComparison.Ordinal);
        // The older one is open: what was said may still be changed.
        at.To(5, 13);
        await AfterRonchin.TapAsync(at.Ada, "hired");
        Assert.Contains("\"isAsked\":false", await at.Ada.ReadAsync("/outcomes/api/my/follow-up"), StringComparison.Ordinal);
        Assert.Equal((1, 0, 1), await at.FiguresAsync(5, 13));
        Assert.Equal(2, await at.CountAsync("invitation WHERE answered_at IS NOT NULL"));
    }

    [Fact]
    public async Task A_wave_that_opens_while_another_is_open_asks_anew_and_unsays_nothing()
    {
        await using var at = await AfterRonchin.StartAsync();
        await AfterRonchin.TapAsync(at.Ada, "hired");
        await at.OpenAsync(Guid.CreateVersion7(), 4, new(2024, 5, 12));
        Assert.Contains("name=\"situation\"", await at.Ada.ReadAsync(Page), StringComparison.Ordinal);
        // The job has ended since: a hire it was.
        at.To(5, 20);
        await AfterRonchin.TapAsync(at.Ada, "neither");
        Assert.Equal(["hired", "neither"], await at.AnswersAsync(at.AdaId));
        Assert.Equal((1, 0, 1), await at.FiguresAsync(5, 20));
        Assert.Equal(2, await at.CountAsync("invitation WHERE answered_at IS NOT NULL"));
    }

    [Theory, EachEngine]
    public async Task Two_entries_of_one_person_that_answered_the_same_wave_leave_the_later_answer(Engine engine)
    {
        await using var at = await AfterRonchin.StartAsync(engine);
        using var twin = await at.EnterAsync(at.GraceId);
        await AfterRonchin.TapAsync(at.Ada, "hired");
        await twin.SendAsync(Page, $"{Page}/asks", ("agree", "no"));
        at.To(5, 16);
        await AfterRonchin.TapAsync(twin, "training");
        await at.HearAsync(new CandidatesMerged { EditionId = at.Edition, KeptId = at.AdaId, GoneId = at.GraceId, KeptVersion = 2, GoneVersion = 2 });
        Assert.Equal(["hired withdrawn", "training"], await at.AnswersAsync(at.AdaId));
        Assert.Equal((1, 0, 1), await at.FiguresAsync(5, 15));
        Assert.Equal((0, 1, 1), await at.FiguresAsync(5, 16));
        Assert.Equal(1, await at.CountAsync("invitation WHERE answered_at IS NOT NULL"));
        Assert.Equal(1, await at.CountAsync("person WHERE asks_ended_at IS NOT NULL"));
        Assert.Contains("no longer ask", await at.Ada.ReadAsync(Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_language_of_a_person_is_kept()
    {
        await using var at = await AfterRonchin.StartAsync();
        Assert.Equal(["en"], await at.House.Outcomes.QueryAsync<string>("SELECT language FROM person WHERE language IS NOT NULL", null, CancellationToken.None));
        await at.HearAsync(new CandidatesSaved { EditionId = at.Edition, Candidates = [new() { Id = at.AdaId, Version = 2, Code = "Ada", LastName = "Lovelace", FirstName = "Ada", Language = "fr" }] });
        Assert.Equal(["fr"], await at.House.Outcomes.QueryAsync<string>("SELECT language FROM person WHERE language IS NOT NULL", null, CancellationToken.None));
    }

    [Fact]
    public async Task A_program_reads_and_answers_the_same_question()
    {
        await using var at = await AfterRonchin.StartAsync();
        Assert.Contains("\"isAsked\":true", await at.Ada.ReadAsync("/outcomes/api/my/follow-up"), StringComparison.Ordinal);
        await AfterRonchin.TapAsync(at.Ada, "hired");
        Assert.Contains("\"situation\":\"hired\"", await at.Ada.ReadAsync("/outcomes/api/my/follow-up"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_is_small_and_in_both_languages()
    {
        await using var at = await AfterRonchin.StartAsync();
        await AfterRonchin.TapAsync(at.Ada, "hired");
        Assert.InRange((await (await at.Ada.GetAsync(Page)).Content.ReadAsByteArrayAsync()).Length, 1_000, 60_000);
        await at.Ada.GetAsync("/ui/language/fr?back=/");
        Assert.Contains("Quelques précisions sur votre emploi", await at.Ada.ReadAsync(Page), StringComparison.Ordinal);
    }
}
