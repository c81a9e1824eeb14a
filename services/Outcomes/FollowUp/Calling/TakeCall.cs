using JobDating.Outcomes.Bilan;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Calling;

/// <summary>
/// Whoever opens somebody's call is on the telephone with them for a quarter of an hour, or until something is noted: colleagues see it and are led to others.
/// <c>GET …/calls/next</c> takes the next one who may be phoned.
/// </summary>
public static class TakeCall
{
    private static readonly Duration _lasts = Duration.FromMinutes(15);

    private const string TakeSql = """
        UPDATE person
        SET calling_by = @By, calling_name = @Name, calling_since = CASE WHEN calling_by = @By AND calling_until > @Now THEN calling_since ELSE @Now END, calling_until = @Until
        WHERE id = @Id AND erased_at IS NULL AND (calling_until IS NULL OR calling_until <= @Now OR calling_by = @By)
        """;

    private const string LeaveSql = """
        UPDATE person
        SET calling_by = NULL, calling_name = NULL, calling_since = NULL, calling_until = NULL
        WHERE id = @Id AND calling_by = @By
        """;

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> NextAsync(string code, OutcomesDatabase db, HttpContext http, CancellationToken ct) =>
        await GoOnAsync(await Waves.ReadWaves.EditionAsync(db, code, ct), "", db, http, ct);

    /// <summary>To the call that comes next, or to the list where nobody is left.</summary>
    /// <param name="noted">The call that was just noted, to be told of on the next page; empty: none.</param>
    internal static async Task<IResult> GoOnAsync(ReadBilan.Edition edition, string noted, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var query = noted.Length > 0 ? $"?noted={noted}" : "";
        foreach (var line in await ReadCalls.NextAsync(db, edition, ct))
            if (await TakeAsync(db, line.Id, Caller.Of(http), ct))
                return SeeOther.To(ShowCall.Address(edition.Code, line.Id) + query);
        return SeeOther.To(ShowCalls.Address(edition.Code) + query);
    }

    /// <summary>False when a colleague is on the telephone with them, or they are gone.</summary>
    internal static async Task<bool> TakeAsync(Database db, Guid id, Caller caller, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(caller.Actor, ct);
        var taken = await tx.ExecuteAsync(TakeSql, new { Id = id, By = caller.Actor.ToString(), caller.Name, tx.Now, Until = tx.Now + _lasts }, ct) == 1;
        await tx.CommitAsync(ct);
        return taken;
    }

    internal static Task LeaveAsync(Transaction tx, Guid id, CancellationToken ct) => tx.ExecuteAsync(LeaveSql, new { Id = id, By = tx.Actor.ToString() }, ct);
}
