using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Accounts;

/// <summary>The accounts, found by name or e-mail, with what each may.</summary>
public static class ListAccounts
{
    private const string Columns = "a.id, a.name, a.email, a.normalized_email, a.sort_name, a.two_factor, a.disabled_at, CASE WHEN a.password_hash IS NULL THEN 0 ELSE 1 END AS has_password";

    private const string Matches = """
          AND (@Role = '' OR EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = a.id AND r.role = @Role))
          AND EXISTS (SELECT 1 FROM account_word w WHERE w.account_id = a.id AND w.word >= @From2 AND w.word < @To2)
          AND EXISTS (SELECT 1 FROM account_word w WHERE w.account_id = a.id AND w.word >= @From3 AND w.word < @To3)
          AND EXISTS (SELECT 1 FROM account_word w WHERE w.account_id = a.id AND w.word >= @From4 AND w.word < @To4)
        """;

    private const string All = "FROM account a WHERE EXISTS (SELECT 1 FROM account_word w WHERE w.account_id = a.id AND w.word >= @From1 AND w.word < @To1)";
    private const string Found = "FROM (SELECT DISTINCT account_id FROM account_word WHERE word >= @From1 AND word < @To1) f JOIN account a ON a.id = f.account_id WHERE a.id = f.account_id";

    private const string ByName = """
          AND a.sort_name >= @Key AND (a.sort_name > @Key OR a.normalized_email > @Code)
        ORDER BY a.sort_name, a.normalized_email
        LIMIT @Take
        """;

    private const string ByNameDown = """
          AND a.sort_name <= @Key AND (a.sort_name < @Key OR a.normalized_email < @Code)
        ORDER BY a.sort_name DESC, a.normalized_email DESC
        LIMIT @Take
        """;

    private const string ByEmail = """
          AND a.normalized_email > @Key
        ORDER BY a.normalized_email
        LIMIT @Take
        """;

    private const string ByEmailDown = """
          AND a.normalized_email < @Key
        ORDER BY a.normalized_email DESC
        LIMIT @Take
        """;

    private const string NameSql = $"SELECT {Columns} {All} {Matches} {ByName}";
    private const string NameDownSql = $"SELECT {Columns} {All} {Matches} {ByNameDown}";
    private const string EmailSql = $"SELECT {Columns} {All} {Matches} {ByEmail}";
    private const string EmailDownSql = $"SELECT {Columns} {All} {Matches} {ByEmailDown}";
    private const string FoundNameSql = $"SELECT {Columns} {Found} {Matches} {ByName}";
    private const string FoundNameDownSql = $"SELECT {Columns} {Found} {Matches} {ByNameDown}";
    private const string FoundEmailSql = $"SELECT {Columns} {Found} {Matches} {ByEmail}";
    private const string FoundEmailDownSql = $"SELECT {Columns} {Found} {Matches} {ByEmailDown}";

    private const string RolesSql = """
        SELECT DISTINCT account_id, role
        FROM account_role
        WHERE account_id IN @Ids
        ORDER BY account_id, role
        """;

    public sealed record Row
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public string Email { get; init; } = "";
        public string NormalizedEmail { get; init; } = "";
        public string SortName { get; init; } = "";
        public bool TwoFactor { get; init; }
        public NodaTime.Instant? DisabledAt { get; init; }
        public bool HasPassword { get; init; }

        /// <summary><c>open</c>, <c>invited</c> (no password yet) or <c>closed</c>.</summary>
        public string State => DisabledAt is not null ? "closed" : HasPassword ? "open" : "invited";
    }

    public static async Task<IResult> RunAsync(HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var choice = Read(http);
        var rows = await RowsAsync(db, choice, choice.Take, choice.Key, choice.Code, ct);
        var shown = rows.Take(choice.Size).ToList();
        return new RazorComponentResult<ListAccountsPage>(new
        {
            Choice = choice,
            Shown = (IReadOnlyList<Row>)shown,
            Roles = await RolesAsync(db, shown, ct),
            Last = rows.Count > choice.Size ? Cursor(choice, shown[^1]) : null,
        });
    }

    public static IResult Csv(HttpContext http, RegistrationDatabase db)
    {
        var choice = Read(http);
        return Results.Stream(to => CsvFile.WriteAsync(to, "name email roles state second_factor", CellsAsync(db, choice, http.RequestAborted), http.RequestAborted), "text/csv; charset=utf-8", "accounts.csv");
    }

    private static ListChoice Read(HttpContext http) => ListChoice.Read(http, ["name", "email"], "role");

    private static ListCursor Cursor(ListChoice choice, Row last) => choice.Sort == "email" ? new ListCursor(last.NormalizedEmail, "") : new ListCursor(last.SortName, last.NormalizedEmail);

    private static Task<IReadOnlyList<Row>> RowsAsync(RegistrationDatabase db, ListChoice choice, int take, string key, string code, CancellationToken ct)
    {
        var words = choice.Words;
        var sql = (choice.Sort, choice.Descending, words.FindsFew) switch
        {
            ("email", false, false) => EmailSql,
            ("email", true, false) => EmailDownSql,
            ("email", false, true) => FoundEmailSql,
            ("email", true, true) => FoundEmailDownSql,
            (_, false, false) => NameSql,
            (_, true, false) => NameDownSql,
            (_, false, true) => FoundNameSql,
            _ => FoundNameDownSql,
        };
        return db.QueryAsync<Row>(sql, words.With(new { Role = choice.Filter("role") ?? "", Key = key, Code = code, Take = take }), ct);
    }

    private static async Task<ILookup<Guid, string>> RolesAsync(RegistrationDatabase db, IReadOnlyList<Row> rows, CancellationToken ct) =>
        (await db.QueryAsync<AccountRole>(RolesSql, new { Ids = rows.Select(row => row.Id).ToList() }, ct)).ToLookup(role => role.AccountId, role => role.Role);

    /// <summary>Page by page, so that memory holds one.</summary>
    private static async IAsyncEnumerable<string?[]> CellsAsync(RegistrationDatabase db, ListChoice choice, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        const int Page = 1000;
        var (key, code) = (choice.Key, choice.Code);
        while (true)
        {
            var rows = await RowsAsync(db, choice, Page, key, code, ct);
            var roles = await RolesAsync(db, rows, ct);
            foreach (var row in rows)
                yield return [row.Name, row.Email, string.Join(' ', roles[row.Id]), row.State, CsvFile.Text((bool?)row.TwoFactor)];
            if (rows.Count < Page)
                yield break;
            (key, code) = Cursor(choice, rows[^1]) is var last ? (last.Key, last.Code) : default;
        }
    }

    /// <summary>The roles to choose from, in the reader's words.</summary>
    internal static IReadOnlyList<Option> RoleOptions => [.. Role.OfAccounts.Select(role => new Option(role, AccountTexts.Words[$"Role.{role}"]))];
}
