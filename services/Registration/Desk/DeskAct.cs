using JobDating.Platform;
using JobDating.Registration.Candidates;
using JobDating.Registration.Duplicates;
using NodaTime;

namespace JobDating.Registration.Desk;

/// <summary>One act at a desk with its answer, as the table <c>desk_act</c> explains them.</summary>
public sealed record DeskAct
{
    private const string Columns = "id, site_id, kind, candidate_id, of_id, door, answer, noted_at, received_at, before_state, cancelled_at, undone_at";

    private const string FindSql = $"SELECT {Columns} FROM desk_act WHERE id = @Id AND site_id = @SiteId";

    private const string InsertSql = $"""
        INSERT INTO desk_act ({Columns})
        VALUES (@Id, @SiteId, @Kind, @CandidateId, @OfId, @Door, @Answer, @NotedAt, @ReceivedAt, @BeforeState, @CancelledAt, @UndoneAt)
        """;

    private const string AtOtherDoorSql = $"""
        SELECT {Columns}
        FROM desk_act
        WHERE candidate_id = @CandidateId AND site_id = @SiteId AND answer = 'already' AND undone_at IS NULL AND door <> @Own AND door <> @Undoing
        ORDER BY noted_at, id
        LIMIT @Take
        """;

    private const string SameDoorSql = """
        UPDATE desk_act
        SET undone_at = @Now
        WHERE candidate_id = @CandidateId AND site_id = @SiteId AND answer = 'already' AND undone_at IS NULL AND (door = @Own OR door = @Undoing)
        """;

    private const string CountsSql = """
        UPDATE desk_act
        SET answer = 'received', received_at = @ReceivedAt, before_state = @BeforeState, cancelled_at = @CancelledAt
        WHERE id = @Id AND answer = 'already'
        """;

    private const string UndoneSql = "UPDATE desk_act SET undone_at = @Now WHERE id = @Id AND undone_at IS NULL";

    public Guid Id { get; init; }
    public Guid SiteId { get; init; }
    public required string Kind { get; init; }
    public Guid CandidateId { get; init; }
    public Guid? OfId { get; init; }
    public string? Door { get; init; }
    public required string Answer { get; init; }
    public Instant NotedAt { get; init; }
    public Instant? ReceivedAt { get; init; }
    public string? BeforeState { get; init; }
    public Instant? CancelledAt { get; init; }
    public Instant? UndoneAt { get; init; }

    /// <summary>The act of that id at that site, where it was done already.</summary>
    internal static Task<DeskAct?> FindAsync(Transaction tx, DeskSite site, Guid id, CancellationToken ct) => tx.QueryFirstOrDefaultAsync<DeskAct>(FindSql, new { Id = id, SiteId = site.Id }, ct);

    internal static Task<DeskAct?> FindAsync(Database db, DeskSite site, Guid id, CancellationToken ct) => db.QueryFirstOrDefaultAsync<DeskAct>(FindSql, new { Id = id, SiteId = site.Id }, ct);

    /// <summary>One act, done and kept; again where another desk was quicker.</summary>
    internal static Task<DeskAct> DoAsync(RegistrationDatabase db, Actor actor, Func<Transaction, Task<DeskAct>> apply, CancellationToken ct) => SecondTry.RunAsync(async () =>
    {
        await using var tx = await db.BeginAsync(actor, ct);
        var done = await apply(tx);
        await tx.CommitAsync(ct);
        return done;
    });

    /// <exception cref="ChangedMeanwhileException">The same act came twice in this moment, and the other was quicker.</exception>
    internal static async Task<DeskAct> NoteAsync(Transaction tx, DeskAct act, CancellationToken ct)
    {
        try
        {
            await tx.ExecuteAsync(InsertSql, act, ct);
            return act;
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
    }

    /// <summary>Who received the same person after this act, at a door that is neither this one's nor the one that takes it back; null: nobody, or it is not known at which door.</summary>
    internal static Task<DeskAct?> AtOtherDoorAsync(Transaction tx, DeskAct act, Guid candidateId, string? undoing, CancellationToken ct) =>
        tx.QueryFirstOrDefaultAsync<DeskAct>(AtOtherDoorSql, new { CandidateId = candidateId, act.SiteId, Own = act.Door, Undoing = undoing ?? "", Take = 1 }, ct);

    /// <summary>This act is taken back, with all that was pressed again at its door and at the one that takes it back; the other door's counts in its place.</summary>
    /// <param name="other">As <see cref="AtOtherDoorAsync"/> found it.</param>
    /// <exception cref="ChangedMeanwhileException">Somebody else has just undone it.</exception>
    internal static async Task UndoneAsync(Transaction tx, DeskAct act, Guid candidateId, DeskAct? other, string? undoing, CancellationToken ct)
    {
        if (await tx.ExecuteAsync(UndoneSql, new { act.Id, tx.Now }, ct) == 0)
            throw new ChangedMeanwhileException();
        await tx.ExecuteAsync(SameDoorSql, new { CandidateId = candidateId, act.SiteId, Own = act.Door, Undoing = undoing, tx.Now }, ct);
        if (other is not null && await tx.ExecuteAsync(CountsSql, new { other.Id, ReceivedAt = other.NotedAt, act.BeforeState, act.CancelledAt }, ct) == 0)
            throw new ChangedMeanwhileException();
    }

    /// <summary>The candidate of the site's edition whom that id means now.</summary>
    /// <exception cref="Rejected">404: nobody, somebody of another edition, or somebody whose data were erased.</exception>
    internal static async Task<Guid> MeantAsync(Transaction tx, DeskSite site, Guid candidateId, CancellationToken ct)
    {
        var meant = (await MergedCandidates.AmongAsync(tx, [candidateId], ct)).GetValueOrDefault(candidateId, candidateId);
        return (await FindCandidates.ByIdAsync(tx, [meant], ct)).GetValueOrDefault(meant) is { ErasedAt: null } row && row.EditionId == site.EditionId ? meant : throw Unknown();
    }

    internal static Rejected Unknown() => new(StatusCodes.Status404NotFound, DeskTexts.Words["Person.Unknown"]);
}
