using JobDating.Outcomes.FollowUp;
using JobDating.Platform;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.FollowUp;

/// <summary>A month after Ronchin's date, Ada, Grace and others who were received are asked; by mail where they have one.</summary>
public sealed class WaveTests
{
    private static readonly Instant _monthLater = WaveHouse.At(5, 11);

    [Theory, EachEngine]
    public async Task Whoever_was_received_and_agreed_is_invited_once_and_asked_once(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine);
        await work.SweepAsync(_monthLater);
        await work.SweepAsync(_monthLater + Duration.FromMinutes(10));
        Assert.Equal(["Ada sent", "Grace no_address"], await work.InvitationsAsync());
        Assert.Contains("ada@example.org", await File.ReadAllTextAsync(Assert.Single(work.Files)));
        Assert.Equal("1 05-11 open, 2 07-11 planned, 3 10-11 planned, 4 11-30 planned", await work.WavesAsync());
    }

    [Theory, EachEngine]
    public async Task Nobody_is_asked_before_the_wave_is_due(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine);
        await work.SweepAsync(WaveHouse.At(5, 10, 23, 59));
        Assert.Equal("planned", await work.StatusAsync());
        Assert.Empty(await work.InvitationsAsync());
        // Midnight in Paris: the wave opens, but nobody gets a mail at night.
        await work.SweepAsync(WaveHouse.At(5, 11, 0, 1));
        Assert.Equal(["Ada waiting", "Grace no_address"], await work.InvitationsAsync());
    }

    [Fact]
    public async Task A_site_of_long_ago_asks_nobody()
    {
        await using var work = await WaveHouse.StartAsync();
        await work.SweepAsync(WaveHouse.At(new LocalDate(2025, 1, 1)));
        Assert.Equal("1 05-11 missed, 2 07-11 missed, 3 10-11 missed, 4 11-30 missed", await work.WavesAsync());
        Assert.Empty(work.Files);
    }

    [Fact]
    public async Task A_wave_that_is_over_sends_nothing_more()
    {
        await using var work = await WaveHouse.StartAsync();
        await work.SweepAsync(WaveHouse.At(5, 11, 4));
        await work.SweepAsync(WaveHouse.At(6, 12));
        Assert.Equal("closed", await work.StatusAsync());
        Assert.Equal(["Ada waiting", "Grace no_address"], await work.InvitationsAsync());
    }

    [Theory, EachEngine]
    public async Task A_site_that_moves_takes_its_planned_waves_along_but_for_those_that_staff_moved(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine);
        await work.WriteAsync("UPDATE wave SET due_on = '2024-08-01' WHERE site_id = @Ronchin AND number = 2");
        await work.HearAsync(work.Site(work.Ronchin, 2, "ronchin", WaveHouse.SiteDate.PlusMonths(1)));
        Assert.Equal("1 06-11 planned, 2 08-01 planned, 3 11-11 planned, 4 11-30 planned", await work.WavesAsync());
        // The end of November comes too early for it now; then it no longer does.
        await work.HearAsync(work.Site(work.Ronchin, 3, "ronchin", new LocalDate(2024, 11, 20)));
        Assert.Equal("1 12-20 planned, 2 08-01 planned, 3 05-20 planned", await work.WavesAsync());
        await work.HearAsync(work.Site(work.Ronchin, 4, "ronchin", WaveHouse.SiteDate));
        Assert.Equal("1 05-11 planned, 2 08-01 planned, 3 10-11 planned, 4 11-30 planned", await work.WavesAsync());
    }

    [Theory, EachEngine]
    public async Task A_cancelled_site_asks_nobody_until_it_takes_place_after_all(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine);
        await work.HearAsync(work.Site(work.Ronchin, 2, "ronchin", WaveHouse.SiteDate, "cancelled"));
        await work.SweepAsync(_monthLater);
        Assert.Equal("1 05-11 cancelled, 2 07-11 cancelled, 3 10-11 cancelled, 4 11-30 cancelled", await work.WavesAsync());
        await work.HearAsync(work.Site(work.Ronchin, 3, "ronchin", WaveHouse.SiteDate));
        await work.HandOverAsync(_monthLater);
        Assert.Equal("open", await work.StatusAsync());
        await work.HearAsync(work.Site(work.Ronchin, 4, "ronchin", WaveHouse.SiteDate, "cancelled"));
        await work.SendMailsAsync();
        Assert.Equal("1 05-11 closed, 2 07-11 cancelled, 3 10-11 cancelled, 4 11-30 cancelled", await work.WavesAsync());
        Assert.Empty(work.Files);
    }

    [Theory, EachEngine]
    public async Task A_site_from_before_there_were_several_waves_gets_those_it_lacks(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine);
        await work.SweepAsync(_monthLater);
        await work.WriteAsync("DELETE FROM wave WHERE number > 1");
        await work.SweepAsync(_monthLater);
        await work.SweepAsync(_monthLater);
        Assert.Equal("1 05-11 open, 2 07-11 planned, 3 10-11 planned, 4 11-30 planned", await work.WavesAsync());
    }

    [Theory, EachEngine]
    public async Task Several_sweeps_at_once_make_one_invitation_one_mail_and_one_reminder_for_each(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine);
        for (var person = 0; person < 20; person++)
            await work.ReceiveAsync($"Person {person}", $"person{person}@example.org");
        var at = _monthLater;
        foreach (var later in (int[])[0, 3, 10])
        {
            work.House.Clock.Reset(at + Duration.FromDays(later));
            await AtOnceAsync(() => OpenDueWaves.RunAsync(work.Db, CancellationToken.None));
            await AtOnceAsync(work.AskAsync);
            await work.SendMailsAsync();
        }
        Assert.Equal(["22"], await work.AllAsync("SELECT CAST(COUNT(*) AS char(2)) FROM invitation"));
        Assert.Equal(21, (await work.AllAsync("SELECT to_address FROM mail WHERE status = 'sent' GROUP BY to_address HAVING COUNT(*) = 3")).Count);
        Assert.Equal(63, work.Files.Length);
    }

    [Fact]
    public async Task A_sender_killed_after_writing_the_mail_leaves_one_mail()
    {
        await using var work = await WaveHouse.StartAsync();
        await work.HandOverAsync(_monthLater);
        var mail = (await work.Db.QueryAsync<Guid>("SELECT id FROM mail WHERE status = 'waiting'", null, CancellationToken.None)).Single();
        Directory.CreateDirectory(Path.Combine(work.House.Data, "mail"));
        await File.WriteAllTextAsync(Path.Combine(work.House.Data, "mail", $"{mail:N}.eml"), "written by the one that was killed");
        await work.SendMailsAsync();
        Assert.Contains("ada@example.org", await File.ReadAllTextAsync(Assert.Single(work.Files)));
    }

    /// <summary>A deadlock's victim does it again, as the next sweep would.</summary>
    private static Task AtOnceAsync(Func<Task> sweep) => Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
    {
        for (var tried = 1; ; tried++)
            try
            {
                await sweep();
                return;
            }
            catch (Exception exception) when (SqlText.IsTransient(exception) && tried < 10)
            {
            }
    })));
}
