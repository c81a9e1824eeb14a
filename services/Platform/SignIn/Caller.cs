using Microsoft.AspNetCore.Http;

namespace JobDating.Platform.SignIn;

/// <summary>Who asks, and what they may. Nobody signed in is a caller too, without any role.</summary>
public sealed class Caller
{
    private readonly Ticket? _ticket;

    private Caller(Ticket? ticket) => _ticket = ticket;

    public static Caller Of(HttpContext http) => Of(http.User);

    internal static Caller Of(System.Security.Claims.ClaimsPrincipal user) => new(user.Identity?.IsAuthenticated == true ? Ticket.Of(user) : null);

    public bool IsSignedIn => _ticket is not null;

    public Guid? Id => _ticket?.Id;

    public string Name => _ticket?.Name ?? "";

    public IReadOnlyList<string> Roles => _ticket?.Roles ?? [];

    /// <summary>What every transaction of this request is begun with.</summary>
    public Actor Actor => _ticket switch
    {
        null => Actor.Visitor,
        { SubjectId: { } subject, Roles: [var role, ..] } => Actor.Link(role, subject),
        _ => Actor.Account(_ticket.Id),
    };

    public bool Is(string role) => Roles.Contains(role);

    /// <summary>Whoever only receives people: their first page is the desk.</summary>
    public bool IsOnlyDesk => Roles is [Role.Desk];

    public bool May(string policy) => SignIn.May.Roles[policy].Any(Is);

    /// <summary>The sites this caller may coordinate: null for all.</summary>
    public IReadOnlyList<Guid>? CoordinatedSites => SitesOf(Role.Coordinator);

    /// <summary>Whether this caller coordinates all sites, those to come too.</summary>
    public bool MayEverySite => Is(Role.Administrator) || (Is(Role.Coordinator) && CoordinatedSites is null);

    /// <summary>Whether this caller may do a coordinator's work on that site.</summary>
    public bool MaySite(Guid site) => MaySite(Role.Coordinator, site);

    /// <summary>Whether this caller may do that role's work on that site. An administrator may everywhere.</summary>
    public bool MaySite(string role, Guid site) => Is(Role.Administrator) || (Is(role) && SitesOf(role)?.Contains(site) != false);

    /// <summary>The candidate whose own page this is, by personal link.</summary>
    public Guid? Candidate => Subject(Role.Candidate);

    /// <summary>The structures this prescriber sends candidates from.</summary>
    public IReadOnlyList<Guid> Structures => Subject(Role.Prescriber) is { } structure ? [structure] : [];

    /// <summary>The establishments (SIRET) this employer comes for.</summary>
    public IReadOnlyList<string> Establishments => Is(Role.Employer) && _ticket?.SubjectId is { } siret ? [siret] : [];

    private Guid? Subject(string role) => Is(role) && Guid.TryParse(_ticket?.SubjectId, out var id) ? id : null;

    private IReadOnlyList<Guid>? SitesOf(string role) => Is(Role.Administrator) ? null : _ticket?.Sites.GetValueOrDefault(role);
}
