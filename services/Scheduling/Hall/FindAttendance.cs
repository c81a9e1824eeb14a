using JobDating.Contracts.Scheduling;
using JobDating.Platform;
using JobDating.Scheduling.Timetables;

namespace JobDating.Scheduling.Hall;

/// <summary>
/// The hall finds that an employer is there, or is not. The attendance is Registration's: it hears of it, records it and says so, and then the interviews of who is not there are freed, of
/// who is there after all come back (<see cref="Tables.OnAttendancesRecorded"/>). The copy here says it at once, so that nobody is booked there meanwhile.
/// </summary>
internal static class FindAttendance
{
    private const string UpdateSql = """
        UPDATE attendance
        SET status = @Status, found_version = COALESCE(found_version, 0) + 1
        WHERE site_id = @SiteId AND siret = @Siret AND status <> @Status
        """;

    private const string VersionSql = """
        SELECT COALESCE(found_version, 0)
        FROM attendance
        WHERE site_id = @SiteId AND siret = @Siret
        """;

    /// <summary>Also when two find the same: it is said once.</summary>
    /// <param name="status">'present' or 'absent'.</param>
    /// <exception cref="Rejected">404: nobody expects this employer there. 409: it is not the site's day.</exception>
    public static async Task ApplyAsync(Transaction tx, CoordinatedSite.Site site, string siret, string status, CancellationToken ct)
    {
        if (tx.Now.InZone(site.Zone).Date is var today && today < site.Date)
            throw new Rejected(StatusCodes.Status409Conflict, HallTexts.Words["Found.NotToday"]);
        var found = new { SiteId = site.Id, Siret = siret, Status = status };
        var written = await tx.ExecuteAsync(UpdateSql, found, ct);
        if (await tx.QueryFirstOrDefaultAsync<int?>(VersionSql, found, ct) is not { } version)
            throw new Rejected(StatusCodes.Status404NotFound, HallTexts.Words["Employer.Unknown"]);
        if (written == 0)
            return;
        await tx.PublishAsync(new AttendancesFound
        {
            EditionId = site.EditionId,
            Attendances = [new() { SiteId = site.Id, Siret = siret, Version = version, Status = status }],
        }, ct);
        await tx.AuditAsync("site", site.Id, status == "absent" ? "employer found absent" : "employer found present", siret, ct);
    }
}
