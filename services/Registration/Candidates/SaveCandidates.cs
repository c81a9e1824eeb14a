using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Registration.CandidateList;
using NodaTime;

namespace JobDating.Registration.Candidates;

/// <summary>Candidates of an edition, by their code. Whoever was erased stays erased, whatever is to be saved: an older archive names them in vain.</summary>
internal static class SaveCandidates
{
    /// <summary>What <see cref="Row"/> is read from, for whoever reads candidates.</summary>
    public const string Columns = "id, version, edition_id, code, last_name, first_name, birth_date, birth_year, email, phone, commune, language, structure_id, consent_follow_up, consented_on, erased_at";

    private const string FindSql = $"""
        SELECT {Columns}
        FROM candidate
        WHERE edition_id = @EditionId AND code IN @Codes
        """;

    public const string AgainSql = $"""
        SELECT {Columns}
        FROM candidate
        WHERE id > @After AND erased_at IS NULL
        ORDER BY id
        LIMIT @Take
        """;

    private const string InsertSql = $"""
        INSERT INTO candidate ({Columns})
        VALUES (@Id, @Version, @EditionId, @Code, @LastName, @FirstName, @BirthDate, @BirthYear, @Email, @Phone, @Commune, @Language, @StructureId, @ConsentFollowUp, @ConsentedOn, @ErasedAt)
        """;

    private const string UpdateSql = """
        UPDATE candidate
        SET version = @Version, last_name = @LastName, first_name = @FirstName, birth_date = @BirthDate, birth_year = @BirthYear, email = @Email, phone = @Phone, commune = @Commune, language = @Language, structure_id = @StructureId, consent_follow_up = @ConsentFollowUp, consented_on = @ConsentedOn, erased_at = @ErasedAt
        WHERE id = @Id AND version = @Version - 1
        """;

    public sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public required string Code { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
        public LocalDate? BirthDate { get; init; }

        /// <summary>Where no date is known: a walk-in says only the year, and it is what is left when the person's data are erased, so that figures by age stay.</summary>
        public int? BirthYear { get; init; }
        public string? Email { get; init; }
        public string? Phone { get; init; }
        public string? Commune { get; init; }

        /// <summary><c>fr</c> or <c>en</c>: what mails to the person are written in. Null: nobody asked, so French.</summary>
        public string? Language { get; init; }
        public Guid? StructureId { get; init; }
        public bool? ConsentFollowUp { get; init; }
        public LocalDate? ConsentedOn { get; init; }

        /// <summary>Set once, for good: see <see cref="EraseCandidates"/>.</summary>
        public Instant? ErasedAt { get; init; }
    }

    /// <summary>
    /// Each change is given the row as it is (null: it is new) and returns it as it shall be. What does not differ is not written.
    /// </summary>
    /// <param name="keptId">Whom those that are erased by this become, where a merge erases them.</param>
    public static async Task<Saved> ApplyAsync(Transaction tx, Guid editionId, IReadOnlyDictionary<string, Func<Row?, Row>> changes, CancellationToken ct, Guid? keptId = null)
    {
        var existing = (await tx.QueryAsync<Row>(FindSql, new { EditionId = editionId, Codes = changes.Keys }, ct)).ToDictionary(row => row.Code);
        var written = await tx.SaveAsync(InsertSql, UpdateSql, changes.Select(change => (existing.GetValueOrDefault(change.Key), Decide(existing.GetValueOrDefault(change.Key), change.Value, tx.Now))), ct);
        if (written.Count > 0)
        {
            await CandidateWords.KeepAsync(tx, written, ct);
            await SayAsync(tx, editionId, [.. written.Where(row => row.ErasedAt is null)], ct);
            await EraseCandidates.CompleteAsync(tx, editionId, [.. written.Where(row => row.ErasedAt is not null)], keptId, ct);
            await tx.AuditAsync("candidate", written.Select(row => (row.Id, (string?)(row.ErasedAt is not null ? "erased" : row.Version == 1 ? "created" : "changed"))), "candidate saved", ct);
        }
        return new Saved(written.Count, changes.Count - written.Count);
    }

    private static Row Decide(Row? old, Func<Row?, Row> change, Instant now)
    {
        if (old?.ErasedAt is not null)
            return old;
        var row = change(old);
        return ErasedCandidate.IsMarked(row) ? ErasedCandidate.Of(row, now) : row;
    }

    /// <summary>Tells the other services of these rows as they are; none of them is erased.</summary>
    public static async Task SayAsync(Transaction tx, Guid editionId, IReadOnlyList<Row> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;
        await tx.PublishAsync(new CandidatesSaved
        {
            EditionId = editionId,
            Candidates = [.. rows.Select(row => new CandidatesSaved.Candidate
            {
                Id = row.Id,
                Version = row.Version,
                Code = row.Code,
                LastName = row.LastName,
                FirstName = row.FirstName,
                Email = row.Email,
                ConsentFollowUp = row.ConsentFollowUp,
                ConsentedOn = row.ConsentedOn,
                Language = row.Language,
                Phone = row.Phone,
                BirthYear = row.BirthDate?.Year ?? row.BirthYear,
                StructureId = row.StructureId,
            })],
        }, ct);
    }
}
