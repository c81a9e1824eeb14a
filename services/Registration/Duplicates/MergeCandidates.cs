using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.CandidateList;
using JobDating.Registration.Candidates;
using JobDating.Registration.CheckIn;
using JobDating.Registration.Mobility;
using JobDating.Registration.Schedules;
using JobDating.Registration.Workshops;

namespace JobDating.Registration.Duplicates;

/// <summary>
/// Two entries become one: the kept one gets the values chosen and everything that hangs on the gone one. The gone one is erased, so nothing about a
/// person is left in it and nothing fills it again, but its code stays taken. Everything is said under the kept one, in one transaction.
/// </summary>
internal static class MergeCandidates
{
    private const string RegistrationsSql = """
        SELECT candidate_id, site_id, edition_id, version, registered_at, channel, cancelled_at, received_at
        FROM registration
        WHERE candidate_id = @GoneId
        """;

    private const string AttendancesSql = """
        SELECT workshop_id, participant, edition_id, version, candidate_id, structure, attended, withdrawn_at
        FROM workshop_attendance
        WHERE candidate_id = @GoneId
        """;

    private const string VisitsSql = """
        SELECT id, version, edition_id, site_id, candidate_id, visited_at, outcome
        FROM mobility_visit
        WHERE candidate_id IN (@KeptId, @GoneId)
        """;

    private const string WishesSql = """
        SELECT offer_id
        FROM wish
        WHERE candidate_id = @GoneId
        ORDER BY rank
        """;

    private const string DropRegistrationsSql = "DELETE FROM registration WHERE candidate_id = @GoneId";

    private const string DropAttendancesSql = "DELETE FROM workshop_attendance WHERE candidate_id = @GoneId";

    private const string DropVisitsSql = "DELETE FROM mobility_visit WHERE candidate_id = @GoneId";

    private const string MoveConsentsSql = "UPDATE consent SET candidate_id = @KeptId WHERE candidate_id = @GoneId";

    /// <summary>What was told apart from the gone one is apart from the kept one.</summary>
    private const string ApartSql = """
        INSERT INTO candidate_apart (one_id, other_id, told_at)
        SELECT @KeptId, other_id, told_at
        FROM candidate_apart a
        WHERE one_id = @GoneId AND other_id <> @KeptId AND NOT EXISTS (SELECT 1 FROM candidate_apart k WHERE k.one_id = @KeptId AND k.other_id = a.other_id)
        """;

    private const string ApartBackSql = """
        INSERT INTO candidate_apart (one_id, other_id, told_at)
        SELECT one_id, @KeptId, told_at
        FROM candidate_apart a
        WHERE other_id = @GoneId AND one_id <> @KeptId AND NOT EXISTS (SELECT 1 FROM candidate_apart k WHERE k.other_id = @KeptId AND k.one_id = a.one_id)
        """;

    private const string DropApartSql = "DELETE FROM candidate_apart WHERE one_id = @GoneId OR other_id = @GoneId";

    /// <param name="kept">As it was when the values were chosen.</param>
    /// <param name="gone">Likewise.</param>
    /// <param name="taken">The names in <see cref="MergedValues"/> of what is taken from the gone one.</param>
    /// <exception cref="ChangedMeanwhileException">One of the two was changed, erased or merged by somebody else: nothing was written.</exception>
    public static async Task ApplyAsync(Transaction tx, SaveCandidates.Row kept, SaveCandidates.Row gone, IReadOnlySet<string> taken, CancellationToken ct)
    {
        var editionId = kept.EditionId;
        var ids = new { KeptId = kept.Id, GoneId = gone.Id };
        var wishes = await tx.QueryAsync<Guid>(WishesSql, ids, ct);
        await tx.ExecuteAsync(MoveConsentsSql, ids, ct);
        await KeepSchedules.MoveAsync(tx, kept.Id, gone.Id, ct);
        var result = MergedValues.Choose(kept, gone, taken);
        await SaveCandidates.ApplyAsync(tx, editionId, new Dictionary<string, Func<SaveCandidates.Row?, SaveCandidates.Row>>
        {
            [kept.Code] = old => IsStill(old, kept) ? result with { Version = kept.Version } : throw new ChangedMeanwhileException(),
            [gone.Code] = old => IsStill(old, gone) ? ErasedCandidate.Of(gone with { StructureId = null, ConsentFollowUp = null, ConsentedOn = null }, tx.Now) : throw new ChangedMeanwhileException(),
        }, ct, keptId: kept.Id);
        await CheckAsync(tx, kept, gone, ct);
        if (result.ConsentFollowUp != true && (kept.ConsentFollowUp == true || gone.ConsentFollowUp == true))
            await NoteConsents.WithdrawAsync(tx, kept.Id, ConsentWording.ForFollowUp, ct);
        await RegistrationsAsync(tx, editionId, kept.Id, ids, ct);
        await AttendancesAsync(tx, editionId, kept, ids, ct);
        await VisitsAsync(tx, editionId, kept.Id, ids, ct);
        await ChangeWishes.ApplyAsync(tx, editionId, new Dictionary<Guid, ChangeWishes.Change> { [kept.Id] = (_, old) => [.. old.Concat(wishes)] }, ct);
        foreach (var sql in (string[])[ApartSql, ApartBackSql, DropApartSql])
            await tx.ExecuteAsync(sql, ids, ct);
        await MergedCandidates.NoteAsync(tx, editionId, kept.Id, gone.Id, ct);
        await CandidateWords.DropAsync(tx, [gone.Id], ct);
        await PersonalLinks.TakeBackAsync(tx, gone.Id, ct);
        await tx.PublishAsync(new CandidatesMerged
        {
            EditionId = editionId,
            KeptId = kept.Id,
            GoneId = gone.Id,
            KeptVersion = result.Equals(kept) ? kept.Version : kept.Version + 1,
            GoneVersion = gone.Version + 1,
        }, ct);
        await tx.AuditAsync("candidate", kept.Id, "merged with", $"{gone.Code} {string.Join(' ', taken.Order(StringComparer.Ordinal))}".TrimEnd(), ct);
        await tx.AuditAsync("candidate", gone.Id, "merged into", kept.Code, ct);
    }

    private static bool IsStill(SaveCandidates.Row? old, SaveCandidates.Row read) => old?.Id == read.Id && old.Version == read.Version;

    /// <summary>An erased row is left as it is without asking for its change: so whoever was erased meanwhile is found here.</summary>
    private static async Task CheckAsync(Transaction tx, SaveCandidates.Row kept, SaveCandidates.Row gone, CancellationToken ct)
    {
        var now = await FindCandidates.ByIdAsync(tx, [kept.Id, gone.Id], ct);
        if (now[kept.Id].ErasedAt is not null || now[gone.Id].Version != gone.Version + 1)
            throw new ChangedMeanwhileException();
    }

    private static async Task RegistrationsAsync(Transaction tx, Guid editionId, Guid keptId, object ids, CancellationToken ct)
    {
        var rows = await tx.QueryAsync<RecordRegistrations.Row>(RegistrationsSql, ids, ct);
        await tx.ExecuteAsync(DropRegistrationsSql, ids, ct);
        await RecordRegistrations.ApplyAsync(tx, editionId, rows.ToDictionary(
            row => (keptId, row.SiteId),
            row => (Func<RecordRegistrations.Row?, RecordRegistrations.Row>)(old => old is null ? row with { CandidateId = keptId, Version = 0 } : OneRegistration.Of(old, row))), ct);
    }

    private static async Task AttendancesAsync(Transaction tx, Guid editionId, SaveCandidates.Row kept, object ids, CancellationToken ct)
    {
        var rows = await tx.QueryAsync<RecordWorkshopAttendances.Row>(AttendancesSql, ids, ct);
        await tx.ExecuteAsync(DropAttendancesSql, ids, ct);
        await RecordWorkshopAttendances.ApplyAsync(tx, editionId, rows.ToDictionary(
            row => (row.WorkshopId, kept.Code),
            row => (Func<RecordWorkshopAttendances.Row?, RecordWorkshopAttendances.Row>)(old => old is null
                ? row with { Participant = kept.Code, CandidateId = kept.Id, Version = 0 }
                : old with { CandidateId = kept.Id, Attended = old.Attended || row.Attended, Structure = old.Structure ?? row.Structure, WithdrawnAt = row.WithdrawnAt is null ? null : old.WithdrawnAt })), ct);
    }

    /// <summary>A visit of both at one time is one visit; the others keep their ids.</summary>
    private static async Task VisitsAsync(Transaction tx, Guid editionId, Guid keptId, object ids, CancellationToken ct)
    {
        var rows = await tx.QueryAsync<RecordMobilityVisits.Row>(VisitsSql, ids, ct);
        var twice = rows.Where(row => row.CandidateId == keptId).Select(row => (row.SiteId, row.VisitedAt)).ToHashSet();
        await RecordMobilityVisits.ApplyAsync(tx, editionId, rows.Where(row => row.CandidateId != keptId).ToDictionary(
            row => (row.SiteId, twice.Contains((row.SiteId, row.VisitedAt)) ? keptId : row.CandidateId, row.VisitedAt),
            row => (Func<RecordMobilityVisits.Row?, RecordMobilityVisits.Row>)(old => old! with { CandidateId = keptId, Outcome = old.Outcome ?? row.Outcome })), ct);
        await tx.ExecuteAsync(DropVisitsSql, ids, ct);
    }
}
