using JobDating.Scheduling.MissingResults;
using NodaTime;

namespace JobDating.Scheduling.EmployerPages.Today;

/// <summary>One table's interviews as its recruiter sees them: who comes when, what they wished for, whether they have arrived, and what came of it. Three statements.</summary>
public static class ReadRounds
{
    private const string RoundsSql = """
        SELECT i.id, i.version, i.candidate_id, CASE WHEN c.erased_at IS NULL THEN c.last_name END AS last_name, CASE WHEN c.erased_at IS NULL THEN c.first_name END AS first_name,
          i.starts_at, i.ends_at, i.status, i.result, i.second_interview_on, i.called_at, i.started_at, r.received_at, m.opinion, o.text AS note
        FROM interview i
        LEFT JOIN candidate c ON c.id = i.candidate_id
        LEFT JOIN registration r ON r.candidate_id = i.candidate_id AND r.site_id = i.site_id
        LEFT JOIN mark m ON m.candidate_id = i.candidate_id AND m.siret = @Siret
        LEFT JOIN interview_note o ON o.interview_id = i.id
        WHERE i.table_id = @Id AND i.status <> 'cancelled'
        ORDER BY i.starts_at, i.id
        """;

    private const string WishesSql = """
        SELECT w.candidate_id, w.rank, o.title
        FROM wish w
        LEFT JOIN offer o ON o.id = w.offer_id
        WHERE w.edition_id = @EditionId AND w.siret = @Siret AND w.candidate_id IN (SELECT candidate_id FROM interview WHERE table_id = @Id AND status <> 'cancelled')
        ORDER BY w.rank
        """;

    public sealed record Round
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public Guid CandidateId { get; init; }

        /// <summary>Both null: the person was erased.</summary>
        public string? LastName { get; init; }
        public string? FirstName { get; init; }
        public Instant StartsAt { get; init; }
        public Instant EndsAt { get; init; }

        /// <summary>'booked', 'held' or 'no_show'.</summary>
        public string Status { get; init; } = "";
        public string? Result { get; init; }
        public LocalDate? SecondInterviewOn { get; init; }
        public Instant? CalledAt { get; init; }
        public Instant? StartedAt { get; init; }

        /// <summary>When the candidate was checked in at the site; null: not yet.</summary>
        public Instant? ReceivedAt { get; init; }

        /// <summary>'want', 'maybe', 'no'; null: the employer has not said.</summary>
        public string? Opinion { get; init; }
        public string? Note { get; init; }

        /// <summary>What of this employer's the candidate wished for, most wanted first.</summary>
        public IReadOnlyList<ReadCandidates.Wish> Wishes { get; init; } = [];

        public bool IsErased => LastName is null;

        public bool Runs => Status == "booked" && StartedAt is not null;

        public string Name => EmployerReading.Name(FirstName, LastName);

        /// <summary>'running', 'called', 'booked', 'to_note' (its time is over and nobody said anything, or no result), 'no_answer' (and it is too late to ask), 'held', 'no_show', or the result.</summary>
        public string State(Instant now, Instant answerBy) =>
            Runs ? "running"
            : Status == "no_show" ? "no_show"
            : Result is { } result ? result
            : Status == "held" ? now < answerBy ? "to_note" : "held"
            : EndsAt > now ? CalledAt is null ? "booked" : "called"
            : now < answerBy ? "to_note" : "no_answer";
    }

    /// <param name="Now">The one that the page is about: that runs, or the next; null: the last is over.</param>
    /// <param name="ToNote">Without a result though they are over, by time.</param>
    public sealed record Day(IReadOnlyList<Round> Rounds, Round? Now, IReadOnlyList<Round> ToNote);

    internal static async Task<Day> OfAsync(SchedulingDatabase db, OwnTable table, Guid? chosen, CancellationToken ct)
    {
        var which = new { table.Id, table.Siret, table.EditionId };
        var wishes = (await db.QueryAsync<ReadCandidates.Wish>(WishesSql, which, ct)).ToLookup(wish => wish.CandidateId);
        IReadOnlyList<Round> rounds = [.. (await db.QueryAsync<Round>(RoundsSql, which, ct)).Select(round => round with { Wishes = round.IsErased ? [] : [.. wishes[round.CandidateId]] })];
        return Of(rounds, chosen, db.Now, ResultsCalendar.AnswerBy(table.Date, table.Zone));
    }

    /// <summary>Pure: one that was chosen from the list, else the one that runs, else the next whose time is not over.</summary>
    internal static Day Of(IReadOnlyList<Round> rounds, Guid? chosen, Instant now, Instant answerBy)
    {
        var there = rounds.Where(round => !round.IsErased).ToList();
        return new Day(
            rounds,
            there.Find(round => round.Id == chosen) ?? there.Find(round => round.Runs) ?? there.Find(round => round.Status == "booked" && round.EndsAt > now),
            [.. there.Where(round => round.State(now, answerBy) == "to_note")]);
    }
}
