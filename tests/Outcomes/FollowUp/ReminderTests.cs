using JobDating.Contracts.Registration;
using JobDating.Outcomes.FollowUp;
using JobDating.Platform;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.FollowUp;

/// <summary>Ada does not answer, or does; is reminded, or not.</summary>
public sealed class ReminderTests
{
    private const string Asked = "05-11 Ada, où en êtes-vous aujourd’hui\u00A0?", Reminded = "05-14 Ada, votre réponse nous manque encore", LastReminded = "05-21 Ada, un dernier rappel";
    private static readonly LocalDate _due = new(2024, 5, 11);

    [Theory, EachEngine]
    public async Task Whoever_does_not_answer_is_reminded_after_three_and_ten_days_and_then_left_in_peace(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine);
        await work.SweepDailyAsync(_due, _due.PlusDays(40));
        Assert.Equal([Asked, Reminded, LastReminded], await work.AdasMailsAsync());
        Assert.Equal(["2"], await work.AllAsync("SELECT CAST(reminders AS char(1)) FROM invitation WHERE candidate_id = @Ada"));
    }

    [Theory, EachEngine]
    public async Task Nobody_is_reminded_after_an_answer(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine);
        await work.SweepDailyAsync(_due, _due.PlusDays(2));
        await work.WriteAsync("UPDATE invitation SET answered_at = @Now WHERE candidate_id = @Ada");
        await work.SweepDailyAsync(_due.PlusDays(3), _due.PlusDays(40));
        Assert.Equal([Asked], await work.AdasMailsAsync());
    }

    [Theory]
    [InlineData("candidate", "neither", 1)]
    [InlineData("staff", "neither", 1)]
    // An attempt to reach her is no answer, and what an employer says is not her word.
    [InlineData("staff", "unreachable", 3)]
    public async Task An_answer_that_was_imported_counts_as_much(string source, string situation, int mails)
    {
        await using var work = await WaveHouse.StartAsync();
        await work.SweepAsync(WaveHouse.At(_due));
        await work.HearAsync(new FollowUpAnswersHandedOver
        {
            EditionId = work.Edition,
            ImportId = Guid.CreateVersion7(),
            FileName = "followups.csv",
            FirstLine = 2,
            Columns = ["candidate_code", "answered_at", "source", "siret", "situation"],
            Rows = [new() { Line = 2, CandidateId = work.Ada, AnsweredAt = WaveHouse.At(_due.PlusDays(1)), Source = source, Siret = "", Situation = situation }],
        });
        await work.SweepDailyAsync(_due.PlusDays(1), _due.PlusDays(20));
        Assert.Equal(mails, (await work.AdasMailsAsync()).Count);
        Assert.Equal([mails == 1 ? "1" : "0"], await work.AllAsync("SELECT CAST(COUNT(answered_at) AS char(1)) FROM invitation WHERE candidate_id = @Ada"));
    }

    [Theory, EachEngine]
    public async Task A_mail_that_waits_does_not_leave_after_an_answer(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine);
        await work.HandOverAsync(WaveHouse.At(_due));
        await work.InAsync(tx => TakeBackAsks.ApplyAsync(tx, [work.Ada], CancellationToken.None));
        await work.SendMailsAsync();
        Assert.Empty(work.Files);
    }

    [Theory]
    [InlineData("UPDATE person SET asks_ended_at = @Now WHERE id = @Ada")]
    [InlineData("UPDATE person SET consent_follow_up = 0 WHERE id = @Ada")]
    [InlineData("UPDATE wave SET paused_at = @Now")]
    [InlineData("UPDATE wave SET status = 'closed'")]
    public async Task Whoever_wants_to_be_asked_no_more_or_whose_wave_does_not_ask_is_not_reminded(string what)
    {
        await using var work = await WaveHouse.StartAsync();
        await work.SweepAsync(WaveHouse.At(_due));
        await work.WriteAsync(what);
        await work.SweepDailyAsync(_due.PlusDays(1), _due.PlusDays(20));
        Assert.Equal([Asked], await work.AdasMailsAsync());
    }

    [Theory]
    [InlineData("UPDATE person SET asks_ended_at = @Now WHERE id = @Ada")]
    [InlineData("UPDATE wave SET paused_at = @Now")]
    public async Task Nor_is_anybody_invited(string what)
    {
        await using var work = await WaveHouse.StartAsync();
        await work.WriteAsync(what);
        await work.SweepDailyAsync(_due, _due.PlusDays(20));
        Assert.DoesNotContain("Ada sent", await work.InvitationsAsync());
        Assert.Empty(work.Files);
    }

    [Fact]
    public async Task A_paused_wave_does_not_open_and_opens_when_it_goes_on_in_time()
    {
        await using var work = await WaveHouse.StartAsync();
        await work.WriteAsync("UPDATE wave SET paused_at = @Now");
        await work.SweepDailyAsync(_due, _due.PlusDays(5));
        Assert.Equal("planned", await work.StatusAsync());
        await work.WriteAsync("UPDATE wave SET paused_at = NULL");
        await work.SweepAsync(WaveHouse.At(_due.PlusDays(6)));
        Assert.Equal(["05-17" + Asked[5..]], await work.AdasMailsAsync());
    }

    /// <summary>The first is skipped, the second is still in time; or both are too late.</summary>
    [Theory]
    [InlineData(2, 9, 2)]
    [InlineData(5, 13, 2)]
    [InlineData(2, 13, 1)]
    [InlineData(4, 12, 3)]
    public async Task After_a_standstill_nothing_stale_is_sent_and_nothing_is_heaped_up(int stops, int goesOn, int mails)
    {
        await using var work = await WaveHouse.StartAsync();
        await work.SweepDailyAsync(_due, _due.PlusDays(stops));
        await work.SweepDailyAsync(_due.PlusDays(goesOn), _due.PlusDays(40));
        Assert.Equal(mails, (await work.AdasMailsAsync()).Count);
    }

    [Fact]
    public async Task A_reminder_that_the_mail_server_did_not_take_for_days_does_not_leave_any_more()
    {
        await using var work = await WaveHouse.StartAsync();
        await work.SweepAsync(WaveHouse.At(_due));
        await work.HandOverAsync(WaveHouse.At(_due.PlusDays(3)));
        work.House.Clock.Reset(WaveHouse.At(_due.PlusDays(6), 13));
        await work.SendMailsAsync();
        Assert.Equal([Asked], await work.AdasMailsAsync());
    }

    [Theory, EachEngine]
    public async Task Whoever_was_received_at_two_sites_whose_waves_are_open_gets_one_mail(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine);
        var mons = Guid.CreateVersion7();
        await work.HearAsync(work.Site(mons, 1, "mons", WaveHouse.SiteDate));
        await work.ReceiveAtAsync(work.Ada, mons, WaveHouse.SiteDate);
        await work.SweepDailyAsync(_due, _due.PlusDays(40));
        Assert.Equal(["Ada sent", "Ada sent", "Grace no_address"], await work.InvitationsAsync());
        Assert.Equal([Asked, Reminded, LastReminded], await work.AdasMailsAsync());
    }

    /// <summary>Mons was four days later: its wave waits until Ada was left in peace for a week, and then Ronchin's reminds no more.</summary>
    [Theory, EachEngine]
    public async Task A_wave_that_opens_soon_after_another_waits(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine);
        var (mons, day) = (Guid.CreateVersion7(), WaveHouse.SiteDate.PlusDays(4));
        await work.HearAsync(work.Site(mons, 1, "mons", day));
        await work.ReceiveAtAsync(work.Ada, mons, day);
        await work.SweepDailyAsync(_due, _due.PlusDays(40));
        Assert.Equal(["05-11", "05-14", "05-21", "05-24", "05-31"], (await work.AdasMailsAsync()).Select(mail => mail[..5]));
        Assert.Contains("Mons", (await work.AllAsync("SELECT body FROM mail WHERE about_id = @Ada ORDER BY queued_at"))[2]);
    }

    [Theory]
    [InlineData("fr", "Le 11 avril 2024, vous étiez à Ronchin lors de « Tour 2024 ».", "jusqu’au 10 juin 2024", "Ne plus me demander")]
    [InlineData("en", "On 11 April 2024 you were in Ronchin for “Tour 2024”.", "until 10 June 2024", "Stop asking me")]
    public async Task The_mail_is_in_the_persons_language_with_one_link_of_their_own(string language, params string[] sentences)
    {
        await using var work = await WaveHouse.StartAsync();
        await work.WriteAsync($"UPDATE person SET language = '{language}' WHERE id = @Ada");
        await work.SweepAsync(WaveHouse.At(_due));
        var body = Assert.Single(await work.AllAsync("SELECT body FROM mail")).Replace('\u00A0', ' ');
        Assert.All(sentences, sentence => Assert.Contains(sentence, body));
        var link = Assert.Single(body.Split('\n'), line => line.Contains("/in/", StringComparison.Ordinal));
        Assert.EndsWith("?to=/outcomes/my/follow-up", link);
        Assert.Contains("/outcomes/follow-up/stop/", Assert.Single(await work.AllAsync("SELECT unsubscribe FROM mail")));
    }
}
