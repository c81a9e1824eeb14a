using JobDating.Platform;

namespace JobDating.Registration.Schedules;

/// <summary>What becomes of interviews when their candidate is erased or merged.</summary>
internal static class KeepSchedules
{
    private const string NobodysSql = "UPDATE interview SET candidate_id = NULL WHERE candidate_id IN @Ids";

    private const string ForgetNewsSql = "DELETE FROM schedule_news WHERE candidate_id IN @Ids";

    private const string ForgetRemindersSql = "DELETE FROM schedule_reminder WHERE candidate_id IN @Ids";

    private const string ForgetOffersSql = "DELETE FROM offered_time WHERE candidate_id IN @Ids";

    private const string MoveSql = "UPDATE interview SET candidate_id = @KeptId WHERE candidate_id = @GoneId";

    private const string MoveNewsSql = """
        UPDATE schedule_news
        SET candidate_id = @KeptId, person = @Person, version = version + 1
        WHERE candidate_id = @GoneId AND NOT EXISTS (SELECT 1 FROM schedule_news k WHERE k.candidate_id = @KeptId)
        """;

    private const string MoveRemindersSql = """
        INSERT INTO schedule_reminder (candidate_id, date, kind, reminded_at)
        SELECT @KeptId, g.date, g.kind, g.reminded_at
        FROM schedule_reminder g
        WHERE g.candidate_id = @GoneId AND NOT EXISTS (SELECT 1 FROM schedule_reminder k WHERE k.candidate_id = @KeptId AND k.date = g.date AND k.kind = g.kind)
        """;

    private const string MoveOffersSql = "UPDATE offered_time SET candidate_id = @KeptId WHERE candidate_id = @GoneId";

    /// <summary>Their interviews stay as times that nobody's name stands at; nobody is told or reminded any more.</summary>
    public static async Task ForgetAsync(Transaction tx, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        foreach (var sql in (string[])[NobodysSql, ForgetNewsSql, ForgetRemindersSql, ForgetOffersSql])
            await tx.ExecuteAsync(sql, new { Ids = ids }, ct);
    }

    /// <summary>Before the gone one is erased: its interviews are the kept one's, and so is what it was still to be told or was reminded of.</summary>
    public static async Task MoveAsync(Transaction tx, Guid keptId, Guid goneId, CancellationToken ct)
    {
        foreach (var sql in (string[])[MoveSql, MoveNewsSql, MoveRemindersSql, MoveOffersSql])
            await tx.ExecuteAsync(sql, new { KeptId = keptId, GoneId = goneId, Person = $"{keptId}" }, ct);
    }
}
