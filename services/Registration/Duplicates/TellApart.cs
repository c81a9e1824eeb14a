using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.CandidateList;
using JobDating.Registration.Candidates;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Duplicates;

/// <summary><c>POST …/duplicates/apart</c> and <c>…/together</c>: these are two people, which is remembered; or it was not so sure after all. Twice is once.</summary>
internal static class TellApart
{
    private const string InsertSql = """
        INSERT INTO candidate_apart (one_id, other_id, told_at)
        SELECT @OneId, @OtherId, @Now
        WHERE NOT EXISTS (SELECT 1 FROM candidate_apart WHERE one_id = @OneId AND other_id = @OtherId)
        """;

    private const string DeleteSql = "DELETE FROM candidate_apart WHERE (one_id = @OneId AND other_id = @OtherId) OR (one_id = @OtherId AND other_id = @OneId)";

    public sealed record Form
    {
        public string? One { get; init; }
        public string? Other { get; init; }
    }

    /// <exception cref="Rejected">404, 422</exception>
    public static async Task<IResult> ApartAsync(string code, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (places, pair) = await ReadAsync(code, form, db, http, ct);
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        if (await tx.ExecuteAsync(InsertSql, new { OneId = pair.Kept.Id, OtherId = pair.Gone.Id, tx.Now }, ct) == 1)
        {
            await tx.ExecuteAsync(InsertSql, new { OneId = pair.Gone.Id, OtherId = pair.Kept.Id, tx.Now }, ct);
            await NoteAsync(tx, pair.Kept, pair.Gone, "told apart from", ct);
        }
        await tx.CommitAsync(ct);
        return SeeOther.To(DuplicatePlaces.Address(places));
    }

    /// <exception cref="Rejected">404, 422</exception>
    public static async Task<IResult> TogetherAsync(string code, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (places, pair) = await ReadAsync(code, form, db, http, ct);
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        if (await tx.ExecuteAsync(DeleteSql, new { OneId = pair.Kept.Id, OtherId = pair.Gone.Id }, ct) > 0)
            await NoteAsync(tx, pair.Kept, pair.Gone, "no longer told apart from", ct);
        await tx.CommitAsync(ct);
        return SeeOther.To(DuplicatePlaces.Compare(places, pair.Kept.Code, pair.Gone.Code));
    }

    private static async Task<(CandidatePlaces, ReadPair)> ReadAsync(string code, Form form, Database db, HttpContext http, CancellationToken ct)
    {
        var places = await DuplicatePlaces.ReadAsync(db, code, http, ct);
        return (places, await ReadPair.ByCodeAsync(db, places, form.One, form.Other, ct));
    }

    private static async Task NoteAsync(Transaction tx, SaveCandidates.Row one, SaveCandidates.Row other, string act, CancellationToken ct)
    {
        await tx.AuditAsync("candidate", one.Id, act, other.Code, ct);
        await tx.AuditAsync("candidate", other.Id, act, one.Code, ct);
    }
}
