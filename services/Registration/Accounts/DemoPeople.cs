using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Registration.Accounts;

/// <summary>
/// The demonstration's people: one account for each role, without a password, and those of the next site to come who come by personal link and have something to
/// do there. One click looks as one of them. Outside the demonstration these doors are not there.
/// </summary>
internal static class DemoPeople
{
    /// <summary>Of each role that comes by link: two, so that one sees what the other did.</summary>
    private const int Choice = 2;

    private static readonly Duration Visit = Duration.FromHours(10);

    public sealed record Form
    {
        /// <summary>A role; after a space which of its people, from 1 (without: the first).</summary>
        public string? Role { get; init; }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/registration/demo", AskAsync).AllowAnonymous();
        routes.Post("/registration/demo", EnterAsync).AllowAnonymous();
    }

    private static async Task<RazorComponentResult<DemoPeoplePage>> AskAsync(Settings settings, RegistrationDatabase db, CancellationToken ct)
    {
        Open(settings);
        var site = await ReadDemoPeople.NextSiteAsync(db, ct);
        var people = new Dictionary<string, IReadOnlyList<ReadDemoPeople.Person>>();
        if (site is not null)
            foreach (var role in Role.OfLinks)
                people[role] = await ReadDemoPeople.OfAsync(db, role, site, Choice, ct);
        return new RazorComponentResult<DemoPeoplePage>(new
        {
            Site = site,
            People = people,
            Full = site is not null && people[Role.Employer] is [var first, var second, ..] ? await ReadDemoPeople.FullAsync(db, site, first.Siret!, second.Siret!, ct) : null,
        });
    }

    private static async Task<IResult> EnterAsync([FromForm] Form form, HttpContext http, Settings settings, RegistrationDatabase db, UserManager<Account> users, SignInManager<Account> signIn, PersonalLinks links, CancellationToken ct)
    {
        Open(settings);
        var (role, which) = form.Role?.Split(' ') is [var one, var number] && int.TryParse(number, out var place) ? (one, place) : (form.Role ?? "", 1);
        if (Role.OfAccounts.Contains(role))
        {
            await signIn.SignInAsync(await AccountAsync(role, db, users, ct), isPersistent: false);
            return Results.LocalRedirect("/");
        }
        if (!Role.OfLinks.Contains(role) || which is < 1 or > Choice)
            throw new Rejected(StatusCodes.Status400BadRequest, PageFrame.Words["Error.BadRequest"]);
        if (await ReadDemoPeople.NextSiteAsync(db, ct) is not { } site || (await ReadDemoPeople.OfAsync(db, role, site, which, ct)).ElementAtOrDefault(which - 1) is not { } person)
            throw new Rejected(StatusCodes.Status409Conflict, AccountTexts.Words["Demo.NotYet"]);
        await using var tx = await db.BeginAsync(Actor.Visitor, ct);
        var link = await links.IssueAsync(tx, new PersonalLinks.Content
        {
            Role = role,
            Holder = person.Siret is null ? person.Holder : Guid.CreateVersion7(),
            Subject = person.Siret ?? person.Holder.ToString(),
            Name = person.Name,
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
