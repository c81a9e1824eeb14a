using JobDating.Contracts.Scheduling;
using JobDating.Platform;

namespace JobDating.Scheduling.Interviews;

/// <summary>Tells the other services of interviews that were just written.</summary>
internal static class SayInterviews
{
    /// <param name="by">Who did it, as in the message; null: an import.</param>
    /// <param name="isAgain">Nothing has changed: nobody is to be told.</param>
    public static Task ApplyAsync(Transaction tx, Guid editionId, IEnumerable<RecordInterviews.Row> rows, string? by, CancellationToken ct, bool isAgain = false) =>
        tx.PublishAsync(new InterviewsRecorded
        {
            EditionId = editionId,
            IsAgain = isAgain,
            Interviews = [.. rows.Select(row => new InterviewsRecorded.Interview
            {
                Id = row.Id,
                Version = row.Version,
                SiteId = row.SiteId,
                Siret = row.Siret,
                CandidateId = row.CandidateId,
                StartsAt = row.StartsAt,
                Minutes = row.Minutes,
                Table = row.TableNumber,
                By = by,
                Status = row.Status,
                Result = row.Result,
                SecondInterviewOn = row.SecondInterviewOn,
            })],
        }, ct);
}
