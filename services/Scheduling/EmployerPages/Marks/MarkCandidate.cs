using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Scheduling.EmployerPages.Marks;

/// <summary><c>POST /scheduling/employer/sites/{siteId}/marks</c>: what the employer thinks of a candidate it may see. The last mark wins.</summary>
public static class MarkCandidate
{
    /// <summary>The words of the column <c>opinion</c>, as the page shows them.</summary>
    public static readonly IReadOnlyList<string> Opinions = ["want", "maybe", "no"];

    private const string InsertSql = """
        INSERT INTO mark (siret, candidate_id, edition_id, opinion, marked_at)
        SELECT @Siret, @CandidateId, @EditionId, @Opinion, @Now
        WHERE EXISTS (SELECT 1 FROM candidate WHERE id = @CandidateId AND erased_at IS NULL)
          AND NOT EXISTS (SELECT 1 FROM mark WHERE siret = @Siret AND candidate_id = @CandidateId)
        """;

    private const string UpdateSql = """
        UPDATE mark
        SET opinion = @Opinion, marked_at = @Now
        WHERE siret = @Siret AND candidate_id = @CandidateId
        """;

    public sealed record Form
    {
        /// <summary>The candidate's id, a space, one of <see cref="Opinions"/>: one button of the page.</summary>
        public string? Mark { get; init; }

        /// <summary>The query of the list the button stood in.</summary>
        public string? Back { get; init; }
    }

    internal static async Task<IResult> RunAsync(Guid siteId, [FromForm] Form form, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var own = await OwnSite.FindAsync(http, db, siteId, ct);
        if (form.Mark?.Split(' ') is not [var typed, var opinion] || !Guid.TryParseExact(typed, "D", out var candidateId) || !Opinions.Contains(opinion))
            throw new Rejected(StatusCodes.Status400BadRequest, PageFrame.Words["Error.BadRequest"]);
        await ReadCandidates.FindAsync(db, own, candidateId, ct);
        return await SecondTry.RunAsync<IResult>(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            await ApplyAsync(tx, own.Site.EditionId, own.Siret, candidateId, opinion, ct);
            await tx.CommitAsync(ct);
            var query = form.Back is { Length: > 0 } back && back[0] == '?' && !back.Any(char.IsControl) ? back : "";
            return SeeOther.To($"{own.Address}/candidates{query}#c-{candidateId:N}");
        });
    }

    /// <summary>Whether the employer may see the candidate is asked before.</summary>
    /// <param name="opinion">One of <see cref="Opinions"/>.</param>
    /// <exception cref="ChangedMeanwhileException">The same employer marked the same candidate at this very moment.</exception>
    internal static async Task ApplyAsync(Transaction tx, Guid editionId, string siret, Guid candidateId, string opinion, CancellationToken ct)
    {
        var mark = new { Siret = siret, CandidateId = candidateId, EditionId = editionId, Opinion = opinion, tx.Now };
        try
        {
            if (await tx.ExecuteAsync(UpdateSql, mark, ct) == 0)
                await tx.ExecuteAsync(InsertSql, mark, ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
        await tx.AuditAsync("candidate", candidateId, "candidate marked", null, ct);
    }
}
