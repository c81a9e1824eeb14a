using System.Text.Json;
using JobDating.Outcomes.Bilan.Observatory;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes.Bilan.Frozen;

/// <summary>Frozen bilans as they are kept.</summary>
public static class ReadFrozen
{
    private const string ListSql = """
        SELECT id, name, as_of, frozen_at, frozen_by
        FROM frozen_bilan
        WHERE edition_id = @EditionId
        ORDER BY as_of DESC, frozen_at DESC
        LIMIT @Take
        """;

    private const string OneSql = """
        SELECT id, name, as_of, frozen_at, frozen_by, body
        FROM frozen_bilan
        WHERE edition_id = @EditionId AND id = @Id
        """;

    public record Row
    {
        public Guid Id { get; init; }
        public required string Name { get; init; }
        public LocalDate AsOf { get; init; }
        public Instant FrozenAt { get; init; }

        /// <summary>The name of the account it was, then.</summary>
        public required string FrozenBy { get; init; }
    }

    private sealed record Whole : Row
    {
        public required string Body { get; init; }
    }

    /// <summary>A frozen bilan beside what is known today: of the same date, and up to today.</summary>
    public sealed record Compared(Row Frozen, KeptBilan Kept, KeptBilan SameDate, SinceThen SinceOfSameDate, KeptBilan Today, SinceThen SinceOfToday);

    /// <exception cref="Rejected">404</exception>
    internal static async Task<ReadBilan.Edition> EditionAsync(Database db, string code, CancellationToken ct) =>
        await ReadBilan.FindAsync(db, code, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, OutcomesTexts.Words["Edition.Unknown", code]);

    internal static Task<IReadOnlyList<Row>> ListAsync(Database db, Guid editionId, CancellationToken ct) => db.QueryAsync<Row>(ListSql, new { EditionId = editionId, Take = FreezeBilan.Most }, ct);

    /// <exception cref="Rejected">404</exception>
    internal static async Task<(Row Frozen, KeptBilan Kept)> OneAsync(Database db, Guid editionId, Guid id, CancellationToken ct)
    {
        var whole = await db.QueryFirstOrDefaultAsync<Whole>(OneSql, new { EditionId = editionId, Id = id }, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, FrozenTexts.Words["Unknown"]);
        return (whole, Read(whole.Body));
    }

    /// <exception cref="Rejected">404</exception>
    internal static async Task<Compared> CompareAsync(OutcomesDatabase db, string code, Guid id, CancellationToken ct)
    {
        var edition = await EditionAsync(db, code, ct);
        var (frozen, kept) = await OneAsync(db, edition.Id, id, ct);
        var sameDate = await NowAsync(db, code, frozen.AsOf, ct);
        var today = edition.Today(db.Now) == frozen.AsOf ? sameDate : await NowAsync(db, code, edition.Today(db.Now), ct);
        return new Compared(frozen, kept, sameDate, SinceThen.Between(kept, sameDate), today, SinceThen.Between(kept, today));
    }

    /// <summary>What is known now of that date.</summary>
    internal static async Task<KeptBilan> NowAsync(OutcomesDatabase db, string code, LocalDate? asOf, CancellationToken ct)
    {
        var report = await ShowBilan.ReadAsync(db, code, asOf, ct);
        return KeptBilan.Of(report, await ReadObservatory.OfAsync(db, report, ct));
    }

    internal static string Write(KeptBilan bilan) => JsonSerializer.Serialize(bilan, Json.Options);

    /// <summary>Whatever program wrote it: what it did not know stays empty, what this one does not know is passed over.</summary>
    internal static KeptBilan Read(string body) => JsonSerializer.Deserialize<KeptBilan>(body, Json.Options)!;
}
