using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Registration.Accounts;

/// <summary>
/// The demonstration's people: one account for each role, without a password, and whoever of the scenario comes by personal link. One click looks
/// as one of them. Outside the demonstration these doors are not there.
/// </summary>
internal static class DemoPeople
{
    private static readonly Duration Visit = Duration.FromHours(10);

    // Somebody whose page has something on it: registered, prepared and received.
    private const string CandidateSql = """
        SELECT c.id AS holder, c.first_name AS first_name, c.last_name AS last_name
        FROM candidate c
        JOIN registration r ON r.candidate_id = c.id
        WHERE r.received_at IS NOT NULL AND c.structure_id IS NOT NULL
        ORDER BY c.edition_id, c.code
        LIMIT @Take
        """;

    private const string StructureSql = """
        SELECT s.id AS holder, s.name AS last_name
        FROM structure s
        ORDER BY s.edition_id, s.code
        LIMIT @Take
        """;

    private const string EstablishmentSql = """
        SELECT a.siret AS siret, e.company_name AS last_name
        FROM attendance a
        JOIN establishment e ON e.siret = a.siret
        WHERE a.status = 'present'
        ORDER BY a.siret
        LIMIT @Take
        """;

    private sealed record Person
    {
        public Guid Holder { get; init; }
        public string? Siret { get; init; }
        public string? FirstName { get; init; }
        public string LastName { get; init; } = "";
    }

    public sealed record Form
    {
        public string? Role { get; init; }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/registration/demo", Ask).AllowAnonymous();
        routes.Post("/registration/demo", EnterAsync).AllowAnonymous();
    }

    private static RazorComponentResult<DemoPeoplePage> Ask(Settings settings)
    {
        Open(settings);
        return new RazorComponentResult<DemoPeoplePage>();
    }

    private static async Task<IResult> EnterAsync([FromForm] Form form, HttpContext http, Settings settings, RegistrationDatabase db, UserManager<Account> users, SignInManager<Account> signIn, PersonalLinks links, CancellationToken ct)
    {
        Open(settings);
        var role = form.Role ?? "";
        if (Role.OfAccounts.Contains(role))
        {
            await signIn.SignInAsync(await AccountAsync(role, db, users, ct), isPersistent: false);
            return Results.LocalRedirect("/");
        }
        if (!Role.OfLinks.Contains(role))
            throw new Rejected(StatusCodes.Status400BadRequest, PageFrame.Words["Error.BadRequest"]);
        var sql = role switch { Role.Candidate => CandidateSql, Role.Prescriber => StructureSql, _ => EstablishmentSql };
        if (await db.QueryFirstOrDefaultAsync<Person>(sql, new { Take = 1 }, ct) is not { } person)
            throw new Rejected(StatusCodes.Status409Conflict, AccountTexts.Words["Demo.NotYet"]);
        await using var tx = await db.BeginAsync(Actor.Visitor, ct);
        var link = await links.IssueAsync(tx, new PersonalLinks.Content
        {
            Role = role,
            Holder = person.Siret is null ? person.Holder : Guid.CreateVersion7(),
            Subject = person.Siret ?? person.Holder.ToString(),
            Name = $"{person.FirstName} {person.LastName}".Trim(),
            Expires = db.Now + Visit,
        }, ct);
        await Sessions.EndAsync(http);
        return Results.LocalRedirect(link);
    }

    private static async Task<Account> AccountAsync(string role, RegistrationDatabase db, UserManager<Account> users, CancellationToken ct)
    {
        var email = $"{role}@demo.example";
        if (await users.FindByEmailAsync(email) is { } known)
            return known;
        var account = new Account { Id = Guid.CreateVersion7(), Name = AccountTexts.Words[$"Role.{role}"], Email = email, NormalizedEmail = users.NormalizeEmail(email)!, SecurityStamp = Guid.NewGuid().ToString("N") };
        try
        {
            await using var tx = await db.BeginAsync(Actor.Visitor, ct);
            await SaveAccount.CreateAsync(tx, account, ct);
            await SaveAccount.SetRolesAsync(tx, account.Id, [new AccountRole { AccountId = account.Id, Role = role, SiteId = AccountRole.AllSites }], ct);
            await tx.CommitAsync(ct);
            return account;
        }
        catch (ChangedMeanwhileException)
        {
            // Another click was faster.
            return (await users.FindByEmailAsync(email))!;
        }
    }

    private static void Open(Settings settings)
    {
        if (!settings.Demo)
            throw new Rejected(StatusCodes.Status404NotFound, PageFrame.Words["Error.NotFound"]);
    }
}
