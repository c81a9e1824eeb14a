using JobDating.Platform;
using JobDating.Registration.Candidates;
using JobDating.Registration.CheckIn;
using JobDating.Registration.Contacts;
using JobDating.Registration.Editions;
using JobDating.Registration.Employers;
using JobDating.Registration.Sites;
using NodaTime;

namespace JobDating.Tests.Registration.Sites;

/// <summary>The cast around Ronchin, written by the slices that own them.</summary>
internal static class SitePeople
{
    public const string Acme = "35600000000048";
    public const string Globex = "73282932000074";

    private static readonly CancellationToken Ct = CancellationToken.None;

    public static async Task<Guid> EditionAsync(TestHouse house, string code)
    {
        await using var tx = await house.Registration.BeginAsync(Actor.Visitor, Ct);
        var (id, _) = await SaveEdition.ApplyAsync(tx, code, old => old ?? new SaveEdition.Row { Id = Guid.CreateVersion7(), Code = code, Name = $"Tour {code}", TimeZone = "Europe/Paris" }, Ct);
        await tx.CommitAsync(Ct);
        return id;
    }

    public static async Task<ReadSite.Site> SiteAsync(TestHouse house, string edition, string name, LocalDate date, LocalTime? opensAt = null)
    {
        await EditSite.CreateAsync(Actor.Visitor, await EditionAsync(house, edition), [(Guid.CreateVersion7(), new SiteForm.Settings { Name = name, Date = date, OpensAt = opensAt })], house.Registration, Ct);
        return await FindAsync(house, edition, name);
    }

    public static async Task<ReadSite.Site> FindAsync(TestHouse house, string edition, string name) => (await house.Registration.QueryFirstOrDefaultAsync<ReadSite.Site>("""
        SELECT s.id, s.version, s.edition_id, s.code, s.name, s.date, s.opens_at, s.status, s.status_reason, e.code AS edition_code, e.name AS edition_name, e.time_zone
        FROM site s JOIN edition e ON e.id = s.edition_id WHERE e.code = @Edition AND s.name = @Name
        """, new { Edition = edition, Name = name }, Ct))!;

    /// <summary>
    /// Registered: Ada with a mail address, Grace with a phone, Alan with neither; Edsger has cancelled. Expected: Acme without contact or offer,
    /// Globex with an offer and a contact.
    /// </summary>
    public static async Task RegisterAsync(TestHouse house, string editionCode, string siteCode, bool received = false)
    {
        var edition = await EditionAsync(house, editionCode);
        var site = await house.Registration.QueryFirstOrDefaultAsync<Guid>("SELECT id FROM site WHERE edition_id = @Edition AND code = @Code", new { Edition = edition, Code = siteCode }, Ct);
        await using var tx = await house.Registration.BeginAsync(Actor.Visitor, Ct);
        foreach (var (name, email, phone) in new (string, string?, string?)[] { ("Ada", "ada@example.org", null), ("Grace", null, "+33612345678"), ("Alan", null, null), ("Edsger", "edsger@example.org", null) })
        {
            var id = Guid.CreateVersion7();
            await SaveCandidates.ApplyAsync(tx, edition, new Dictionary<string, Func<SaveCandidates.Row?, SaveCandidates.Row>>
            {
                [name] = _ => new SaveCandidates.Row { Id = id, EditionId = edition, Code = name, LastName = name, FirstName = name, Email = email, Phone = phone, ConsentFollowUp = true },
            }, Ct);
            await RecordRegistrations.ApplyAsync(tx, edition, new Dictionary<(Guid, Guid), Func<RecordRegistrations.Row?, RecordRegistrations.Row>>
            {
                [(id, site)] = _ => new RecordRegistrations.Row { CandidateId = id, SiteId = site, EditionId = edition, RegisteredAt = tx.Now, Channel = "staff", CancelledAt = name == "Edsger" ? tx.Now : null, ReceivedAt = received && name == "Ada" ? tx.Now : null },
            }, Ct);
        }
        await SaveEstablishments.ApplyAsync(tx, new Dictionary<string, Func<SaveEstablishments.Row?, SaveEstablishments.Row>>
        {
            [Acme] = _ => new SaveEstablishments.Row { Siret = Acme, Siren = Acme[..9], CompanyName = "Acme" },
            [Globex] = _ => new SaveEstablishments.Row { Siret = Globex, Siren = Globex[..9], CompanyName = "Globex" },
        }, Ct);
        await RecordAttendances.ApplyAsync(tx, edition, new[] { Acme, Globex }.ToDictionary(siret => (site, siret), siret => (Func<RecordAttendances.Row?, RecordAttendances.Row>)(_ =>
            new RecordAttendances.Row { SiteId = site, Siret = siret, EditionId = edition, Tables = 1, Status = "expected" })), Ct);
        await SaveOffers.ApplyAsync(tx, edition, new Dictionary<string, Func<SaveOffers.Row?, SaveOffers.Row>>
        {
            ["g1"] = _ => new SaveOffers.Row { Id = Guid.CreateVersion7(), EditionId = edition, Code = "g1", Siret = Globex, Title = "Comptable", Positions = 2 },
        }, Ct);
        var contact = Guid.CreateVersion7();
        await SaveContacts.ApplyAsync(tx, new Dictionary<Guid, Func<SaveContacts.Row?, SaveContacts.Row>>
        {
            [contact] = _ => new SaveContacts.Row { Id = contact, Siret = Globex, Name = "Hank Scorpio", Email = "hank@globex.example", Language = "en" },
        }, Ct);
        await tx.CommitAsync(Ct);
    }
}
