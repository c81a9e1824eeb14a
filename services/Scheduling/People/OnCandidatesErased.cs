using JobDating.Contracts.Flow;
using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Facts;
using JobDating.Scheduling.Merging;
using NodaTime;

namespace JobDating.Scheduling.People;

/// <summary>
/// Takes names, wishes, marks and waits away, and leaves a tombstone also of somebody not heard of yet: whatever comes late finds it. Interviews stay; they
/// name nobody. Those to come are cancelled, except of an entry that became another by a merge: they go on with that one.
/// </summary>
internal static class OnCandidatesErased
{
    private const string KnownSql = "SELECT id FROM candidate WHERE id IN @Ids";

    private const string InsertSql = """
        INSERT INTO candidate (id, version, edition_id, code, last_name, first_name, erased_at)
        VALUES (@Id, @Version, @EditionId, @Code, '', '', @ErasedAt)
        """;

    private const string EraseSql = """
        UPDATE candidate
        SET version = @Version, code = @Code, last_name = '', first_name = '', erased_at = @ErasedAt
        WHERE id = @Id AND (erased_at IS NULL OR version < @Version)
        """;

    private const string EraseWishesSql = "DELETE FROM wish WHERE candidate_id IN @Ids";

    private const string EraseListsSql = "DELETE FROM wish_list WHERE candidate_id IN @Ids";

    private sealed record Row
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public Guid EditionId { get; init; }
        public required string Code { get; init; }
        public Instant ErasedAt { get; init; }
    }

    public static async Task ConsumeAsync(CandidatesErased message, Transaction tx, CancellationToken ct)
    {
        var ids = message.Candidates.Select(candidate => candidate.Id).ToList();
        await Sides.TakeCandidatesAsync(tx, ids, ct);
        var known = (await tx.QueryAsync<Guid>(KnownSql, new { Ids = ids }, ct)).ToHashSet();
        var rows = message.Candidates.Select(candidate => new Row { Id = candidate.Id, Version = candidate.Version, EditionId = message.EditionId, Code = candidate.Code, ErasedAt = candidate.ErasedAt }).ToLookup(row => known.Contains(row.Id));
        try
        {
            await tx.ExecuteAsync(InsertSql, rows[false].ToList(), ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
        await tx.ExecuteAsync(EraseSql, rows[true].ToList(), ct);
        await tx.ExecuteAsync(EraseWishesSql, new { Ids = ids }, ct);
        await tx.ExecuteAsync(EraseListsSql, new { Ids = ids }, ct);
        foreach (var merged in message.Candidates.Where(candidate => candidate.KeptId is not null))
            await FollowMerge.ApplyAsync(tx, merged.Id, merged.KeptId!.Value, ct);
        await EraseMarksAndWaits.ApplyAsync(tx, ids, ct);
        var gone = message.Candidates.Where(candidate => candidate.KeptId is null).Select(candidate => candidate.Id).ToList();
        await CancelByFact.ApplyAsync(tx, await Future.OfCandidatesAsync(tx, gone, ct), Booker.Candidate, "candidate erased", ct);
        // Until now the gone one could still be booked, though it was known who they are.
        foreach (var merged in message.Candidates.Where(candidate => candidate.KeptId is not null))
            await MoveToKept.ApplyAsync(tx, merged.Id, ct);
        await tx.PublishAsync(new PeopleErased { Service = "scheduling", DoneAt = tx.Now, CandidateIds = ids }, ct);
    }
}
