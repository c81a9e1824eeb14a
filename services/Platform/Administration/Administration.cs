using JobDating.Platform.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace JobDating.Platform;

/// <summary>An administrator's pages of one service: how it is, its audit trail, its messages in error, its jobs. The same in every service and both modes.</summary>
public static class Administration
{
    /// <summary>How people call accounts and tokens; those that are none are left out.</summary>
    public delegate Task<IReadOnlyDictionary<Guid, string>> Names(Database db, IReadOnlyList<Guid> ids, CancellationToken ct);

    /// <summary>The accounts that somebody's words may mean, a few.</summary>
    public delegate Task<IReadOnlyList<Guid>> Find(Database db, string words, CancellationToken ct);

    /// <param name="routes">The service's.</param>
    /// <param name="service">Whose pages.</param>
    /// <param name="names">Of the service that owns the accounts; elsewhere they are shown by their id, with a link to where the name is.</param>
    /// <param name="find">Of the same service.</param>
    /// <param name="more">Tools of the service's own for whoever runs it: address, and what the link says.</param>
    public static void Map(IEndpointRouteBuilder routes, Service service, Names? names = null, Find? find = null, IReadOnlyList<(string Address, Func<string> Words)>? more = null)
    {
        var at = routes.MapGroup($"/{service.Name}").RequireAuthorization(May.Administer);
        new ShowAudit(service, names, find).Map(at);
        new ShowMessagesInError(service).Map(at);
        new ShowOperations(service, more ?? []).Map(at);
        JobsDashboard.Map(routes, service);
    }
}
