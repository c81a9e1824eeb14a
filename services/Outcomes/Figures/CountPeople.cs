using JobDating.Contracts.Outcomes;
using JobDating.Outcomes.Merging;
using JobDating.Platform;

namespace JobDating.Outcomes.Figures;

/// <summary>
/// Recounts people after a fact of theirs has come: their steps are computed afresh from all their facts, and what differs from what they had
/// added is added to the figures. So facts may come in any order, twice, late or corrected.
/// </summary>
internal static class CountPeople
{
    /// <summary>How many people are read at once.</summary>
    public const int Batch = 500;

    private const string KnownSql = "SELECT id FROM person WHERE id IN @Ids";

    private const string PlaceholderSql = """
        INSERT INTO person (id, version, edition_id, revision, code, last_name, first_name, figures)
        VALUES (@Id, 0, @EditionId, 0, '', '', '', '')
        """;

    private const string TouchSql = "UPDATE person SET revision = revision + 1 WHERE id IN @Ids";

    private const string NoteSql = "UPDATE person SET figures = @Figures, last_answer_at = @LastAnswerAt WHERE id = @Id";

    /// <summary>Recounts these people; those not heard of yet get a row that the candidate's own message will fill.</summary>
    public static async Task ApplyAsync(Transaction tx, Guid editionId, IEnumerable<Guid> candidateIds, CancellationToken ct)
    {
        foreach (var ids in candidateIds.Distinct().Order().Chunk(Batch))
        {
            var known = (await tx.QueryAsync<Guid>(KnownSql, new { Ids = ids }, ct)).ToHashSet();
            var missing = ids.Where(id => !known.Contains(id)).Select(id => new { Id = id, EditionId = editionId }).ToList();
            try
            {
                if (missing.Count > 0)
                    await tx.ExecuteAsync(PlaceholderSql, missing, ct);
            }
            catch (Exception exception) when (SqlText.IsDuplicate(exception))
            {
                throw new ChangedMeanwhileException(exception);
            }
            await tx.ExecuteAsync(TouchSql, new { Ids = ids }, ct);
            // With their rows held, so that a merge and a fact that meet are taken one after the other.
            if ((await LandAtKept.ApplyAsync(tx, ids, ct)).Except(ids).ToList() is { Count: > 0 } kept)
                await ApplyAsync(tx, editionId, kept, ct);
            if (await EditionCalendar.ReadAsync(tx, editionId, ct) is not { } calendar)
                continue;
            var figures = new FigureDays(editionId);
            var changed = new List<object>();
            var results = new List<ResultsKnown.Person>();
            await foreach (var (person, facts) in PeopleFacts.ReadAsync(tx, ids, calendar, ct))
            {
                var steps = PersonCounting.Steps(facts);
                var text = Steps.Write(steps);
                var answered = LastAnswer.Of(person, facts);
                if (text == person.Figures && answered == person.LastAnswerAt)
                    continue;
                var before = Steps.Read(person.Figures).ToList();
                figures.Add(before, -1);
                figures.Add(steps, +1);
                changed.Add(new { Figures = text, LastAnswerAt = answered, person.Id });
                if (Results.Of(steps) is var result && (result != Results.Of(before) || answered != person.LastAnswerAt))
                    results.Add(new ResultsKnown.Person { CandidateId = person.Id, Version = person.Revision, Result = result.Result, KnownOn = result.KnownOn, LastAnswerAt = answered });
            }
            if (changed.Count > 0)
                await tx.ExecuteAsync(NoteSql, changed, ct);
            await figures.WriteAsync(tx, ct);
            await Results.SayAsync(tx, editionId, results, ct);
        }
    }
}
