using System.Security.Claims;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Platform.SignIn;

/// <summary>What a session says about who is signed in: the claims of the cookie, and of a program's token.</summary>
public sealed record Ticket
{
    private const string Revision = "revision";
    private const string Site = "site";
    private const string Subject = "subject";
    private const string End = "ends";
    private const string Session = "session";

    /// <summary>Account, personal link or token; with its revision in <see cref="Revisions"/>.</summary>
    public required Guid Id { get; init; }

    /// <summary>As pages call this person.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    /// <summary>For each role of some sites only, those sites; a role that is not in here is of all sites.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Guid>> Sites { get; init; } = new Dictionary<string, IReadOnlyList<Guid>>();

    /// <summary>By personal link: the candidate's id, the prescriber's structure, the employer's SIRET.</summary>
    public string? SubjectId { get; init; }

    /// <summary>What must not have changed since: each id with the revision it had.</summary>
    public required IReadOnlyDictionary<Guid, int> Revisions { get; init; }

    /// <summary>By personal link: when the link ends, and with it every session that came by it, however often that was prolonged.</summary>
    public Instant? Ends { get; init; }

    public ClaimsPrincipal Principal(string scheme)
    {
        var identity = new ClaimsIdentity(scheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, Id.ToString("N")));
        identity.AddClaim(new Claim(ClaimTypes.Name, Name));
        identity.AddClaims(Roles.Select(role => new Claim(ClaimTypes.Role, role)));
        identity.AddClaims(Sites.SelectMany(role => role.Value.Select(site => new Claim(Site, $"{role.Key}:{site:N}"))));
        identity.AddClaims(Revisions.Select(revision => new Claim(Revision, $"{revision.Key:N}:{revision.Value}")));
        if (SubjectId is not null)
            identity.AddClaim(new Claim(Subject, SubjectId));
        if (Ends is { } ends)
            identity.AddClaim(new Claim(End, InstantPattern.General.Format(ends)));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>Put beside the others when a session begins.</summary>
    public static Claim OfSession(Guid id) => new(Session, id.ToString("N"));

    public static Guid? SessionOf(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(Session), out var id) ? id : null;

    /// <summary>Null when these are no claims of ours, or of an older kind that says less.</summary>
    public static Ticket? Of(ClaimsPrincipal user)
    {
        if (!Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
            return null;
        var revisions = new Dictionary<Guid, int>();
        foreach (var claim in user.FindAll(Revision))
        {
            if (claim.Value.Split(':') is not [var of, var at] || !Guid.TryParse(of, out var subject) || !int.TryParse(at, out var revision))
                return null;
            revisions[subject] = revision;
        }
        // A session that has been ended has revision 1.
        if (SessionOf(user) is { } own)
            revisions[own] = 0;
        Instant? ends = null;
        if (user.FindFirstValue(End) is { } written)
        {
            if (!InstantPattern.General.Parse(written).TryGetValue(default, out var end))
                return null;
            ends = end;
        }
        var sites = new Dictionary<string, IReadOnlyList<Guid>>();
        foreach (var role in user.FindAll(Site).Select(claim => claim.Value.Split(':')).ToLookup(parts => parts[0], parts => parts[^1]))
            sites[role.Key] = [.. role.Select(text => Guid.TryParse(text, out var site) ? site : Guid.Empty)];
        return new Ticket
        {
            Id = id,
            Name = user.Identity?.Name ?? "",
            Roles = [.. user.FindAll(ClaimTypes.Role).Select(claim => claim.Value)],
            Sites = sites,
            SubjectId = user.FindFirstValue(Subject),
            Ends = ends,
            Revisions = revisions,
        };
    }
}
