using JobDating.Platform;
using JobDating.Registration.CandidateList;
using JobDating.Registration.Candidates;
using JobDating.Registration.CheckIn;
using NodaTime;

namespace JobDating.Registration.Duplicates;

/// <summary>Two entries of one edition side by side, with what hangs on each.</summary>
public sealed record ReadPair
{
    private const string RowsSql = $"""
        SELECT {SaveCandidates.Columns}
        FROM candidate
        WHERE edition_id = @EditionId AND code IN @Codes AND erased_at IS NULL
        """;

    private const string RegistrationsSql = """
        SELECT candidate_id, site_id, edition_id, version, registered_at, channel, cancelled_at, received_at
        FROM registration
        WHERE candidate_id IN @Ids
        """;

    private const string CountsSql = """
        SELECT
          (SELECT COUNT(*) FROM workshop_attendance WHERE edition_id = @EditionId AND candidate_id = @GoneId) AS workshops,
          (SELECT COUNT(*) FROM mobility_visit WHERE candidate_id = @GoneId) AS visits,
          (SELECT COUNT(*) FROM interview WHERE candidate_id = @GoneId AND status <> 'cancelled') AS interviews,
          (SELECT COUNT(*) FROM interview WHERE candidate_id = @KeptId AND status <> 'cancelled') AS kept_interviews,
          (SELECT COUNT(*) FROM wish WHERE candidate_id = @GoneId AND offer_id NOT IN (SELECT offer_id FROM wish WHERE candidate_id = @KeptId)) AS wishes,
          (SELECT COUNT(*) FROM wish WHERE candidate_id = @KeptId) AS kept_wishes
        """;

    private const string ToldSql = "SELECT told_at FROM candidate_apart WHERE one_id = @KeptId AND other_id = @GoneId";

    public sealed record Counts
    {
        public int Workshops { get; init; }
        public int Visits { get; init; }

        /// <summary>Not cancelled.</summary>
        public int Interviews { get; init; }
        public int KeptInterviews { get; init; }

        /// <summary>Offers that only the gone one wished for.</summary>
        public int Wishes { get; init; }
        public int KeptWishes { get; init; }

        /// <summary>A list has room for so many: the last ones are dropped.</summary>
        public int WishesDropped => Math.Max(0, KeptWishes + Wishes - ChangeWishes.Most);
    }

    internal SaveCandidates.Row Kept { get; init; } = null!;
    internal SaveCandidates.Row Gone { get; init; } = null!;
    internal IReadOnlyList<RecordRegistrations.Row> KeptRegistrations { get; init; } = [];
    internal IReadOnlyList<RecordRegistrations.Row> GoneRegistrations { get; init; } = [];
    public required Counts Hanging { get; init; }

    /// <summary>When somebody said that these are two people.</summary>
    public Instant? ToldApartAt { get; init; }

    /// <summary>The gone one's registrations as the kept one will have them.</summary>
    internal IReadOnlyList<RecordRegistrations.Row> Registrations =>
        [.. GoneRegistrations.Select(gone => KeptRegistrations.FirstOrDefault(kept => kept.SiteId == gone.SiteId) is { } kept ? OneRegistration.Of(kept, gone) : gone)];

    /// <exception cref="Rejected">404: one of the codes is nobody's (any more); 422: both are the same.</exception>
    public static async Task<ReadPair> ByCodeAsync(Database db, CandidatePlaces places, string? keptCode, string? goneCode, CancellationToken ct)
    {
        var (one, other) = ((keptCode ?? "").Trim(), (goneCode ?? "").Trim());
        if (one == other)
            throw new Rejected(StatusCodes.Status422UnprocessableEntity, DuplicateTexts.Words["Same", one]);
        var rows = (await db.QueryAsync<SaveCandidates.Row>(RowsSql, new { EditionId = places.Edition.Id, Codes = (string[])[one, other] }, ct)).ToDictionary(row => row.Code);
        var (kept, gone) = (Find(one), Find(other));
        var ids = new { KeptId = kept.Id, GoneId = gone.Id, EditionId = places.Edition.Id };
        var registrations = await db.QueryAsync<RecordRegistrations.Row>(RegistrationsSql, new { Ids = (Guid[])[kept.Id, gone.Id] }, ct);
        return new ReadPair
        {
            Kept = kept,
            Gone = gone,
            KeptRegistrations = [.. registrations.Where(row => row.CandidateId == kept.Id)],
            GoneRegistrations = [.. registrations.Where(row => row.CandidateId == gone.Id)],
            Hanging = (await db.QueryFirstOrDefaultAsync<Counts>(CountsSql, ids, ct))!,
            ToldApartAt = await db.QueryFirstOrDefaultAsync<Instant?>(ToldSql, ids, ct),
        };

        SaveCandidates.Row Find(string code) => rows.GetValueOrDefault(code) ?? throw new Rejected(StatusCodes.Status404NotFound, DuplicateTexts.Words["Code.Unknown", code]);
    }
}
