using JobDating.Contracts.Flow;
using JobDating.Contracts.Registration;
using JobDating.Outcomes.Figures;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.People;

/// <summary>
/// Takes a person's name and address away, also from mails, and asks them nothing more. What they did stays and counts as before: no figure moves. Somebody not
/// heard of yet gets a tombstone, which whatever comes late finds.
/// </summary>
internal static class OnCandidatesErased
{
    private const string KnownSql = "SELECT id FROM person WHERE id IN @Ids";

    private const string InsertSql = """
        INSERT INTO person (id, version, edition_id, revision, code, last_name, first_name, birth_year, structure_id, consent_follow_up, consented_on, figures, erased_at)
        VALUES (@Id, @Version, @EditionId, 0, @Code, '', '', @BirthYear, @StructureId, @ConsentFollowUp, @ConsentedOn, '', @ErasedAt)
        """;

    private const string EraseSql = """
        UPDATE person
        SET version = @Version, code = @Code, last_name = '', first_name = '', email = NULL, phone = NULL, calling_name = NULL, language = NULL, birth_year = @BirthYear, structure_id = @StructureId, consent_follow_up = @ConsentFollowUp, consented_on = @ConsentedOn, erased_at = @ErasedAt
        WHERE id = @Id AND (erased_at IS NULL OR version < @Version)
        """;

    /// <summary>Those that were sent or answered are what happened; those that wait, for the post or for the telephone, are no more. A merged entry's wait for the kept one.</summary>
    private const string UninviteSql = "DELETE FROM invitation WHERE candidate_id IN @Ids AND status <> 'sent' AND answered_at IS NULL";

    private sealed record Row
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public Guid EditionId { get; init; }
        public required string Code { get; init; }
        public int? BirthYear { get; init; }
        public Guid? StructureId { get; init; }
        public bool? ConsentFollowUp { get; init; }
        public LocalDate? ConsentedOn { get; init; }
        public Instant ErasedAt { get; init; }
    }

    public static async Task ConsumeAsync(CandidatesErased message, Transaction tx, CancellationToken ct)
    {
        var ids = message.Candidates.Select(candidate => candidate.Id).ToList();
        var known = (await tx.QueryAsync<Guid>(KnownSql, new { Ids = ids }, ct)).ToHashSet();
        var rows = message.Candidates.Select(candidate => new Row
        {
            Id = candidate.Id,
            Version = candidate.Version,
            EditionId = message.EditionId,
            Code = candidate.Code,
            BirthYear = candidate.BirthYear,
            StructureId = candidate.StructureId,
            ConsentFollowUp = candidate.ConsentFollowUp,
            ConsentedOn = candidate.ConsentedOn,
            ErasedAt = candidate.ErasedAt,
        }).ToLookup(row => known.Contains(row.Id));
        try
        {
            await tx.ExecuteAsync(InsertSql, rows[false].ToList(), ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
        await tx.ExecuteAsync(EraseSql, rows[true].ToList(), ct);
        await tx.ExecuteAsync(UninviteSql, new { Ids = message.Candidates.Where(candidate => candidate.KeptId is null).Select(candidate => candidate.Id) }, ct);
        await tx.ForgetMailsAsync("candidate", ids, ct);
        await CountPeople.ApplyAsync(tx, message.EditionId, known, ct);
        await tx.PublishAsync(new PeopleErased { Service = "outcomes", DoneAt = tx.Now, CandidateIds = ids }, ct);
    }
}
