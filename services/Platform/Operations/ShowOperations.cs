using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace JobDating.Platform;

/// <summary>
/// How a service is, for an administrator: what is wrong and what to do, then the figures. Each service shows its own, at its own address, so that no page waits on another service; of
/// those in the same process the state is said beside their link.
/// </summary>
public sealed class ShowOperations
{
    private readonly Service _service;
    private readonly IReadOnlyList<(string Address, Func<string> Words)> _more;

    internal ShowOperations(Service service, IReadOnlyList<(string Address, Func<string> Words)> more) => (_service, _more) = (service, more);

    public sealed record Tool(string Address, string Words);

    internal void Map(IEndpointRouteBuilder at) => at.Get("/operations", PageAsync);

    private async Task<IResult> PageAsync(Watch watch, CancellationToken ct)
    {
        var all = await watch.LookAsync(ct);
        var seen = all.First(condition => condition.Service == _service.Name);
        return new RazorComponentResult<ShowOperationsPage>(new
        {
            Seen = seen,
            Concerns = watch.ConcernsOf(seen),
            Grades = all.ToDictionary(condition => condition.Service, condition => Concerns.Worst(watch.ConcernsOf(condition))),
            watch.Now,
            More = _more.Select(tool => new Tool(tool.Address, tool.Words())).ToList(),
        });
    }
}
