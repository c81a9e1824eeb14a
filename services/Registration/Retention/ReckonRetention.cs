using JobDating.Platform;
using JobDating.Registration.Candidates;
using NodaTime;

namespace JobDating.Registration.Retention;

/// <summary>Keeps for each candidate the last contact and until when the data may be kept. Written is what differs; whoever had a contact since needs another notice some day.</summary>
internal static class ReckonRetention
{
    private const int Batch = 500;
    private static readonly Actor Sweep = Actor.Job("reckon retention");

    private const string EditionsSql = "SELECT id, code, time_zone FROM edition ORDER BY code";

    private const string EditionOfSql = "SELECT id, code, time_zone FROM edition WHERE id = @Id";

    private const string PeopleSql = $"""
        SELECT {SaveCandidates.Columns}
        FROM candidate
        WHERE edition_id = @EditionId AND code > @After AND erased_at IS NULL
        ORDER BY code
        LIMIT @Take
        """;

    private const string HereSql = """
        SELECT candidate_id, edition_id, list_key, last_contact_at, contact, due_on, round, mail_id, told_at
        FROM retention
        WHERE candidate_id IN @Ids
        """;

    private const string InsertSql = """
        INSERT INTO retention (candidate_id, edition_id, list_key, last_contact_at, contact, due_on, round)
        VALUES (@CandidateId, @EditionId, @ListKey, @LastContactAt, @Contact, @DueOn, 0)
        """;

    private const string UpdateSql = """
        UPDATE retention
        SET last_contact_at = @LastContactAt, contact = @Contact, due_on = @DueOn, round = @Round, mail_id = @MailId, told_at = @ToldAt
        WHERE candidate_id = @CandidateId
        """;

    public sealed record Edition
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
        public required string TimeZone { get; init; }
        public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];
    }

    private sealed record Row
    {
        public Guid CandidateId { get; init; }
        public Guid EditionId { get; init; }
        public required string ListKey { get; init; }
        public Instant LastContactAt { get; init; }
        public required string Contact { get; init; }
        public LocalDate DueOn { get; init; }
        public int Round { get; init; }
        public Guid? MailId { get; init; }
        public Instant? ToldAt { get; init; }
    }

    /// <summary>Everybody of every edition.</summary>
    public static async Task RunAsync(RegistrationDatabase db, CancellationToken ct)
    {
        foreach (var edition in await db.QueryAsync<Edition>(EditionsSql, null, ct))
            for (var after = ""; ;)
            {
                await using var tx = await db.BeginAsync(Sweep, ct);
                var people = await tx.QueryAsync<SaveCandidates.Row>(PeopleSql, new { EditionId = edition.Id, After = after, Take = Batch }, ct);
                if (people.Count == 0)
                    break;
                await ApplyAsync(tx, edition, people, ct);
                await tx.CommitAsync(ct);
                after = people[^1].Code;
            }
    }

    /// <summary>These candidates, whatever their editions; those who are erased have no such row.</summary>
    public static async Task ApplyAsync(Transaction tx, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var people = (await FindCandidates.ByIdAsync(tx, ids, ct)).Values.Where(person => person.ErasedAt is null);
        foreach (var group in people.GroupBy(person => person.EditionId))
            await ApplyAsync(tx, (await tx.QueryFirstOrDefaultAsync<Edition>(EditionOfSql, new { Id = group.Key }, ct))!, [.. group], ct);
    }

    private static async Task ApplyAsync(Transaction tx, Edition edition, IReadOnlyList<SaveCandidates.Row> people, CancellationToken ct)
    {
        var contacts = await LastContacts.ReadAsync(tx, edition.Id, edition.Zone, people, ct);
        var here = (await tx.QueryAsync<Row>(HereSql, new { Ids = people.Select(person => person.Id) }, ct)).ToDictionary(row => row.CandidateId);
        var (created, changed) = (new List<Row>(), new List<Row>());
        foreach (var person in people)
        {
            // Written by a hand or a program that left no trace: nobody knows since when.
            if (!contacts.TryGetValue(person.Id, out var contact))
                contact = new(here.GetValueOrDefault(person.Id)?.LastContactAt ?? tx.Now, "entered");
            var old = here.GetValueOrDefault(person.Id);
            var due = RetentionRule.DueOn(contact.At, edition.Zone);
            var row = (old ?? new Row { CandidateId = person.Id, EditionId = edition.Id, ListKey = $"{edition.Code}/{person.Code}", Contact = "" }) with { LastContactAt = contact.At, Contact = contact.Kind, DueOn = due };
            if (old is null)
                created.Add(row);
            else if (row != old)
                changed.Add(due == old.DueOn ? row : row with { Round = old.Round + (old.MailId is null ? 0 : 1), MailId = null, ToldAt = null });
        }
        try
        {
            if (created.Count > 0)
                await tx.ExecuteAsync(InsertSql, created, ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
        if (changed.Count > 0)
            await tx.ExecuteAsync(UpdateSql, changed, ct);
    }
}
