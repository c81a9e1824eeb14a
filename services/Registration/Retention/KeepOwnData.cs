using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Candidates;
using JobDating.Registration.OwnPage;
using NodaTime;

namespace JobDating.Registration.Retention;

/// <summary>
/// <c>POST /registration/me/keep</c>: "keep my data", a consent of its own with its words. Said again it is a new one, and the one before held until then; from it the two years begin anew.
/// </summary>
public static class KeepOwnData
{
    private const string UntilSql = "SELECT last_contact_at, due_on FROM retention WHERE candidate_id = @Id";

    /// <summary>Until when the data are kept, for the own page.</summary>
    public sealed record Until
    {
        public Instant LastContactAt { get; init; }
        public LocalDate DueOn { get; init; }

        public bool MayKeep(Instant now) => DueOn <= RetentionRule.Over(now).PlusDays(RetentionRule.MayKeepDays);
    }

    /// <summary>Null: not reckoned yet.</summary>
    public static Task<Until?> UntilAsync(Database db, Guid candidate, CancellationToken ct) => db.QueryFirstOrDefaultAsync<Until>(UntilSql, new { Id = candidate }, ct);

    /// <exception cref="Rejected">404, 410: the data are gone already.</exception>
    public static Task<IResult> RunAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct) => SecondTry.RunAsync<IResult>(async () =>
    {
        var (candidate, _) = await OwnCandidate.OfAsync(http, db, ct);
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        if ((await FindCandidates.ByIdAsync(tx, [candidate.Id], ct))[candidate.Id].ErasedAt is not null)
            throw new Rejected(StatusCodes.Status410Gone, OwnPageTexts.Words["Gone"]);
        await NoteConsents.RenewAsync(tx, candidate.Id, ConsentWording.Of(ConsentWording.ForKeeping), ct);
        await ReckonRetention.ApplyAsync(tx, [candidate.Id], ct);
        await tx.CommitAsync(ct);
        return SeeOther.To($"{OwnCandidate.Page}#kept");
    });
}
