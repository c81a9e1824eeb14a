using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Privacy;
using JobDating.Registration.Schedules;

namespace JobDating.Registration.Candidates;

/// <summary>
/// Erases candidates' data, here and by message everywhere. Registrations, check-ins and workshops stay without a name, so no figure of any
/// edition moves. There is no way back; twice is once.
/// </summary>
internal static class EraseCandidates
{
    private const string ForgetWishesSql = "DELETE FROM wish WHERE candidate_id IN @Ids";

    private const string ForgetListsSql = "DELETE FROM wish_list WHERE candidate_id IN @Ids";

    private const string ForgetConsentsSql = "DELETE FROM consent WHERE candidate_id IN @Ids";

    private const string ForgetResultsSql = "DELETE FROM candidate_result WHERE candidate_id IN @Ids";

    private const string ForgetAnsweredSql = "DELETE FROM candidate_answered WHERE candidate_id IN @Ids";

    private const string ForgetRetentionSql = "DELETE FROM retention WHERE candidate_id IN @Ids";

    /// <summary>How many were erased now; those already erased and ids of nobody are not counted.</summary>
    public static async Task<int> ApplyAsync(Transaction tx, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var people = (await FindCandidates.ByIdAsync(tx, ids, ct)).Values.Where(row => row.ErasedAt is null).ToList();
        foreach (var edition in people.GroupBy(row => row.EditionId))
            await SaveCandidates.ApplyAsync(tx, edition.Key, edition.ToDictionary(row => row.Code, _ => (Func<SaveCandidates.Row?, SaveCandidates.Row>)(row => ErasedCandidate.Of(row!, tx.Now))), ct);
        foreach (var row in people)
            await PersonalLinks.TakeBackAsync(tx, row.Id, ct);
        return people.Count;
    }

    /// <summary>The rest of an erasure that <see cref="SaveCandidates"/> has just written: what hung on the person goes, the others are told.</summary>
    /// <param name="keptId">As in <see cref="SaveCandidates.ApplyAsync"/>.</param>
    public static async Task CompleteAsync(Transaction tx, Guid editionId, IReadOnlyList<SaveCandidates.Row> erased, Guid? keptId, CancellationToken ct)
    {
        if (erased.Count == 0)
            return;
        var ids = new { Ids = erased.Select(row => row.Id).ToList() };
        await tx.ExecuteAsync(ForgetWishesSql, ids, ct);
        await tx.ExecuteAsync(ForgetListsSql, ids, ct);
        await tx.ExecuteAsync(ForgetConsentsSql, ids, ct);
        await KeepSchedules.ForgetAsync(tx, ids.Ids, ct);
        await tx.ExecuteAsync(ForgetResultsSql, ids, ct);
        await tx.ExecuteAsync(ForgetAnsweredSql, ids, ct);
        await tx.ExecuteAsync(ForgetRetentionSql, ids, ct);
        await AccessRequests.ForgetAsync(tx, ids.Ids, ct);
        await tx.ForgetMailsAsync("candidate", ids.Ids, ct);
        await Erasures.AskAsync(tx, ids.Ids, ct);
        await SayAsync(tx, editionId, erased, _ => keptId, ct);
    }

    /// <summary>Tells the other services of these rows, all of them erased.</summary>
    /// <param name="keptIdOf">Whom one that a merge has erased has become.</param>
    public static Task SayAsync(Transaction tx, Guid editionId, IReadOnlyList<SaveCandidates.Row> rows, Func<SaveCandidates.Row, Guid?> keptIdOf, CancellationToken ct) =>
        tx.PublishAsync(new CandidatesErased
        {
            EditionId = editionId,
            Candidates = [.. rows.Select(row => new CandidatesErased.Candidate
            {
                Id = row.Id,
                Version = row.Version,
                Code = row.Code,
                ErasedAt = row.ErasedAt!.Value,
                KeptId = keptIdOf(row),
                ConsentFollowUp = row.ConsentFollowUp,
                ConsentedOn = row.ConsentedOn,
                BirthYear = row.BirthYear,
                StructureId = row.StructureId,
            })],
        }, ct);
}
