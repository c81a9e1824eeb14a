using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Registration.Accounts;

/// <summary>
/// Tokens that an account gives to programs: they may what the account may, until their end, until they are taken back, or until the account's
/// rights or password change. The token itself is shown once and kept nowhere.
/// </summary>
public static class ProgramTokens
{
    private const int Most = 50;
    private static readonly Period Longest = Period.FromYears(1);
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Paris"];

    private const string OfSql = """
        SELECT id, name, created_at, expires_at, taken_back_at, CASE WHEN taken_back_at IS NOT NULL THEN 'taken' WHEN expires_at <= @Now THEN 'over' ELSE 'good' END AS state
        FROM account_token
        WHERE account_id = @AccountId
        ORDER BY created_at DESC, name
        LIMIT @Take
        """;

    private const string InsertSql = """
        INSERT INTO account_token (id, account_id, name, created_at, expires_at)
        VALUES (@Id, @AccountId, @Name, @Now, @Expires)
        """;

    private const string TakeBackSql = """
        UPDATE account_token
        SET taken_back_at = @Now
        WHERE id = @Id AND account_id = @AccountId AND taken_back_at IS NULL
        """;

    private const string FindSql = """
        SELECT id, name, created_at, expires_at, taken_back_at
        FROM account_token
        WHERE id = @Id AND account_id = @AccountId
        """;

    public sealed record Token
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public Instant CreatedAt { get; init; }
        public Instant ExpiresAt { get; init; }
        public Instant? TakenBackAt { get; init; }

        /// <summary><c>good</c>, <c>over</c> or <c>taken</c> back.</summary>
        public string State { get; init; } = "";
    }

    public sealed record Form
    {
        public string? Id { get; init; }
        public string? Name { get; init; }
        public string? Ends { get; init; }
    }

    internal static Task<IReadOnlyList<Token>> OfAsync(RegistrationDatabase db, Guid account, CancellationToken ct) =>
        db.QueryAsync<Token>(OfSql, new { AccountId = account, db.Now, Take = Most }, ct);

    public static async Task<IResult> AskAsync(HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        await OwnAccount.OfAsync(http, db, ct);
        return Page(new Form { Id = Guid.CreateVersion7().ToString(), Ends = Typed.Show(Today(db).PlusMonths(3)) }, new FormErrors());
    }

    public static async Task<IResult> RunAsync([FromForm] Form form, HttpContext http, RegistrationDatabase db, BearerTokens tokens, CancellationToken ct)
    {
        var account = await OwnAccount.OfAsync(http, db, ct);
        var id = Typed.IdOf(account.Id.ToByteArray(), Typed.Id(form.Id));
        var wrong = new FormErrors();
        var typed = new Typed(wrong);
        var name = typed.Text("name", form.Name, 100, required: true);
        var ends = typed.Date("ends", form.Ends, required: true, earliest: Today(db), latest: Today(db) + Longest);
        if (wrong.Any)
            return Page(form, wrong);
        var expires = Zone.AtStartOfDay(ends!.Value.PlusDays(1)).ToInstant();
        var rights = await ReadAccounts.TicketAsync(db, account, ct);
        try
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            await tx.ExecuteAsync(InsertSql, new { Id = id, AccountId = account.Id, Name = name, tx.Now, Expires = expires }, ct);
            await tx.AuditAsync("token", id, "token given", null, ct);
            await tx.CommitAsync(ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            // The form was sent twice: the first one's answer has shown the token.
            return SeeOther.To(OwnAccount.Address);
        }
        // 0: a token that has never been taken back.
        var ticket = rights with { Id = id, Name = $"{name} ({account.Name})", Revisions = new Dictionary<Guid, int> { [id] = 0, [account.Id] = account.Revision } };
        return new RazorComponentResult<TokenPage>(new { Name = name, Token = tokens.Issue(ticket, expires), Expires = expires });
    }

    public static async Task<IResult> AskTakeBackAsync(Guid id, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var account = await OwnAccount.OfAsync(http, db, ct);
        var token = await db.QueryFirstOrDefaultAsync<Token>(FindSql, new { Id = id, AccountId = account.Id }, ct) ?? throw Unknown();
        return new RazorComponentResult<ConfirmPage>(new
        {
            Title = AccountTexts.Words["Token.TakeBack.Title"],
            Sentence = AccountTexts.Words["Token.TakeBack.Sentence", token.Name],
            Action = $"{OwnAccount.Address}/tokens/{id}",
            Button = AccountTexts.Words["Token.TakeBack"],
            Back = OwnAccount.Address,
        });
    }

    public static async Task<IResult> TakeBackAsync(Guid id, IFormCollection sent, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var account = await OwnAccount.OfAsync(http, db, ct);
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        if (await tx.ExecuteAsync(TakeBackSql, new { Id = id, AccountId = account.Id, tx.Now }, ct) == 1)
        {
            await Access.ChangeAsync(tx, id, 1, ct);
            await tx.AuditAsync("token", id, "token taken back", null, ct);
            await tx.CommitAsync(ct);
        }
        else if (await tx.QueryFirstOrDefaultAsync<Token>(FindSql, new { Id = id, AccountId = account.Id }, ct) is null)
            throw Unknown();
        return SeeOther.To(OwnAccount.Address);
    }

    private static LocalDate Today(RegistrationDatabase db) => db.Now.InZone(Zone).Date;

    private static Rejected Unknown() => new(StatusCodes.Status404NotFound, AccountTexts.Words["Token.Unknown"]);

    private static IResult Page(Form form, FormErrors wrong) => wrong.Page<NewTokenPage>(new { Form = form, Errors = wrong });
}
