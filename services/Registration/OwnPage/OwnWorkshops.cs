using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Workshops;
using NodaTime;

namespace JobDating.Registration.OwnPage;

/// <summary>A candidate takes a place in a preparation workshop (<c>POST …/workshops/{id}</c>) or gives it back (<c>…/withdraw</c>).</summary>
internal static class OwnWorkshops
{
    /// <summary>Takes the workshop's row, so that two who want the last place come one after the other.</summary>
    private const string TakeTurnSql = "UPDATE workshop SET version = version WHERE id = @WorkshopId AND edition_id = @EditionId";

    private const string WorkshopSql = """
        SELECT w.id, w.name, w.starts_at, w.cancelled_at, w.capacity,
          (SELECT COUNT(*) FROM workshop_attendance o WHERE o.workshop_id = w.id AND o.withdrawn_at IS NULL) AS taken,
          (SELECT COUNT(*) FROM workshop_attendance a WHERE a.workshop_id = w.id AND a.candidate_id = @CandidateId AND a.withdrawn_at IS NULL) AS mine
        FROM workshop w
        WHERE w.id = @WorkshopId AND w.edition_id = @EditionId AND w.audience = 'candidates'
        """;

    private sealed record Workshop
    {
        public required string Name { get; init; }
        public Instant StartsAt { get; init; }
        public Instant? CancelledAt { get; init; }
        public int? Capacity { get; init; }
        public int Taken { get; init; }
        public int Mine { get; init; }
    }

    /// <exception cref="Rejected">404, 410; 409 when it is full, has begun or was called off.</exception>
    public static Task<IResult> TakeAsync(Guid workshopId, RegistrationDatabase db, HttpContext http, CancellationToken ct) => ChangeAsync(workshopId, takes: true, db, http, ct);

    /// <exception cref="Rejected">404, 410; 409 when it has begun.</exception>
    public static Task<IResult> WithdrawAsync(Guid workshopId, RegistrationDatabase db, HttpContext http, CancellationToken ct) => ChangeAsync(workshopId, takes: false, db, http, ct);

    private static Task<IResult> ChangeAsync(Guid workshopId, bool takes, RegistrationDatabase db, HttpContext http, CancellationToken ct) => SecondTry.RunAsync<IResult>(async () =>
    {
        var (candidate, edition) = await OwnCandidate.OfAsync(http, db, ct);
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        var key = new { WorkshopId = workshopId, EditionId = edition.Id, CandidateId = candidate.Id };
        await tx.ExecuteAsync(TakeTurnSql, key, ct);
        var workshop = await tx.QueryFirstOrDefaultAsync<Workshop>(WorkshopSql, key, ct)
            ?? throw new Rejected(StatusCodes.Status404NotFound, OwnPageTexts.Words["Workshop.Unknown"]);
        if (takes == workshop.Mine > 0)
            return SeeOther.To($"{OwnCandidate.Page}#workshops");
        if (workshop.StartsAt <= tx.Now)
            throw new Rejected(StatusCodes.Status409Conflict, OwnPageTexts.Words["Workshop.Begun", workshop.Name]);
        if (takes && workshop.CancelledAt is not null)
            throw new Rejected(StatusCodes.Status409Conflict, OwnPageTexts.Words["Workshop.Off", workshop.Name]);
        if (takes && workshop.Taken >= workshop.Capacity)
            throw new Rejected(StatusCodes.Status409Conflict, OwnPageTexts.Words["Workshop.Full", workshop.Name]);
        await RecordWorkshopAttendances.ApplyAsync(tx, edition.Id, new Dictionary<(Guid, string), Func<RecordWorkshopAttendances.Row?, RecordWorkshopAttendances.Row>>
        {
            [(workshopId, candidate.Code)] = old => (old ?? new() { WorkshopId = workshopId, Participant = candidate.Code, EditionId = edition.Id, CandidateId = candidate.Id }) with { WithdrawnAt = takes ? null : tx.Now },
        }, ct);
        await tx.CommitAsync(ct);
        return SeeOther.To($"{OwnCandidate.Page}#workshops");
    });
}
