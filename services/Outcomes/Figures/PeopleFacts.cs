using System.Runtime.CompilerServices;
using JobDating.Outcomes.FollowUp;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.Figures;

/// <summary>Everything that counts of some people, in one query a table.</summary>
internal static class PeopleFacts
{
    private const string PeopleSql = """
        SELECT id, revision, figures, consent_follow_up, consented_on, asks_ended_at, birth_year, structure_id, last_answer_at
        FROM person
        WHERE id IN @Ids
        """;

    private const string RegistrationsSql = """
        SELECT candidate_id, site_id, registered_at, cancelled_at, received_at
        FROM registration
        WHERE candidate_id IN @Ids
        """;

    private const string WorkshopsSql = """
        SELECT a.candidate_id, w.starts_at AS instant
        FROM workshop_attendance a
        JOIN workshop w ON w.id = a.workshop_id
        WHERE a.candidate_id IN @Ids AND a.attended = 1 AND w.audience = 'candidates'
        """;

    private const string InterviewsSql = """
        SELECT candidate_id, site_id, siret, starts_at AS instant, status, result AS word, second_interview_on
        FROM interview
        WHERE candidate_id IN @Ids AND status <> 'cancelled'
        """;

    private const string AnswersSql = """
        SELECT candidate_id, answered_at AS instant, withdrawn_at, source, siret, situation AS word, contract_type, started_on, ended_on
        FROM follow_up_answer
        WHERE candidate_id IN @Ids
        """;

    private const string VisitsSql = """
        SELECT candidate_id, site_id, visited_at AS instant
        FROM mobility_visit
        WHERE candidate_id IN @Ids
        """;

    public sealed record Person
    {
        public Guid Id { get; init; }
        public int Revision { get; init; }
        public required string Figures { get; init; }
        public bool? ConsentFollowUp { get; init; }
        public LocalDate? ConsentedOn { get; init; }
        public Instant? AsksEndedAt { get; init; }
        public int? BirthYear { get; init; }
        public Guid? StructureId { get; init; }
        public Instant? LastAnswerAt { get; init; }
    }

    private sealed record RegistrationRow
    {
        public Guid CandidateId { get; init; }
        public Guid SiteId { get; init; }
        public Instant RegisteredAt { get; init; }
        public Instant? CancelledAt { get; init; }
        public Instant? ReceivedAt { get; init; }
    }

    private sealed record FactRow
    {
        public Guid CandidateId { get; init; }
        public Guid SiteId { get; init; }
        public Instant Instant { get; init; }
        public Instant? WithdrawnAt { get; init; }
        public string? Word { get; init; }
        public string Source { get; init; } = "";
        public string Siret { get; init; } = "";
        public string Status { get; init; } = "";
        public LocalDate? SecondInterviewOn { get; init; }
        public string? ContractType { get; init; }
        public LocalDate? StartedOn { get; init; }
        public LocalDate? EndedOn { get; init; }
    }

    public static async IAsyncEnumerable<(Person Person, PersonFacts Facts)> ReadAsync(Transaction tx, IReadOnlyCollection<Guid> ids, EditionCalendar calendar, [EnumeratorCancellation] CancellationToken ct)
    {
        var of = new { Ids = ids };
        var days = calendar.Days;
        var people = await tx.QueryAsync<Person>(PeopleSql, of, ct);
        var interviews = await tx.QueryAsync<FactRow>(InterviewsSql, of, ct);
        var families = await JobFamilies.ReadAsync(tx, calendar.EditionId, [.. interviews.Select(row => row.Siret).Distinct()], ct);
        var facts = people.ToDictionary(person => person.Id, person => new PersonFacts
        {
            ConsentFollowUp = person.ConsentFollowUp,
            ConsentedOn = person.ConsentedOn,
            AsksEnded = days.Of(person.AsksEndedAt),
            BirthYear = person.BirthYear,
            StructureId = person.StructureId,
            Families = families,
        });
        foreach (var row in await tx.QueryAsync<RegistrationRow>(RegistrationsSql, of, ct))
            facts[row.CandidateId].Registrations.Add(new(row.SiteId, calendar.SiteDates.TryGetValue(row.SiteId, out var date) ? date : null, days.Of(row.RegisteredAt), days.Of(row.CancelledAt), days.Of(row.ReceivedAt)));
        foreach (var row in await tx.QueryAsync<FactRow>(WorkshopsSql, of, ct))
            facts[row.CandidateId].Workshops.Add(days.Of(row.Instant));
        foreach (var row in interviews)
        {
            if (row.Status == "held")
                facts[row.CandidateId].HeldInterviews.Add(new(row.SiteId, days.Of(row.Instant), row.Word, row.Siret, row.SecondInterviewOn is not null));
            else
                facts[row.CandidateId].OtherAppointments.Add((row.Siret, days.Of(row.Instant)));
        }
        foreach (var row in await tx.QueryAsync<FactRow>(AnswersSql, of, ct))
            facts[row.CandidateId].Answers.Add(new(days.Of(row.Instant), new Answer(row.Instant, row.Source, row.Siret, row.Word!), days.Of(row.WithdrawnAt), new Contract(row.ContractType, row.StartedOn, row.EndedOn)));
        foreach (var row in await tx.QueryAsync<FactRow>(VisitsSql, of, ct))
            facts[row.CandidateId].Visits.Add((row.SiteId, days.Of(row.Instant)));
        foreach (var person in people)
            yield return (person, facts[person.Id]);
    }
}
