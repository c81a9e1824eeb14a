using System.Net;
using JobDating.Platform;
using JobDating.Registration.Candidates;
using JobDating.Registration.Contacts;
using JobDating.Registration.Employers;
using JobDating.Registration.Exports;
using JobDating.Tests.Registration.Sites;
using Xunit;

namespace JobDating.Tests.Registration.Workshops;

/// <summary>
/// A workshop of tomorrow is called off, put back or moved, and Ada (who has a mail address), Grace (who has a phone) and Hank of Globex hear of it, each once.
/// The clock stands at 10:00 in Paris on 15 January 2024.
/// </summary>
public sealed class TellParticipantsTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private CoordinatorsHouse _here = null!;

    public async ValueTask InitializeAsync()
    {
        _here = await CoordinatorsHouse.StartAsync();
        await using var tx = await _here.House.Registration.BeginAsync(Actor.Command("test"), Ct);
        await SaveCandidates.ApplyAsync(tx, _here.EditionId, new Dictionary<string, Func<SaveCandidates.Row?, SaveCandidates.Row>> { ["C0001"] = old => old! with { Email = "ada@example.org" } }, Ct);
        await SaveEstablishments.ApplyAsync(tx, new[] { (SitePeople.Acme, "Acme"), (SitePeople.Globex, "Globex") }.ToDictionary(one => one.Item1, one => (Func<SaveEstablishments.Row?, SaveEstablishments.Row>)(_ =>
            new() { Siret = one.Item1, Siren = one.Item1[..9], CompanyName = one.Item2 })), Ct);
        await SaveEstablishments.NameAsync(tx, _here.EditionId, [SitePeople.Acme, SitePeople.Globex], Ct);
        foreach (var (siret, name, email) in new[] { (SitePeople.Globex, "Hank Scorpio", "hank@globex.example"), (SitePeople.Globex, "Jo Doe", "jo@globex.example"), (SitePeople.Acme, "Jo Doe", "jo@acme.example") })
        {
            var id = Guid.CreateVersion7();
            await SaveContacts.ApplyAsync(tx, new Dictionary<Guid, Func<SaveContacts.Row?, SaveContacts.Row>> { [id] = _ => new() { Id = id, Siret = siret, Name = name, Email = email, Language = "en" } }, Ct);
        }
        await tx.CommitAsync(Ct);
    }

    public ValueTask DisposeAsync() => _here.DisposeAsync();

    [Fact]
    public async Task A_cancelled_workshop_is_told_by_mail_once_and_its_page_says_whom_to_phone()
    {
        var workshop = await CreateAsync("candidates", new() { ["codes"] = "C0001\nC0002" });
        Assert.Contains("la page de l’atelier montre qui reste à prévenir", await _here.ReadAsync($"{workshop}/cancellation"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _here.PostAsync($"{workshop}/cancellation", new() { ["version"] = "1" })));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));

        var mail = Assert.Single(await MailsAsync());
        Assert.Equal(("ada@example.org", "fr", "Atelier annulé : CV, mardi 16 janvier 2024, 9h30"), (mail.ToAddress, mail.Language, mail.Subject));
        var link = System.Text.RegularExpressions.Regex.Match(mail.Body, "/in/\\S+").Value;
        using var ada = _here.House.Client(asAdministrator: false);
        Assert.Equal(HttpStatusCode.Found, (await ada.GetAsync(link)).StatusCode);
        var page = await _here.ReadAsync(workshop);
        Assert.Contains("Prévenus par courriel : 1. Restent à prévenir : 1.", page);
        Assert.Contains("<a href=\"tel:+33612345678\">", page);

        // The mail comes back: now Ada is to be told as well.
        await using (var tx = await _here.House.Registration.BeginAsync(Actor.Command("test"), Ct))
        {
            await tx.ExecuteAsync("UPDATE mail SET status = 'bounced'", null, Ct);
            await tx.CommitAsync(Ct);
        }
        Assert.Contains("Prévenus par courriel : 0. Restent à prévenir : 2.", await _here.ReadAsync(workshop));
    }

    [Fact]
    public async Task Put_back_and_cancelled_again_is_news_each_time_and_who_withdrew_hears_nothing()
    {
        var workshop = await CreateAsync("candidates", new() { ["codes"] = "C0001\nC0002" });
        foreach (var version in (string[])["1", "3"])
        {
            (await _here.PostAsync($"{workshop}/cancellation", new() { ["version"] = version })).Dispose();
            (await _here.PostAsync($"{workshop}/reinstatement", [])).Dispose();
            (await _here.PostAsync($"{workshop}/reinstatement", [])).Dispose();
        }
        Assert.Equal(["Atelier annulé", "Atelier annulé", "L’atelier aura bien lieu", "L’atelier aura bien lieu"], (await MailsAsync()).Select(mail => mail.Subject.Split(" : ")[0]).Order(StringComparer.Ordinal));

        (await _here.PostAsync($"{workshop}/attendance", new() { ["participant0"] = "C0001", ["version0"] = "1", ["was0"] = "false", ["withdraw"] = "0" })).Dispose();
        (await _here.PostAsync($"{workshop}/cancellation", new() { ["version"] = "5" })).Dispose();
        Assert.Equal(4, (await MailsAsync()).Count);
    }

    [Fact]
    public async Task Another_time_or_place_is_told_and_another_name_is_not()
    {
        var workshop = await CreateAsync("candidates", new() { ["codes"] = "C0001" });
        Assert.Contains("sont prévenus aussitôt", await _here.ReadAsync($"{workshop}/edit"));
        (await _here.PostAsync($"{workshop}/edit", CoordinatorsHouse.WorkshopForm("CV et lettre", date: "16/01/2024", version: "1"))).Dispose();
        Assert.Empty(await MailsAsync());

        (await _here.PostAsync($"{workshop}/edit", CoordinatorsHouse.WorkshopForm("CV et lettre", date: "18/01/2024", version: "2"))).Dispose();
        var mail = Assert.Single(await MailsAsync());
        Assert.Contains("prévu le mardi 16 janvier 2024, 9h30", mail.Body);
        Assert.Contains("Il aura lieu : jeudi 18 janvier 2024, 9h30, Hôtel de ville.", mail.Body);
    }

    [Fact]
    public async Task A_workshop_that_has_begun_is_no_news()
    {
        var workshop = await CreateAsync("candidates", new() { ["codes"] = "C0001" }, date: "15/01/2024");
        (await _here.PostAsync($"{workshop}/cancellation", new() { ["version"] = "1" })).Dispose();
        Assert.Empty(await MailsAsync());
        Assert.DoesNotContain("Restent à prévenir", await _here.ReadAsync(workshop));
    }

    [Fact]
    public async Task An_employers_participant_is_told_where_one_contact_has_that_name()
    {
        var workshop = await CreateAsync("employers", new() { ["name"] = "Hank Scorpio", ["structure"] = "GLOBEX" });
        foreach (var (name, structure) in new[] { ("Jo Doe", ""), ("Nobody Known", "Globex") })
            (await _here.PostAsync($"{workshop}/participants", new() { ["name"] = name, ["structure"] = structure })).Dispose();
        (await _here.PostAsync($"{workshop}/cancellation", new() { ["version"] = "1" })).Dispose();

        var mail = Assert.Single(await MailsAsync());
        Assert.Equal(("hank@globex.example", "en", "Workshop called off: CV, Tuesday 16 January 2024, 09:30"), (mail.ToAddress, mail.Language, mail.Subject));
        Assert.Contains("Prévenus par courriel : 1. Restent à prévenir : 2.", await _here.ReadAsync(workshop));
    }

    [Fact]
    public async Task What_no_longer_stands_does_not_travel_in_an_archive()
    {
        var gone = await CreateAsync("candidates", new() { ["codes"] = "C0001" });
        (await _here.PostAsync($"{gone}/cancellation", new() { ["version"] = "1" })).Dispose();
        var stays = await CreateAsync("candidates", new() { ["codes"] = "C0001\nC0002" }, date: "17/01/2024");
        (await _here.PostAsync($"{stays}/attendance", new() { ["participant0"] = "C0001", ["version0"] = "1", ["was0"] = "false", ["withdraw"] = "0" })).Dispose();
        await using (var tx = await _here.House.Registration.BeginAsync(Actor.Command("test"), Ct))
        {
            await SaveOffers.ApplyAsync(tx, _here.EditionId, new[] { "baker", "driver" }.ToDictionary(code => code, code => (Func<SaveOffers.Row?, SaveOffers.Row>)(_ =>
                new() { Id = Guid.CreateVersion7(), EditionId = _here.EditionId, Code = code, Siret = SitePeople.Acme, Title = code, WithdrawnAt = code == "driver" ? tx.Now : null })), Ct);
            await tx.CommitAsync(Ct);
        }

        var files = new Dictionary<string, MemoryStream>();
        Assert.True(await ExportEdition.WriteAsync(_here.House.Registration, "2024", name => files[name] = new MemoryStream(), Ct));
        Assert.Equal(["baker"], Keys("offers.csv"));
        Assert.Equal(["2024-01-17-cv"], Keys("workshops.csv"));
        Assert.Equal("C0002", Assert.Single(Lines("workshop_attendances.csv")).Split(',')[1]);

        IEnumerable<string> Lines(string file) => System.Text.Encoding.UTF8.GetString(files[file].ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Skip(1);
        IEnumerable<string> Keys(string file) => Lines(file).Select(line => line.Split(',')[0]);
    }

    private async Task<string> CreateAsync(string audience, Dictionary<string, string> participants, string date = "16/01/2024")
    {
        var workshop = await _here.CreateWorkshopAsync(audience: audience, date: date);
        using var added = await _here.PostAsync($"{workshop}/participants", participants);
        Assert.Equal(HttpStatusCode.SeeOther, added.StatusCode);
        return workshop;
    }

    private sealed record Queued
    {
        public required string ToAddress { get; init; }
        public required string Language { get; init; }
        public required string Subject { get; init; }
        public required string Body { get; init; }
    }

    private Task<IReadOnlyList<Queued>> MailsAsync() => _here.House.Registration.QueryAsync<Queued>("SELECT to_address, language, subject, body FROM mail ORDER BY once_key", null, Ct);
}
