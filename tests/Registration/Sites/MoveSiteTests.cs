using System.Net;
using JobDating.Platform;
using JobDating.Registration.Sites;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.Sites;

/// <summary>Ronchin is postponed or cancelled, and Ada, Grace, Alan, Acme and Globex are told: each once, by mail or on the list to be phoned.</summary>
public sealed class MoveSiteTests
{
    private const string Ronchin = "/registration/editions/2024/sites/ronchin";
    private static readonly LocalDate Planned = new(2024, 4, 11);
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task A_postponed_site_moves_its_follow_up_and_everyone_concerned_is_told_once()
    {
        await using var house = await StartAsync();
        using var coordinator = new FormVisitor(house);
        var ask = await coordinator.GetAsync($"{Ronchin}/postpone");
        Assert.Contains("1 candidat inscrit, par courriel", ask.Html);
        Assert.Contains("2 candidats sans adresse électronique", ask.Html);
        var (action, fields) = await coordinator.OpenAsync($"{Ronchin}/postpone");
        (fields["date"], fields["reason"]) = ("20/04/2024", "La salle est inondée <b>");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => coordinator.SendAsync(action, fields)));

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.SeeOther, Ronchin), (answer.Status, answer.Location)));
        Assert.Equal(["postponed 2024-04-11 2024-04-20 open"], await NoticesAsync(house));
        await house.SettleAsync();
        Assert.Equal(new LocalDate(2024, 5, 20), await house.Outcomes.QueryFirstOrDefaultAsync<LocalDate>("SELECT due_on FROM wave", null, Ct));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TellConcerned.RunAsync(house.Registration, Ct)));
        await TellConcerned.RunAsync(house.Registration, Ct);
        Assert.Equal(["candidate Ada mailed", "candidate Alan to_phone", "candidate Grace to_phone", "contact Hank Scorpio mailed", "establishment Acme to_phone"], await ToldAsync(house));
        var mails = await MailsAsync(house);
        Assert.Equal(["ada@example.org fr", "hank@globex.example en"], mails.Select(mail => $"{mail.ToAddress} {mail.Language}"));
        Assert.Contains("jeudi 11 avril 2024", mails[0].Body);
        Assert.Contains("samedi 20 avril 2024", mails[0].Body);
        Assert.Contains("Raison : La salle est inondée <b>", mails[0].Body);
        Assert.DoesNotContain("<b>", mails[0].Html);
        Assert.Contains("Saturday 20 April 2024", mails[1].Body);
        Assert.Equal("Europe/Paris", mails[0].QuietZone);

        var list = await coordinator.GetAsync($"{Ronchin}/to-phone");
        Assert.Contains("Grace Grace", list.Html);
        Assert.Contains("06 12 34 56 78", list.Html);
        Assert.Contains("Acme", list.Html);
        Assert.DoesNotContain("Ada Ada", list.Html);
    }

    [Fact]
    public async Task Who_was_phoned_is_ticked_off_and_can_be_put_back()
    {
        await using var house = await StartAsync();
        using var coordinator = new FormVisitor(house);
        await coordinator.FillAsync($"{Ronchin}/cancel", ("reason", "Grève"));
        await TellConcerned.RunAsync(house.Registration, Ct);
        var grace = await house.Registration.QueryFirstOrDefaultAsync<string>("SELECT p.person FROM site_notice_person p JOIN candidate c ON c.id = p.candidate_id WHERE c.code = 'Grace'", null, Ct);
        var notice = (await house.Registration.QueryFirstOrDefaultAsync<Guid>("SELECT id FROM site_notice", null, Ct)).ToString();
        var token = (await coordinator.OpenAsync($"{Ronchin}/edit")).Fields["__RequestVerificationToken"];

        var done = await coordinator.SendAsync($"{Ronchin}/to-phone", new() { ["__RequestVerificationToken"] = token, ["notice"] = notice, ["kind"] = "candidate", ["person"] = grace! });
        Assert.Equal(HttpStatusCode.SeeOther, done.Status);
        Assert.Contains("candidate Grace phoned", await ToldAsync(house));
        await coordinator.SendAsync($"{Ronchin}/to-phone", new() { ["__RequestVerificationToken"] = token, ["notice"] = notice, ["kind"] = "candidate", ["person"] = grace!, ["undo"] = "1" });
        Assert.Contains("candidate Grace to_phone", await ToldAsync(house));
        var altered = await coordinator.SendAsync($"{Ronchin}/to-phone", new() { ["__RequestVerificationToken"] = token, ["notice"] = Guid.NewGuid().ToString(), ["kind"] = "candidate", ["person"] = grace! });
        Assert.Equal(HttpStatusCode.NotFound, altered.Status);
    }

    [Fact]
    public async Task A_cancelled_site_asks_nobody_moves_no_figure_and_may_take_place_after_all()
    {
        await using var house = await StartAsync();
        using var coordinator = new FormVisitor(house);
        await house.SettleAsync();
        var before = await house.BilanAsync("2024");
        await coordinator.FillAsync($"{Ronchin}/cancel", ("reason", "Grève"));
        await house.SettleAsync();

        Assert.Equal("cancelled", (await SitePeople.FindAsync(house, "2024", "Ronchin")).Status);
        Assert.Equal("cancelled", await house.Outcomes.QueryFirstOrDefaultAsync<string>("SELECT status FROM wave", null, Ct));
        Assert.Equal(before.Total.Registered, (await house.BilanAsync("2024")).Total.Registered);
        Assert.Contains("dont 3 personnes inscrites seulement à un lieu annulé", (await coordinator.GetAsync("/registration/editions/2024")).Html);
        Assert.Equal(HttpStatusCode.Conflict, (await coordinator.GetAsync($"{Ronchin}/cancel")).Status);

        Assert.Equal(HttpStatusCode.SeeOther, (await coordinator.FillAsync($"{Ronchin}/restore")).Status);
        await house.SettleAsync();
        Assert.Null((await SitePeople.FindAsync(house, "2024", "Ronchin")).Status);
        Assert.Equal("planned", await house.Outcomes.QueryFirstOrDefaultAsync<string>("SELECT status FROM wave", null, Ct));
        Assert.Equal(["cancelled 2024-04-11 2024-04-11 replaced", "restored 2024-04-11 2024-04-11 open"], await NoticesAsync(house));
        await TellConcerned.RunAsync(house.Registration, Ct);
        // The first news had not left yet; only the second is told.
        Assert.Equal(2, (await MailsAsync(house)).Count);
    }

    [Fact]
    public async Task What_cannot_be_is_said_and_nothing_is_told()
    {
        await using var house = await StartAsync();
        using var coordinator = new FormVisitor(house);
        foreach (var (date, reason, field) in new[] { ("11/04/2024", "x", "date"), ("1/1/2024", "x", "date"), ("20/04/2024", "", "reason"), ("", "x", "date") })
        {
            var answer = await coordinator.FillAsync($"{Ronchin}/postpone", ("date", date), ("reason", reason));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
            Assert.Contains($"id=\"{field}-wrong\"", answer.Html);
        }
        var known = await coordinator.FillAsync($"{Ronchin}/edit", ("date", "20/04/2024"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, known.Status);
        Assert.Contains("reportez le lieu", known.Html);
        Assert.Empty(await NoticesAsync(house));
        Assert.Equal(Planned, (await SitePeople.FindAsync(house, "2024", "Ronchin")).Date);
    }

    [Fact]
    public async Task A_site_that_has_received_somebody_is_not_moved_any_more()
    {
        await using var house = await StartAsync(received: true);
        using var coordinator = new FormVisitor(house);
        foreach (var act in (string[])["postpone", "cancel"])
        {
            var answer = await coordinator.GetAsync($"{Ronchin}/{act}");
            Assert.Equal(HttpStatusCode.Conflict, answer.Status);
            Assert.Contains("a déjà accueilli des candidats", answer.Html);
        }
    }

    [Theory, EachEngine]
    public async Task Sweeps_at_once_tell_each_person_once(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        var site = await SitePeople.SiteAsync(house, "2024", "Ronchin", Planned);
        await SitePeople.RegisterAsync(house, "2024", "ronchin");
        await using (var tx = await house.Registration.BeginAsync(Actor.Visitor, Ct))
        {
            await tx.ExecuteAsync("""
                INSERT INTO site_notice (id, site_id, edition_id, number, kind, reason, old_date, new_date, said_at, not_after, status)
                VALUES (@Id, @SiteId, @EditionId, 1, 'cancelled', 'Grève', @Date, @Date, @Now, @NotAfter, 'open')
                """, new { Id = Guid.CreateVersion7(), SiteId = site.Id, site.EditionId, site.Date, tx.Now, NotAfter = tx.Now + Duration.FromDays(3) }, Ct);
            await tx.CommitAsync(Ct);
        }
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TellConcerned.RunAsync(house.Registration, Ct)));
        await TellConcerned.RunAsync(house.Registration, Ct);
        Assert.Equal(["candidate Ada mailed", "candidate Alan to_phone", "candidate Grace to_phone", "contact Hank Scorpio mailed", "establishment Acme to_phone"], await ToldAsync(house));
        Assert.Equal(2, (await MailsAsync(house)).Count);
        Assert.Equal(["cancelled 2024-04-11 2024-04-11 done"], await NoticesAsync(house));
        var latest = await SiteNotices.LatestAsync(site.Id, house.Registration, Ct);
        Assert.Equal((2, 3, 0), (latest!.Value.Counts.Mailed, latest.Value.Counts.ToPhone, latest.Value.Counts.Phoned));
        Assert.Equal(3, (await SiteNotices.ToPhoneAsync(latest.Value.Notice.Id, house.Registration, Ct)).Count);
    }

    [Fact]
    public async Task A_sweep_that_still_holds_old_news_does_not_tell_it_after_the_new()
    {
        await using var house = await StartAsync();
        using var coordinator = new FormVisitor(house);
        await coordinator.FillAsync($"{Ronchin}/cancel", ("reason", "Grève"));
        var old = Assert.Single(await TellConcerned.OpenAsync(house.Registration, Ct));
        await coordinator.FillAsync($"{Ronchin}/restore");
        await TellConcerned.TellAsync(old, house.Registration, Ct);
        Assert.Empty(await MailsAsync(house));

        await TellConcerned.RunAsync(house.Registration, Ct);
        Assert.All(await MailsAsync(house), mail => Assert.DoesNotContain("Grève", mail.Body));
        Assert.Equal(["cancelled 2024-04-11 2024-04-11 replaced", "restored 2024-04-11 2024-04-11 done"], await NoticesAsync(house));
    }

    [Fact]
    public async Task News_that_would_come_too_late_by_mail_leaves_people_to_be_phoned()
    {
        await using var house = await StartAsync();
        using var coordinator = new FormVisitor(house);
        await coordinator.FillAsync($"{Ronchin}/cancel", ("reason", "Grève"));
        house.Clock.Reset(Instant.FromUtc(2024, 4, 11, 12, 0));
        await TellConcerned.RunAsync(house.Registration, Ct);
        Assert.Contains("candidate Ada to_phone", await ToldAsync(house));
        Assert.Empty(await MailsAsync(house));
    }

    [Theory]
    [InlineData("2024-01-15T09:00", "2024-04-11", "2024-04-20", "2024-01-22T09:00")]
    [InlineData("2024-04-10T19:00", "2024-04-11", "2024-04-20", "2024-04-11T07:00")]
    [InlineData("2024-04-11T10:00", "2024-04-11", "2024-04-11", "2024-04-11T22:00")]
    [InlineData("2024-03-30T12:00", "2024-03-31", "2024-03-31", "2024-03-31T07:00")]
    public void News_is_worth_a_mail_until_the_first_opening_or_for_a_week(string now, string oldDate, string newDate, string until)
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Paris"];
        Assert.Equal(At(until), MoveSite.NotAfter(At(now), zone, Day(oldDate), Day(newDate), new LocalTime(9, 0)));

        static Instant At(string text) => NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(text).Value.InUtc().ToInstant();
        static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
    }

    private static async Task<TestHouse> StartAsync(bool received = false)
    {
        var house = await TestHouse.StartAsync(listen: true);
        await SitePeople.SiteAsync(house, "2024", "Ronchin", Planned, new LocalTime(9, 0));
        await SitePeople.RegisterAsync(house, "2024", "ronchin", received);
        return house;
    }

    private sealed record Notice
    {
        public required string Kind { get; init; }
        public LocalDate OldDate { get; init; }
        public LocalDate NewDate { get; init; }
        public required string Status { get; init; }
    }

    private static async Task<IEnumerable<string>> NoticesAsync(TestHouse house) =>
        (await house.Registration.QueryAsync<Notice>("SELECT kind, old_date, new_date, status FROM site_notice ORDER BY number", null, Ct))
            .Select(notice => $"{notice.Kind} {NodaTime.Text.LocalDatePattern.Iso.Format(notice.OldDate)} {NodaTime.Text.LocalDatePattern.Iso.Format(notice.NewDate)} {notice.Status}");

    private static Task<IReadOnlyList<string>> ToldAsync(TestHouse house) => house.Registration.QueryAsync<string>("""
        SELECT CONCAT(p.kind, ' ', COALESCE(c.first_name, e.company_name, t.name), ' ', p.status)
        FROM site_notice_person p
        LEFT JOIN candidate c ON c.id = p.candidate_id
        LEFT JOIN establishment e ON e.siret = p.siret
        LEFT JOIN partner_contact t ON t.id = p.contact_id
        ORDER BY p.kind, COALESCE(c.first_name, e.company_name, t.name)
        """, null, Ct);

    internal sealed record Queued
    {
        public required string ToAddress { get; init; }
        public required string Language { get; init; }
        public required string Body { get; init; }
        public string? Html { get; init; }
        public string? QuietZone { get; init; }
    }

    private static Task<IReadOnlyList<Queued>> MailsAsync(TestHouse house) =>
        house.Registration.QueryAsync<Queued>("SELECT to_address, language, body, html, quiet_zone FROM mail ORDER BY to_address", null, Ct);
}
