using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Schedules;

/// <summary>Whose timetable changed and who has not been told yet, with the timetable that they know.</summary>
internal static class ScheduleNews
{
    public const string Candidate = "candidate";
    public const string Establishment = "establishment";

    private const string OpenSql = """
        SELECT id, kind, person, began_at, status
        FROM schedule_news
        WHERE edition_id = @EditionId AND person IN @People
        """;

    private const string AgainSql = """
        UPDATE schedule_news
        SET version = version + 1, began_at = @BeganAt, due_at = @DueAt, status = 'open'
        WHERE id = @Id
        """;

    private const string CandidatesKnowSql = """
        SELECT candidate_id AS person, id, site_id, siret, table_number, starts_at
        FROM interview
        WHERE candidate_id IN @Ids AND starts_at > @Now AND status <> 'cancelled'
        """;

    private const string EstablishmentsKnowSql = """
        SELECT id, site_id, siret, table_number, starts_at
        FROM interview
        WHERE siret IN @Sirets AND edition_id = @EditionId AND starts_at > @Now AND status <> 'cancelled'
        """;

    private const string InsertSql = """
        INSERT INTO schedule_news (id, version, edition_id, kind, person, candidate_id, siret, began_at, due_at, status, known)
        VALUES (@Id, 1, @EditionId, @Kind, @Person, @CandidateId, @Siret, @Now, @DueAt, 'open', @Known)
        """;

    private sealed record Open
    {
        public Guid Id { get; init; }
        public required string Kind { get; init; }
        public required string Person { get; init; }
        public Instant BeganAt { get; init; }
        public required string Status { get; init; }
    }

    private sealed record CandidateKnows
    {
        public Guid Person { get; init; }
        public Guid Id { get; init; }
        public Guid SiteId { get; init; }
        public required string Siret { get; init; }
        public int? TableNumber { get; init; }
        public Instant StartsAt { get; init; }

        public Slot Slot => new() { Id = Id, SiteId = SiteId, Siret = Siret, TableNumber = TableNumber, StartsAt = StartsAt };
    }

    private sealed record Person(string Kind, string Name, Guid? CandidateId, string? Siret);

    /// <summary>Called before the changes are written: what stands here is what these people know.</summary>
    /// <exception cref="ChangedMeanwhileException">One of them is being told just now; doing it again is safe.</exception>
    public static async Task NoteAsync(Transaction tx, Guid editionId, IReadOnlyCollection<Guid> candidates, IReadOnlyCollection<string> sirets, CancellationToken ct)
    {
        var people = candidates.Select(id => new Person(Candidate, $"{id}", id, null)).Concat(sirets.Select(siret => new Person(Establishment, siret, null, siret))).ToList();
        if (people.Count == 0)
            return;
        var open = (await tx.QueryAsync<Open>(OpenSql, new { EditionId = editionId, People = people.Select(person => person.Name) }, ct)).ToDictionary(row => (row.Kind, row.Person));
        var again = open.Where(row => people.Any(person => (person.Kind, person.Name) == row.Key)).Select(row => row.Value with { BeganAt = row.Value.Status == "open" ? row.Value.BeganAt : tx.Now })
            .Select(row => new { row.Id, row.BeganAt, DueAt = ScheduleChange.DueAt(row.BeganAt, tx.Now) }).ToList();
        if (again.Count > 0 && await tx.ExecuteAsync(AgainSql, again, ct) != again.Count)
            throw new ChangedMeanwhileException();
        await BeginAsync(tx, editionId, [.. people.Where(person => !open.ContainsKey((person.Kind, person.Name)))], ct);
    }

    private static async Task BeginAsync(Transaction tx, Guid editionId, IReadOnlyList<Person> people, CancellationToken ct)
    {
        if (people.Count == 0)
            return;
        var candidates = (await tx.QueryAsync<CandidateKnows>(CandidatesKnowSql, new { Ids = people.Select(person => person.CandidateId).OfType<Guid>(), tx.Now }, ct)).ToLookup(row => row.Person, row => row.Slot);
        var establishments = (await tx.QueryAsync<Slot>(EstablishmentsKnowSql, new { Sirets = people.Select(person => person.Siret).OfType<string>(), EditionId = editionId, tx.Now }, ct)).ToLookup(slot => slot.Siret);
        try
        {
            await tx.ExecuteAsync(InsertSql, people.Select(person => new
            {
                Id = Guid.CreateVersion7(),
                EditionId = editionId,
                person.Kind,
                Person = person.Name,
                person.CandidateId,
                person.Siret,
                tx.Now,
                DueAt = ScheduleChange.DueAt(tx.Now, tx.Now),
                Known = Slot.Write(person.CandidateId is { } id ? candidates[id] : establishments[person.Siret!]),
            }).ToList(), ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
    }
}
