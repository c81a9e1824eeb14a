using JobDating.Platform;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.FollowUp;

/// <summary>Ada was asked by mail, and it turns out that no mail reaches her: she is for the telephone. And what a killed sender had in its hands.</summary>
public sealed class UnreachedTests
{
    private static readonly LocalDate _due = new(2024, 5, 11);

    [Theory]
    [InlineData("UPDATE person SET email = 'ada at example' WHERE id = @Ada")]
    [InlineData("UPDATE person SET email = NULL WHERE id = @Ada")]
    public async Task Whoever_has_no_address_any_more_when_a_reminder_is_due_is_to_be_phoned(string what)
    {
        await using var work = await WaveHouse.StartAsync();
        await work.SweepAsync(WaveHouse.At(_due));
        await work.WriteAsync(what);
        await work.SweepDailyAsync(_due.PlusDays(1), _due.PlusDays(20));
        Assert.Equal(["Ada no_address", "Grace no_address"], await work.InvitationsAsync());
        Assert.Equal(["0"], await work.AllAsync("SELECT CAST(reminders AS char(1)) FROM invitation WHERE candidate_id = @Ada"));
        Assert.Single(await work.AdasMailsAsync());
    }

    [Theory, EachEngine]
    public async Task Whoevers_mail_was_refused_for_good_is_to_be_phoned_and_not_reminded(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine);
        foreach (var name in (string[])["Barbara Liskov", "Carol Shaw"])
            await work.ReceiveAsync(name, $"{name[..3]}@example.org");
        await work.SweepAsync(WaveHouse.At(_due));
        await work.WriteAsync("UPDATE mail SET status = 'refused' WHERE about_id = @Ada");
        await work.WriteAsync("UPDATE mail SET status = 'bounced' WHERE to_address = 'Bar@example.org'");
        // Carol's came back too, but she has given another address since.
        await work.WriteAsync("UPDATE mail SET status = 'bounced' WHERE to_address = 'Car@example.org'");
        await work.WriteAsync("UPDATE person SET email = 'carol@example.org' WHERE email = 'Car@example.org'");
        await work.SweepDailyAsync(_due.PlusDays(1), _due.PlusDays(3));
        Assert.Equal(["Ada no_address", "Barbara Liskov no_address", "Carol Shaw sent", "Grace no_address"], await work.InvitationsAsync());
        Assert.Equal(["carol@example.org"], await work.AllAsync("SELECT to_address FROM mail WHERE queued_at > '2024-05-12' ORDER BY to_address"));
    }

    [Fact]
    public async Task Whoever_has_answered_all_the_same_is_not_to_be_phoned()
    {
        await using var work = await WaveHouse.StartAsync();
        await work.SweepAsync(WaveHouse.At(_due));
        await work.WriteAsync("UPDATE invitation SET answered_at = @Now WHERE candidate_id = @Ada");
        await work.WriteAsync("UPDATE mail SET status = 'bounced' WHERE about_id = @Ada");
        await work.SweepDailyAsync(_due.PlusDays(1), _due.PlusDays(4));
        Assert.Equal(["Ada sent", "Grace no_address"], await work.InvitationsAsync());
    }

    [Theory, EachEngine]
    public async Task What_a_killed_sender_had_in_its_hands_does_not_leave_after_an_answer(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine);
        await work.HandOverAsync(WaveHouse.At(_due));
        var rows = new MailRows(work.Db);
        var mail = Assert.Single(await rows.DueAsync(Mail.ByMail, 10, CancellationToken.None));
        Assert.True(await rows.NextAsync(null, mail.Id, Guid.NewGuid(), CancellationToken.None));
        await work.InAsync(tx => JobDating.Outcomes.FollowUp.TakeBackAsks.ApplyAsync(tx, [work.Ada], CancellationToken.None));
        work.House.Clock.Advance(MailRows.Lease + Duration.FromMinutes(1));
        await work.SendMailsAsync();
        Assert.Empty(work.Files);
        Assert.Equal(["expired"], await work.AllAsync("SELECT status FROM mail"));
    }

    [Theory, EachEngine]
    public async Task What_a_living_sender_has_in_its_hands_is_noted_as_sent(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine);
        await work.HandOverAsync(WaveHouse.At(_due));
        var (rows, claim) = (new MailRows(work.Db), Guid.NewGuid());
        var mail = Assert.Single(await rows.DueAsync(Mail.ByMail, 10, CancellationToken.None));
        await rows.NextAsync(null, mail.Id, claim, CancellationToken.None);
        await work.InAsync(tx => JobDating.Outcomes.FollowUp.TakeBackAsks.ApplyAsync(tx, [work.Ada], CancellationToken.None));
        await rows.NextAsync(new MailRows.End(mail.Id, "sent", Duration.Zero, null), null, claim, CancellationToken.None);
        Assert.Equal(["sent"], await work.AllAsync("SELECT status FROM mail"));
    }
}
