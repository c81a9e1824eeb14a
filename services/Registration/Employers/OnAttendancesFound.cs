using JobDating.Contracts.Scheduling;
using JobDating.Platform;

namespace JobDating.Registration.Employers;

/// <summary>
/// Records who the hall found to be there, or not to be. A finding that comes again or late changes nothing; one of an establishment that is not expected any more neither.
/// </summary>
internal static class OnAttendancesFound
{
    private const string HearSql = """
        UPDATE attendance
        SET found_version = @Version
        WHERE site_id = @SiteId AND siret = @Siret AND COALESCE(found_version, 0) < @Version
        """;

    public static async Task ConsumeAsync(AttendancesFound message, Transaction tx, CancellationToken ct)
    {
        var changes = new Dictionary<(Guid SiteId, string Siret), Func<RecordAttendances.Row?, RecordAttendances.Row>>();
        foreach (var found in message.Attendances.OrderBy(found => found.Version))
            if (await tx.ExecuteAsync(HearSql, new { found.SiteId, found.Siret, found.Version }, ct) == 1)
                changes[(found.SiteId, found.Siret)] = old => old! with { Status = found.Status };
        if (changes.Count > 0)
            await RecordAttendances.ApplyAsync(tx, message.EditionId, changes, ct);
    }
}
