using JobDating.Platform;
using JobDating.Registration.Candidates;
using JobDating.Tests.Registration.Sites;
using Xunit;

namespace JobDating.Tests.Registration.Schedules;

/// <summary>Somebody else books, moves and cancels interviews of Ada and Grace; they and the employers hear of it, each once.</summary>
public sealed class TellSchedulesTests
{
    [Theory, EachEngine]
    public async Task A_published_plan_is_one_mail_to_each(Engine engine)
    {
        await using var here = await Timetable.StartAsync(engine);
        await here.BookAsync(Timetable.Acme, 2, here.Ada, here.At(10, 20));
        await here.BookAsync(Timetable.Globex, 1, here.Ada, here.At(9, 40));
        await here.BookAsync(Timetable.Acme, 1, here.Grace, here.At(11, 0));
        here.Wait(1);
        await here.TellAsync();
        Assert.Empty(await here.MailsAsync());

        var mails = await here.ToldAsync();
        Assert.Equal(["ada@example.org fr", "grace@example.org en", "hank@example.org fr", "jo@example.org en"], mails.Select(mail => $"{mail.ToAddress} {mail.Language}"));
        Assert.Contains("Ronchin, jeudi 11 avril 2024 – Salle des fêtes, Ronchin\n9h40 – Globex, table 1 (nouveau)\n10h20 – Acme, table 2 (nouveau)\n", mails[0].Body);
        Assert.Equal(here.At(10, 20), mails[0].NotAfter);
        Assert.Contains("Ronchin, Thursday 11 April 2024 – Salle des fêtes, Ronchin\n11:00 – Acme, table 1 (new)\n", mails[1].Body);
        Assert.Contains("10h20 – table 2 (nouveau)\n11h00 – table 1 (nouveau)\n", mails[2].Body);
        Assert.Contains("/in/", mails[2].Body);
        Assert.DoesNotContain("/in/", mails[3].Body);
        Assert.DoesNotContain("Ada", mails[2].Body);
        Assert.Empty(await here.ToldAsync());
    }

    [Fact]
    public async Task Whoever_never_rests_is_told_after_fifteen_minutes()
    {
        await using var here = await Timetable.StartAsync();
        var id = await here.BookAsync(Timetable.Acme, 1, here.Ada, here.At(10, 0), "hall");
        foreach (var minute in Enumerable.Range(1, 14))
        {
            here.Wait(1);
            await here.BookAsync(Timetable.Acme, 1, here.Ada, here.At(10, minute), "hall", id);
            await here.TellAsync();
            Assert.Empty(await here.MailsAsync());
        }
        here.Wait(1);
        await here.TellAsync();
        Assert.Contains("10h14 – Acme, table 1 (nouveau)", (await here.MailsAsync())[0].Body);
    }

    [Fact]
    public async Task What_one_does_oneself_is_told_to_the_other_side_only()
    {
        await using var here = await Timetable.StartAsync();
        await here.BookAsync(Timetable.Acme, 1, here.Ada, here.At(10, 0), "candidate");
        Assert.Equal("hank@example.org", Assert.Single(await here.ToldAsync()).ToAddress);
        await here.BookAsync(Timetable.Acme, 1, here.Ada, here.At(11, 0), "employer");
        var mail = Assert.Single(await here.ToldAsync());
        Assert.Equal("ada@example.org", mail.ToAddress);
        Assert.Contains("10h00 – Acme, table 1\n11h00 – Acme, table 1 (nouveau)\n", mail.Body);
    }

    [Fact]
    public async Task Moved_and_cancelled_ones_are_said_and_nothing_left_is_said_too()
    {
        await using var here = await Timetable.StartAsync();
        var (one, other) = (await here.BookAsync(Timetable.Acme, 1, here.Ada, here.At(10, 0)), await here.BookAsync(Timetable.Globex, 1, here.Ada, here.At(11, 0)));
        await here.ToldAsync();
        await here.BookAsync(Timetable.Acme, 2, here.Ada, here.At(10, 30), "employer", one);
        await here.CancelAsync(other, "hall");
        var mail = (await here.ToldAsync())[0];
        Assert.Contains("10h30 – Acme, table 2 (changé)\n\nN’a plus lieu :\njeudi 11 avril 2024, 11h00 – Globex\n", mail.Body);

        await here.CancelAsync(one, "hall");
        var last = (await here.ToldAsync())[0];
        Assert.Contains("vous n’avez plus d’entretien à venir", last.Body);
        Assert.Contains("10h30 – Acme", last.Body);
        Assert.Equal(here.At(10, 30), last.NotAfter);
    }

    [Fact]
    public async Task What_was_undone_at_once_is_no_news_nor_is_what_has_begun_or_was_only_judged()
    {
        await using var here = await Timetable.StartAsync();
        await here.CancelAsync(await here.BookAsync(Timetable.Acme, 1, here.Ada, here.At(10, 0)));
        Assert.Empty(await here.ToldAsync());

        await here.BookAsync(Timetable.Acme, 1, here.Ada, here.At(9, 0, -30), by: null);
        var soon = await here.BookAsync(Timetable.Acme, 1, here.Grace, here.At(9, 5, -1), by: "hall");
        here.GoTo(here.At(9, 6, -1));
        Assert.Empty(await here.ToldAsync());
        await here.SayAsync(soon, old => old with { Status = "held", Result = "conclusive", By = "employer" });
        Assert.Empty(await here.ToldAsync());
        Assert.Equal(0, await here.Tour.CountAsync("SELECT COUNT(*) FROM schedule_news"));
    }

    [Fact]
    public async Task At_night_only_what_is_near_is_told()
    {
        await using var here = await Timetable.StartAsync();
        here.GoTo(here.At(22, 0, -3));
        await here.BookAsync(Timetable.Acme, 1, here.Ada, here.At(10, 0));
        Assert.Empty(await here.ToldAsync());
        here.GoTo(here.At(7, 59, -2));
        await here.TellAsync();
        Assert.Empty(await here.MailsAsync());
        here.GoTo(here.At(8, 0, -2));
        await here.TellAsync();
        Assert.Equal(["ada@example.org Europe/Paris", "hank@example.org Europe/Paris"], (await here.MailsAsync()).Select(mail => $"{mail.ToAddress} {mail.QuietZone}"));

        here.GoTo(here.At(22, 0, -1));
        await here.BookAsync(Timetable.Acme, 1, here.Grace, here.At(11, 0));
        Assert.Equal(["grace@example.org ", "hank@example.org "], (await here.ToldAsync()).Select(mail => $"{mail.ToAddress} {mail.QuietZone}"));
    }

    [Theory, EachEngine]
    public async Task Who_was_erased_is_told_nothing_and_their_interviews_are_nobody_s(Engine engine)
    {
        await using var here = await Timetable.StartAsync(engine);
        var id = await here.BookAsync(Timetable.Acme, 1, here.Ada, here.At(10, 0));
        await using (var tx = await here.Db.BeginAsync(Actor.Visitor, CancellationToken.None))
        {
            await EraseCandidates.ApplyAsync(tx, [here.Ada], CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await here.BookAsync(Timetable.Acme, 1, here.Ada, here.At(10, 30), id: id);
        Assert.Equal(["hank@example.org"], (await here.ToldAsync()).Select(mail => mail.ToAddress));
        Assert.Equal(1, await here.Tour.CountAsync("SELECT COUNT(*) FROM interview WHERE candidate_id IS NULL AND version = 2"));
        Assert.Equal(0, await here.Tour.CountAsync("SELECT COUNT(*) FROM schedule_news"));
    }

    [Fact]
    public async Task A_site_that_does_not_take_place_is_told_as_such_and_its_interviews_are_not()
    {
        await using var here = await Timetable.StartAsync();
        var id = await here.BookAsync(Timetable.Acme, 1, here.Ada, here.At(10, 0));
        await here.ToldAsync();
        await here.WriteAsync("UPDATE site SET status = 'cancelled' WHERE id = @Ronchin");
        await here.CancelAsync(id);
        Assert.Empty(await here.ToldAsync());
    }

    [Fact]
    public async Task Who_has_no_address_is_on_the_site_s_list_to_be_phoned()
    {
        await using var here = await Timetable.StartAsync(listen: true);
        await here.WriteAsync("UPDATE candidate SET email = NULL WHERE id = @Ada");
        await here.WriteAsync("UPDATE partner_contact SET email = NULL WHERE name = 'Hank'");
        await here.BookAsync(Timetable.Acme, 2, here.Ada, here.At(10, 20));
        Assert.Empty(await here.ToldAsync());
        using var coordinator = new FormVisitor(here.Tour.House);
        Assert.Contains("/sites/ronchin/to-phone", (await coordinator.GetAsync("/registration/editions/2023/sites/ronchin")).Html);
        var list = (await coordinator.GetAsync("/registration/editions/2023/sites/ronchin/to-phone")).Html;
        Assert.Contains("Ada Lovelace", list);
        Assert.Contains("10h20, Acme, table 2", list);
        Assert.Contains("06 12 34 56 78", list);
        Assert.Contains("10h20, table 2", list);

        var call = await here.Db.QueryFirstOrDefaultAsync<Guid>("SELECT id FROM schedule_news WHERE kind = 'candidate'", null, CancellationToken.None);
        var version = await here.Tour.CountAsync("SELECT version FROM schedule_news WHERE kind = 'candidate'");
        var token = (await coordinator.OpenAsync("/registration/editions/2023/sites/ronchin/edit")).Fields["__RequestVerificationToken"];
        Dictionary<string, string> Form(int read) => new() { ["__RequestVerificationToken"] = token, ["call"] = $"{call}", ["version"] = $"{read}" };
        Assert.Equal(409, (int)(await coordinator.SendAsync("/registration/editions/2023/sites/ronchin/to-phone", Form(version - 1))).Status);
        Assert.Equal(303, (int)(await coordinator.SendAsync("/registration/editions/2023/sites/ronchin/to-phone", Form(version))).Status);
        Assert.Equal(404, (int)(await coordinator.SendAsync("/registration/editions/2023/sites/ronchin/to-phone", Form(version))).Status);
        Assert.DoesNotContain("Ada Lovelace", (await coordinator.GetAsync("/registration/editions/2023/sites/ronchin/to-phone?done=1")).Html);
    }

    [Fact]
    public async Task Whose_timetable_changed_at_another_site_is_not_to_be_phoned_from_this_one()
    {
        await using var here = await Timetable.StartAsync(listen: true);
        await here.WriteAsync("UPDATE partner_contact SET email = NULL WHERE name = 'Hank'");
        await here.WriteAsync($"INSERT INTO attendance (site_id, siret, version, edition_id, tables, status) SELECT s.id, '{Timetable.Acme}', 1, s.edition_id, 1, 'expected' FROM site s WHERE s.code = 'tourcoing'");
        await here.BookAsync(Timetable.Acme, 2, here.Ada, here.At(10, 20));
        await here.ToldAsync();
        using var coordinator = new FormVisitor(here.Tour.House);
        Assert.Contains("/sites/ronchin/to-phone", (await coordinator.GetAsync("/registration/editions/2023/sites/ronchin")).Html);
        Assert.DoesNotContain("/sites/tourcoing/to-phone", (await coordinator.GetAsync("/registration/editions/2023/sites/tourcoing")).Html);
    }

    [Fact]
    public async Task A_contact_whose_link_was_taken_back_is_not_written_to()
    {
        await using var here = await Timetable.StartAsync();
        await here.WriteAsync("UPDATE invitation SET revoked_at = invited_at");
        await here.BookAsync(Timetable.Acme, 1, here.Ada, here.At(10, 0), "candidate");
        Assert.Empty(await here.ToldAsync());
        Assert.Equal(1, await here.Tour.CountAsync("SELECT COUNT(*) FROM schedule_news WHERE status = 'to_phone'"));
    }

    [Fact]
    public async Task The_link_in_the_mail_opens_the_own_page()
    {
        await using var here = await Timetable.StartAsync(listen: true);
        await here.BookAsync(Timetable.Acme, 1, here.Ada, here.At(10, 0));
        var mail = (await here.ToldAsync()).First(one => one.ToAddress == "ada@example.org");
        using var ada = here.Tour.Visit();
        await ada.GetAsync(System.Text.RegularExpressions.Regex.Match(mail.Body, "/in/\\S+").Value);
        await ada.GetAsync("/registration/me");
        Assert.Contains("Acme, table 1", ada.Html);
    }
}
