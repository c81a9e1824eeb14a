using JobDating.Platform;
using JobDating.Registration;
using JobDating.Registration.Candidates;
using JobDating.Registration.CheckIn;
using JobDating.Registration.Contacts;
using JobDating.Registration.Imports;
using JobDating.Registration.Sites;

namespace JobDating.AllInOne.Demo.Coming;

/// <summary>
/// What an archive has no place for and Registration owns: how many a hall seats, a site that was postponed, contacts, when candidates come, ranked
/// wishes. In one transaction, once.
/// </summary>
internal static class FillRegistration
{
    private const string WrittenToSql = "SELECT siret FROM partner_contact WHERE siret IN @Sirets";

    private const int Seats = 160;
    private const int SeatsLeft = 2;
    private const string Reason = "La salle était prise ce jour-là.";

    /// <returns>False when it was done before.</returns>
    /// <exception cref="ChangedMeanwhileException">Somebody changed a site at this very moment; doing it again is safe.</exception>
    public static async Task<bool> RunAsync(RegistrationDatabase db, ComingStory story, Guid editionId, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(ComingScenario.Actor, ct);
        if (await ComingScenario.IsFilledAsync(tx, editionId, ct))
            return false;
        var registered = story.Candidates.At(story.Tour.NearlyFull).Count();
        await SaveSites.ApplyAsync(tx, editionId, story.Tour.Sites.ToDictionary(site => site.Code, site => (Func<SaveSites.Row?, SaveSites.Row>)(row =>
            site == story.Tour.Postponed ? row! with { Capacity = Seats, Status = "postponed", StatusReason = Reason }
            : row! with { Capacity = site == story.Tour.NearlyFull ? registered + SeatsLeft : Seats })), ct);
        await ContactsAsync(tx, story, editionId, ct);
        var candidates = await StoredCodes.IdsAsync(tx, editionId, ArchiveFormat.Candidates, story.Candidates.All.Select(candidate => candidate.Code), ct);
        await PresencesAsync(tx, story, editionId, candidates, ct);
        await WishesAsync(tx, story, editionId, candidates, ct);
        await ComingScenario.FilledAsync(tx, editionId, ct);
        await tx.CommitAsync(ct);
        return true;
    }

    /// <summary>All but a few have somebody who is written to, some of them since an earlier tour.</summary>
    private static async Task ContactsAsync(Transaction tx, ComingStory story, Guid editionId, CancellationToken ct)
    {
        var names = new Names(new("contacts to come"));
        var structures = await StoredCodes.IdsAsync(tx, editionId, ArchiveFormat.Structures, Structures.All.Select(structure => structure.Code), ct);
        var written = (await tx.QueryAsync<string>(WrittenToSql, new { Sirets = story.Employers.Establishments.Select(establishment => establishment.Siret) }, ct)).ToHashSet();
        var contacts = story.Employers.Establishments.Skip(3).Where(establishment => !written.Contains(establishment.Siret)).Select(establishment => Contact(names) with { Siret = establishment.Siret })
            .Concat(structures.Values.Order().Select(id => Contact(names) with { StructureId = id })).ToList();
        await SaveContacts.ApplyAsync(tx, contacts.ToDictionary(contact => contact.Id, contact => (Func<SaveContacts.Row?, SaveContacts.Row>)(_ => contact)), ct);
    }

    private static SaveContacts.Row Contact(Names names)
    {
        var (first, last) = names.Next();
        return new() { Id = Guid.CreateVersion7(), Name = $"{first} {last}", Email = $"{Names.Address(first)}.{Names.Address(last)}@example.com", Language = "fr" };
    }

    private static async Task PresencesAsync(Transaction tx, ComingStory story, Guid editionId, IReadOnlyDictionary<string, Guid> candidates, CancellationToken ct)
    {
        var sites = await StoredCodes.IdsAsync(tx, editionId, ArchiveFormat.Sites, story.Tour.Sites.Select(site => site.Code), ct);
        await RecordRegistrations.ApplyAsync(tx, editionId, story.Presences.ToDictionary(
            presence => (candidates[presence.Candidate.Code], sites[presence.Site.Code]),
            presence => (Func<RecordRegistrations.Row?, RecordRegistrations.Row>)(row => row! with { PresentFrom = presence.From, PresentUntil = presence.Until })), ct);
    }

    /// <summary>Whoever has said what they wish for meanwhile is not overruled.</summary>
    private static async Task WishesAsync(Transaction tx, ComingStory story, Guid editionId, IReadOnlyDictionary<string, Guid> candidates, CancellationToken ct)
    {
        var offers = await StoredCodes.IdsAsync(tx, editionId, ArchiveFormat.Offers, story.Employers.Offers.Select(offer => offer.Code), ct);
        await ChangeWishes.ApplyAsync(tx, editionId, story.Candidates.All.Where(candidate => candidate.Wishes.Count > 0).ToDictionary(
            candidate => candidates[candidate.Code],
            candidate => (ChangeWishes.Change)((version, before) => version > 0 ? before : [.. candidate.Wishes.Select(wish => offers[wish.Code])])), ct);
    }
}
