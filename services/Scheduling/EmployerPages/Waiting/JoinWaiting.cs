using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Scheduling.EmployerPages.Waiting;

/// <summary><c>POST …/candidates/{candidateId}/wait</c> and <c>POST /scheduling/employer/waiting/{id}/leave</c>: an employer waits for a candidate it may see, or waits no more.</summary>
public static class JoinWaiting
{
    private const string InsertSql = """
        INSERT INTO waiting (id, edition_id, site_id, siret, candidate_id, asked_at, status)
        SELECT @Id, @EditionId, @SiteId, @Siret, @CandidateId, @Now, 'waiting'
        WHERE NOT EXISTS (SELECT 1 FROM waiting WHERE id = @Id)
          AND NOT EXISTS (SELECT 1 FROM waiting WHERE site_id = @SiteId AND siret = @Siret AND candidate_id = @CandidateId AND ended_at IS NULL)
        """;

    public sealed record Form
    {
        /// <summary>Of the row to be.</summary>
        public string? Id { get; init; }
    }

    internal static async Task<IResult> RunAsync(Guid siteId, Guid candidateId, [FromForm] Form form, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var own = await OwnSite.FindAsync(http, db, siteId, ct);
        await ReadCandidates.FindAsync(db, own, candidateId, ct);
        var id = Typed.Id(form.Id);
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        try
        {
            if (await tx.ExecuteAsync(InsertSql, new { Id = id, own.Site.EditionId, SiteId = siteId, own.Siret, CandidateId = candidateId, tx.Now }, ct) == 1)
            {
                await tx.AuditAsync("candidate", candidateId, "employer waits", null, ct);
                await tx.CommitAsync(ct);
            }
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            // The same form, or another of this employer's, was quicker: it waits.
        }
        return SeeOther.To($"{own.Address}?done=waiting#waiting");
    }

    internal static async Task<IResult> LeaveAsync(Guid id, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var wait = await ReadWaiting.FindAsync(db, OwnSite.SiretOf(http), id, ct);
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        await EndWaiting.LeaveAsync(tx, id, ct);
        await tx.AuditAsync("candidate", wait.CandidateId, "employer waits no more", null, ct);
        await tx.CommitAsync(ct);
        return SeeOther.To($"{OwnSite.AddressOf(wait.SiteId)}?done=left");
    }
}
