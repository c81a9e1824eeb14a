using JobDating.Contracts.Registration;
using JobDating.Outcomes.Figures;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.People;

/// <summary>Keeps who may be asked, and how to reach them; fills the row that an earlier fact may have opened. Whoever was erased stays so, whatever comes late.</summary>
internal static class OnCandidatesSaved
{
    private const string VersionsSql = "SELECT id, version FROM person WHERE id IN @Ids";

    private const string InsertSql = """
        INSERT INTO person (id, version, edition_id, revision, code, last_name, first_name, email, language, phone, birth_year, structure_id, consent_follow_up, consented_on, figures)
        VALUES (@Id, @Version, @EditionId, 0, @Code, @LastName, @FirstName, @Email, @Language, @Phone, @BirthYear, @StructureId, @ConsentFollowUp, @ConsentedOn, '')
        """;

    private const string UpdateSql = """
        UPDATE person
        SET version = @Version, code = @Code, last_name = @LastName, first_name = @FirstName, email = @Email, language = @Language,
          birth_year = @BirthYear, structure_id = @StructureId, consent_follow_up = @ConsentFollowUp, consented_on = @ConsentedOn,
          phone = @Phone, phone_wrong_at = CASE WHEN phone = @Phone THEN phone_wrong_at ELSE NULL END
        WHERE id = @Id AND version < @Version AND erased_at IS NULL
        """;

    private sealed record Row : IFact
    {
        public Guid Id { get; init; }
        public int Version { get; set; }
        public Guid EditionId { get; init; }
        public required string Code { get; init; }
        public required string LastName { get; init; }
        public required string FirstName { get; init; }
        public string? Email { get; init; }
        public string? Language { get; init; }
        public string? Phone { get; init; }
        public int? BirthYear { get; init; }
        public Guid? StructureId { get; init; }
        public bool? ConsentFollowUp { get; init; }
        public LocalDate? ConsentedOn { get; init; }
    }

    private sealed record Here
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
    }

    public static async Task ConsumeAsync(CandidatesSaved message, Transaction tx, CancellationToken ct)
    {
        var here = (await tx.QueryAsync<Here>(VersionsSql, new { Ids = message.Candidates.Select(fact => fact.Id) }, ct)).ToDictionary(row => row.Id, row => row.Version);
        var newer = await tx.KeepAsync(InsertSql, UpdateSql, here, row => row.Id, message.Candidates.Select(fact => new Row
        {
            Id = fact.Id,
            Version = fact.Version,
            EditionId = message.EditionId,
            Code = fact.Code,
            LastName = fact.LastName,
            FirstName = fact.FirstName,
            Email = fact.Email,
            Language = fact.Language,
            Phone = fact.Phone,
            BirthYear = fact.BirthYear,
            StructureId = fact.StructureId,
            ConsentFollowUp = fact.ConsentFollowUp,
            ConsentedOn = fact.ConsentedOn,
        }), ct);
        // Somebody never heard of before has nothing to count yet.
        await CountPeople.ApplyAsync(tx, message.EditionId, newer.Where(row => here.ContainsKey(row.Id)).Select(row => row.Id), ct);
    }
}
