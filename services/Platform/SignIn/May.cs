using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JobDating.Platform.SignIn;

/// <summary>
/// The policies that doors are opened by: <c>.RequireAuthorization(May.Coordinate)</c>. A door without one is closed to everybody (see
/// <see cref="Set"/>), so forgetting it shows at once.
/// </summary>
public static class May
{
    /// <summary>Accounts, audit, messages in error, jobs.</summary>
    public const string Administer = "administer";

    /// <summary>Set up editions and sites; which sites is the slice's question (<see cref="Caller.MaySite(Guid)"/>).</summary>
    public const string Coordinate = "coordinate";

    /// <summary>Check candidates in on the day.</summary>
    public const string Receive = "receive";

    /// <summary>Run the hall on the day.</summary>
    public const string RunHall = "run-hall";

    /// <summary>Give whoever is there and has no interview a first table: the desk that receives them, or the hall.</summary>
    public const string PlaceFirst = "place-first";

    /// <summary>Look at editions, sites and figures; no person's data.</summary>
    public const string ReadFigures = "read-figures";

    /// <summary>Follow people up after the event: ask them, note what they say, settle what contradicts itself. With names.</summary>
    public const string FollowUp = "follow-up";

    /// <summary>A prescriber's own candidates.</summary>
    public const string Prescribe = "prescribe";

    /// <summary>An employer's own interviews.</summary>
    public const string Employ = "employ";

    /// <summary>A candidate's own page.</summary>
    public const string Attend = "attend";

    /// <summary>Whoever is signed in by an account: their own password and second factor.</summary>
    public const string HaveAccount = "have-account";

    /// <summary>Who may, for each policy.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Roles { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [Administer] = [Role.Administrator],
        [Coordinate] = [Role.Administrator, Role.Coordinator],
        [Receive] = [Role.Administrator, Role.Coordinator, Role.Desk],
        [RunHall] = [Role.Administrator, Role.Coordinator, Role.Hall],
        [PlaceFirst] = [Role.Administrator, Role.Coordinator, Role.Desk, Role.Hall],
        [ReadFigures] = [Role.Administrator, Role.Coordinator, Role.Desk, Role.Hall, Role.Staff],
        [FollowUp] = [Role.Administrator, Role.Staff],
        [Prescribe] = [Role.Prescriber],
        [Employ] = [Role.Employer],
        [Attend] = [Role.Candidate],
        [HaveAccount] = Role.OfAccounts,
    };

    internal static void Set(AuthorizationOptions options)
    {
        foreach (var (policy, roles) in Roles)
            options.AddPolicy(policy, rule => rule.RequireRole(roles));
        // What is not there is not found (or not by that method), whoever asks; what is there and says nothing is closed.
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(asked => asked.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint).Build();
    }
}
