using JobDating.Platform;
using JobDating.Registration.Candidates;
using JobDating.Registration.CheckIn;
using JobDating.Registration.Employers;
using JobDating.Registration.Mobility;
using JobDating.Registration.Press;
using JobDating.Registration.Sites;
using JobDating.Registration.Structures;
using JobDating.Registration.Workshops;

namespace JobDating.Registration.Imports;

/// <summary>
/// Up to 500 rows of one file, as changes for the slice that owns them: a column that is absent keeps what is there, an empty cell empties it.
/// </summary>
internal static class ImportRows
{
    public static Task<Saved> StructuresAsync(Transaction tx, Guid editionId, IReadOnlyList<ArchiveRow> rows, CancellationToken ct) =>
        SaveStructures.ApplyAsync(tx, editionId, Changes<string, SaveStructures.Row>(rows, row => row.Text("code")!, (row, old) =>
            (old ?? new() { Id = Guid.CreateVersion7(), EditionId = editionId, Code = row.Text("code")!, Name = "" }) with
            {
                Name = row.Text("name")!,
                Kind = row.Has("kind") ? row.Text("kind") : old?.Kind,
            }), ct);

    public static Task<Saved> SitesAsync(Transaction tx, Guid editionId, IReadOnlyList<ArchiveRow> rows, CancellationToken ct) =>
        SaveSites.ApplyAsync(tx, editionId, Changes<string, SaveSites.Row>(rows, row => row.Text("code")!, (row, old) =>
            (old ?? new() { Id = Guid.CreateVersion7(), EditionId = editionId, Code = row.Text("code")!, Name = "" }) with
            {
                Name = row.Text("name")!,
                Commune = row.Has("commune") ? row.Text("commune") : old?.Commune,
                Address = row.Has("address") ? row.Text("address") : old?.Address,
                Date = row.Date("date")!.Value,
                OpensAt = row.Has("opens_at") ? row.Time("opens_at") : old?.OpensAt,
                ClosesAt = row.Has("closes_at") ? row.Time("closes_at") : old?.ClosesAt,
                InterviewMinutes = row.Has("interview_minutes") ? row.Number("interview_minutes") : old?.InterviewMinutes,
            }), ct);

    public static async Task<Saved> EstablishmentsAsync(Transaction tx, Guid editionId, IReadOnlyList<ArchiveRow> rows, CancellationToken ct)
    {
        var saved = await SaveEstablishments.ApplyAsync(tx, Changes<string, SaveEstablishments.Row>(rows, row => row.Text("siret")!, (row, old) =>
            (old ?? new() { Siret = row.Text("siret")!, Siren = row.Text("siret")![..9], CompanyName = "" }) with
            {
                CompanyName = row.Text("company_name")!,
                Name = row.Has("name") ? row.Text("name") : old?.Name,
                Commune = row.Has("commune") ? row.Text("commune") : old?.Commune,
                CharterSignedOn = row.Has("charter_signed_on") ? row.Date("charter_signed_on") : old?.CharterSignedOn,
            }), ct);
        await SaveEstablishments.NameAsync(tx, editionId, rows.Select(row => row.Text("siret")!), ct);
        return saved;
    }

    public static async Task<Saved> AttendancesAsync(Transaction tx, Guid editionId, IReadOnlyList<ArchiveRow> rows, CancellationToken ct)
    {
        var sites = await StoredCodes.IdsAsync(tx, editionId, ArchiveFormat.Sites, rows.Select(row => row.Text("site_code")), ct);
        return await RecordAttendances.ApplyAsync(tx, editionId, Changes<(Guid, string), RecordAttendances.Row>(rows, row => (sites[row.Text("site_code")!], row.Text("siret")!), (row, old) =>
            (old ?? new() { SiteId = sites[row.Text("site_code")!], Siret = row.Text("siret")!, EditionId = editionId, Status = "", Tables = 1 }) with
            {
                Tables = row.Has("tables") ? row.Number("tables") ?? 1 : old?.Tables ?? 1,
                Status = row.Text("status")!,
            }), ct);
    }

    public static Task<Saved> OffersAsync(Transaction tx, Guid editionId, IReadOnlyList<ArchiveRow> rows, CancellationToken ct) =>
        SaveOffers.ApplyAsync(tx, editionId, Changes<string, SaveOffers.Row>(rows, row => row.Text("code")!, (row, old) =>
            (old ?? new() { Id = Guid.CreateVersion7(), EditionId = editionId, Code = row.Text("code")!, Siret = "", Title = "" }) with
            {
                Siret = row.Text("siret")!,
                Title = row.Text("title")!,
                RomeCode = row.Has("rome_code") ? row.Text("rome_code") : old?.RomeCode,
                ContractType = row.Has("contract_type") ? row.Text("contract_type") : old?.ContractType,
                Positions = row.Has("positions") ? row.Number("positions") : old?.Positions,
            }), ct);

    public static async Task<Saved> CandidatesAsync(Transaction tx, Guid editionId, IReadOnlyList<ArchiveRow> rows, CancellationToken ct)
    {
        var structures = await StoredCodes.IdsAsync(tx, editionId, ArchiveFormat.Structures, rows.Select(row => row.Text("structure_code")), ct);
        return await SaveCandidates.ApplyAsync(tx, editionId, Changes<string, SaveCandidates.Row>(rows, row => row.Text("code")!, (row, old) =>
            (old ?? new() { Id = Guid.CreateVersion7(), EditionId = editionId, Code = row.Text("code")!, LastName = "", FirstName = "" }) with
            {
                LastName = row.Text("last_name")!,
                FirstName = row.Text("first_name")!,
                BirthDate = row.Has("birth_date") ? row.Date("birth_date") : old?.BirthDate,
                Email = row.Has("email") ? row.Text("email") : old?.Email,
                Phone = row.Has("phone") ? row.Text("phone") : old?.Phone,
                Commune = row.Has("commune") ? row.Text("commune") : old?.Commune,
                StructureId = !row.Has("structure_code") ? old?.StructureId : row.Text("structure_code") is { } structure ? structures[structure] : null,
                ConsentFollowUp = row.Has("consent_followup") ? row.Flag("consent_followup") : old?.ConsentFollowUp,
                ConsentedOn = row.Has("consented_on") ? row.Date("consented_on") : old?.ConsentedOn,
            }), ct);
    }

    public static async Task<Saved> RegistrationsAsync(Transaction tx, Guid editionId, IReadOnlyList<ArchiveRow> rows, CancellationToken ct)
    {
        var sites = await StoredCodes.IdsAsync(tx, editionId, ArchiveFormat.Sites, rows.Select(row => row.Text("site_code")), ct);
        var candidates = await StoredCodes.IdsAsync(tx, editionId, ArchiveFormat.Candidates, rows.Select(row => row.Text("candidate_code")), ct);
        return await RecordRegistrations.ApplyAsync(tx, editionId, Changes<(Guid, Guid), RecordRegistrations.Row>(rows, row => (candidates[row.Text("candidate_code")!], sites[row.Text("site_code")!]), (row, old) =>
            (old ?? new() { CandidateId = candidates[row.Text("candidate_code")!], SiteId = sites[row.Text("site_code")!], EditionId = editionId, Channel = "" }) with
            {
                RegisteredAt = row.Instant("registered_at")!.Value,
                Channel = row.Text("channel")!,
                CancelledAt = row.Has("cancelled_at") ? row.Instant("cancelled_at") : row.Instant("received_at") is null ? old?.CancelledAt : null,
                ReceivedAt = row.Has("received_at") ? row.Instant("received_at") : old?.ReceivedAt,
            }), ct);
    }

    public static Task<Saved> WorkshopsAsync(Transaction tx, Guid editionId, IReadOnlyList<ArchiveRow> rows, CancellationToken ct) =>
        SaveWorkshops.ApplyAsync(tx, editionId, Changes<string, SaveWorkshops.Row>(rows, row => row.Text("code")!, (row, old) =>
            (old ?? new() { Id = Guid.CreateVersion7(), EditionId = editionId, Code = row.Text("code")!, Name = "", Audience = "" }) with
            {
                Name = row.Text("name")!,
                Audience = row.Text("audience")!,
                StartsAt = row.Instant("starts_at")!.Value,
                Place = row.Has("place") ? row.Text("place") : old?.Place,
                Capacity = row.Has("capacity") ? row.Number("capacity") : old?.Capacity,
            }), ct);

    public static async Task<Saved> WorkshopAttendancesAsync(Transaction tx, Guid editionId, IReadOnlyList<ArchiveRow> rows, CancellationToken ct)
    {
        var workshops = await StoredCodes.IdsAsync(tx, editionId, ArchiveFormat.Workshops, rows.Select(row => row.Text("workshop_code")), ct);
        var preparations = await StoredCodes.PreparationsAsync(tx, editionId, workshops.Keys, ct);
        var candidates = await StoredCodes.IdsAsync(tx, editionId, ArchiveFormat.Candidates, rows.Where(row => preparations.Contains(row.Text("workshop_code")!)).Select(row => row.Text("participant_code")), ct);
        return await RecordWorkshopAttendances.ApplyAsync(tx, editionId, Changes<(Guid, string), RecordWorkshopAttendances.Row>(rows, row => (workshops[row.Text("workshop_code")!], row.Text("participant_code")!), (row, old) =>
            (old ?? new() { WorkshopId = workshops[row.Text("workshop_code")!], Participant = row.Text("participant_code")!, EditionId = editionId }) with
            {
                CandidateId = preparations.Contains(row.Text("workshop_code")!) ? candidates[row.Text("participant_code")!] : null,
                Structure = row.Has("structure") ? row.Text("structure") : old?.Structure,
                Attended = row.Flag("attended")!.Value,
            }), ct);
    }

    public static Task<Saved> PressAsync(Transaction tx, Guid editionId, IReadOnlyList<ArchiveRow> rows, CancellationToken ct) =>
        SavePressArticles.ApplyAsync(tx, editionId, Changes<(NodaTime.LocalDate, string, string), SavePressArticles.Row>(rows, row => (row.Date("published_on")!.Value, row.Text("outlet")!, row.Text("title")!), (row, old) =>
            (old ?? new() { Id = Guid.CreateVersion7(), EditionId = editionId, PublishedOn = row.Date("published_on")!.Value, Outlet = row.Text("outlet")!, Title = row.Text("title")! }) with
            {
                Url = row.Has("url") ? row.Text("url") : old?.Url,
            }), ct);

    public static async Task<Saved> MobilityVisitsAsync(Transaction tx, Guid editionId, IReadOnlyList<ArchiveRow> rows, CancellationToken ct)
    {
        var sites = await StoredCodes.IdsAsync(tx, editionId, ArchiveFormat.Sites, rows.Select(row => row.Text("site_code")), ct);
        var candidates = await StoredCodes.IdsAsync(tx, editionId, ArchiveFormat.Candidates, rows.Select(row => row.Text("candidate_code")), ct);
        return await RecordMobilityVisits.ApplyAsync(tx, editionId, Changes<(Guid, Guid, NodaTime.Instant), RecordMobilityVisits.Row>(rows, row => (sites[row.Text("site_code")!], candidates[row.Text("candidate_code")!], row.Instant("visited_at")!.Value), (row, old) =>
            (old ?? new() { Id = Guid.CreateVersion7(), EditionId = editionId, SiteId = sites[row.Text("site_code")!], CandidateId = candidates[row.Text("candidate_code")!], VisitedAt = row.Instant("visited_at")!.Value }) with
            {
                Outcome = row.Has("outcome") ? row.Text("outcome") : old?.Outcome,
            }), ct);
    }

    private static Dictionary<TKey, Func<TRow?, TRow>> Changes<TKey, TRow>(IReadOnlyList<ArchiveRow> rows, Func<ArchiveRow, TKey> key, Func<ArchiveRow, TRow?, TRow> change)
        where TKey : notnull
        where TRow : class =>
        rows.ToDictionary(key, row => (Func<TRow?, TRow>)(old => change(row, old)));
}
