using JobDating.Platform;
using JobDating.Registration.CheckIn;
using JobDating.Registration.Mobility;
using JobDating.Registration.Workshops;
using NodaTime;

namespace JobDating.Registration.Duplicates;

/// <summary>
/// What still comes about a candidate who was merged into another (an old archive imported again, a page that was open meanwhile) is about the
/// other. Each slice that writes what hangs on candidates passes its changes through here first: those about a gone one become
/// changes of the kept one's row, added to what is known there and never taking anything away.
/// </summary>
/// <remarks>The gone candidate's own row is an erased one, which nothing fills: which values are kept was decided at the merge.</remarks>
internal static class LandAtKept
{
    private const string KeptCodesSql = "SELECT id, code FROM candidate WHERE id IN @Ids";

    private const string ParticipantsSql = """
        SELECT c.code, m.kept_id AS id
        FROM candidate c
        JOIN candidate_merge m ON m.gone_id = c.id
        WHERE c.edition_id = @EditionId AND c.code IN @Codes
        """;

    private sealed record CodeRow
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
    }

    public static async Task<IReadOnlyDictionary<(Guid CandidateId, Guid SiteId), Func<RecordRegistrations.Row?, RecordRegistrations.Row>>> RegistrationsAsync(
        Transaction tx, IReadOnlyDictionary<(Guid CandidateId, Guid SiteId), Func<RecordRegistrations.Row?, RecordRegistrations.Row>> changes, CancellationToken ct)
    {
        var gone = await MergedCandidates.AmongAsync(tx, changes.Keys.Select(key => key.CandidateId), ct);
        return gone.Count == 0 ? changes : Land(changes, key => key with { CandidateId = gone.GetValueOrDefault(key.CandidateId, key.CandidateId) }, (key, change) => old =>
        {
            var said = change(null) with { CandidateId = key.CandidateId };
            return old is null ? said : OneRegistration.Of(old, said);
        });
    }

    public static async Task<IReadOnlyDictionary<(Guid SiteId, Guid CandidateId, Instant VisitedAt), Func<RecordMobilityVisits.Row?, RecordMobilityVisits.Row>>> VisitsAsync(
        Transaction tx, IReadOnlyDictionary<(Guid SiteId, Guid CandidateId, Instant VisitedAt), Func<RecordMobilityVisits.Row?, RecordMobilityVisits.Row>> changes, CancellationToken ct)
    {
        var gone = await MergedCandidates.AmongAsync(tx, changes.Keys.Select(key => key.CandidateId), ct);
        return gone.Count == 0 ? changes : Land(changes, key => key with { CandidateId = gone.GetValueOrDefault(key.CandidateId, key.CandidateId) }, (key, change) => old =>
            change(old) with { CandidateId = key.CandidateId });
    }

    /// <summary>A participant of a candidates' workshop is named by its code: a gone one's becomes the kept one's.</summary>
    public static async Task<IReadOnlyDictionary<(Guid WorkshopId, string Participant), Func<RecordWorkshopAttendances.Row?, RecordWorkshopAttendances.Row>>> AttendancesAsync(
        Transaction tx, Guid editionId, IReadOnlyDictionary<(Guid WorkshopId, string Participant), Func<RecordWorkshopAttendances.Row?, RecordWorkshopAttendances.Row>> changes, CancellationToken ct)
    {
        var gone = (await tx.QueryAsync<CodeRow>(ParticipantsSql, new { EditionId = editionId, Codes = changes.Keys.Select(key => key.Participant).Distinct() }, ct)).ToDictionary(row => row.Code, row => row.Id);
        if (gone.Count == 0)
            return changes;
        var codes = (await tx.QueryAsync<CodeRow>(KeptCodesSql, new { Ids = gone.Values.Distinct() }, ct)).ToDictionary(row => row.Id, row => row.Code);
        // A participant of an employers' workshop is free text: one that happens to be a gone candidate's code stays what it is.
        var elsewhere = changes.Where(change => gone.ContainsKey(change.Key.Participant) && change.Value(null).CandidateId is null).Select(change => change.Key).ToHashSet();
        return Land(changes, key => gone.TryGetValue(key.Participant, out var kept) && !elsewhere.Contains(key) ? key with { Participant = codes[kept] } : key, (key, change) => old =>
        {
            var said = change(null);
            return (old ?? said) with
            {
                Participant = key.Participant,
                CandidateId = gone[said.Participant],
                Attended = said.Attended || old?.Attended == true,
                Structure = old?.Structure ?? said.Structure,
                WithdrawnAt = old is null || said.WithdrawnAt is null ? said.WithdrawnAt : old.WithdrawnAt,
            };
        });
    }

    /// <summary>Changes by their new keys; several of one key follow each other, the kept one's own first.</summary>
    private static Dictionary<TKey, Func<TRow?, TRow>> Land<TKey, TRow>(IReadOnlyDictionary<TKey, Func<TRow?, TRow>> changes, Func<TKey, TKey> meant, Func<TKey, Func<TRow?, TRow>, Func<TRow?, TRow>> landed)
        where TKey : notnull, IEquatable<TKey>
        where TRow : class
    {
        var all = new Dictionary<TKey, Func<TRow?, TRow>>();
        foreach (var (key, change) in changes.Where(change => meant(change.Key).Equals(change.Key)))
            all[key] = change;
        foreach (var (key, change) in changes.Where(change => !meant(change.Key).Equals(change.Key)))
        {
            var now = meant(key);
            var last = landed(now, change);
            all[now] = all.TryGetValue(now, out var first) ? old => last(first(old)) : last;
        }
        return all;
    }
}
