using JobDating.Platform;

namespace JobDating.Registration.Candidates;

/// <summary>Who agreed to what, in which words, when, and who noted it: kept for as long as the person is. The only writer of consents.</summary>
internal static class NoteConsents
{
    private const string WordingSql = """
        INSERT INTO consent_wording (id, purpose, language, version, text, first_used_at)
        SELECT @Id, @Purpose, @Language, @Version, @Text, @Now
        WHERE NOT EXISTS (SELECT 1 FROM consent_wording WHERE id = @Id)
        """;

    private const string GiveSql = """
        INSERT INTO consent (id, candidate_id, purpose, wording_id, given_at, noted_by)
        SELECT @Id, @CandidateId, @Purpose, @WordingId, @Now, @NotedBy
        WHERE NOT EXISTS (SELECT 1 FROM consent WHERE candidate_id = @CandidateId AND purpose = @Purpose AND withdrawn_at IS NULL)
        """;

    private const string WithdrawSql = """
        UPDATE consent
        SET withdrawn_at = @Now
        WHERE candidate_id = @CandidateId AND purpose = @Purpose AND withdrawn_at IS NULL
        """;

    /// <summary>Notes what was agreed to now; one that holds already is left as it is.</summary>
    public static async Task GiveAsync(Transaction tx, Guid candidateId, IReadOnlyList<ConsentWording> wordings, CancellationToken ct)
    {
        try
        {
            await tx.ExecuteAsync(WordingSql, wordings.Select(wording => new { wording.Id, wording.Purpose, wording.Language, wording.Version, wording.Text, tx.Now }).ToList(), ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            // Somebody else was the first to be shown this text, just now.
            throw new ChangedMeanwhileException(exception);
        }
        await tx.ExecuteAsync(GiveSql, wordings.Select(wording => new { Id = Guid.CreateVersion7(), CandidateId = candidateId, wording.Purpose, WordingId = wording.Id, tx.Now, NotedBy = tx.Actor.ToString() }).ToList(), ct);
        await tx.AuditAsync("candidate", candidateId, "consent given", string.Join(' ', wordings.Select(wording => wording.Purpose)), ct);
    }

    /// <summary>Agreed to once more: the consent before held until now, and this one is new.</summary>
    public static async Task RenewAsync(Transaction tx, Guid candidateId, ConsentWording wording, CancellationToken ct)
    {
        await tx.ExecuteAsync(WithdrawSql, new { CandidateId = candidateId, wording.Purpose, tx.Now }, ct);
        await GiveAsync(tx, candidateId, [wording], ct);
    }

    public static async Task WithdrawAsync(Transaction tx, Guid candidateId, string purpose, CancellationToken ct)
    {
        await tx.ExecuteAsync(WithdrawSql, new { CandidateId = candidateId, Purpose = purpose, tx.Now }, ct);
        await tx.AuditAsync("candidate", candidateId, "consent withdrawn", purpose, ct);
    }
}
