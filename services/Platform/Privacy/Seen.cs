using System.Threading.Channels;
using JobDating.Platform.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JobDating.Platform;

/// <summary>
/// Who has seen whose data: a door that shows a person (<see cref="ShowsPerson"/>) or a list of people (<see cref="ShowsPeople"/>) leaves a row in the audit trail of its service: when, who, by which role, which page, whom
/// or how many. The page waits for nothing: rows are written together, a moment later; those of the last moment before a kill are lost. What candidates see on their own pages is not in it.
/// </summary>
public static class Seen
{
    /// <summary>The act of a row whose subject is the person.</summary>
    public const string Act = "seen";

    /// <summary>The act of a row about a list: one row, whatever the number of people.</summary>
    public const string ListAct = "list seen";

    /// <summary>What stands between page and number of people.</summary>
    private const string Key = "people shown";

    /// <param name="Person">The part of the address that is the person's id; null: a list.</param>
    private sealed record Mark(string? Person);

    /// <summary>This door shows the candidate whose id its address has under that name.</summary>
    public static T ShowsPerson<T>(this T door, string person = "id") where T : IEndpointConventionBuilder => door.WithMetadata(new Mark(person));

    /// <summary>This door shows several candidates by name; its slice says how many (<see cref="People"/>).</summary>
    public static T ShowsPeople<T>(this T door) where T : IEndpointConventionBuilder => door.WithMetadata(new Mark((string?)null));

    /// <summary>Whether a door is one of these: for the test that looks at all of them.</summary>
    public static bool IsMarked(Endpoint door) => door.Metadata.GetMetadata<Mark>() is not null;

    /// <summary>So many people are in this answer. None: nothing is noted.</summary>
    public static void People(HttpContext http, int count) => http.Items[Key] = count;

    internal static async ValueTask<object?> NoteAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<Mark>() is { } mark && Caller.Of(http) is { IsSignedIn: true } caller)
            // A streamed list has its number when it is at its end.
            http.Response.OnCompleted(async () =>
            {
                if (http.Response.StatusCode == StatusCodes.Status200OK && RowOf(http, mark, caller) is { } row)
                    await http.RequestServices.GetRequiredService<SeenPages>().AddAsync(row);
            });
        return await next(context);
    }

    private static SeenPages.Row? RowOf(HttpContext http, Mark mark, Caller caller)
    {
        var path = http.Request.Path.Value!;
        var service = http.RequestServices.GetRequiredService<House>().Services.First(service => path.StartsWith($"/{service.Name}/", StringComparison.Ordinal));
        var detail = $"{caller.Roles[0]} {path}";
        if (mark.Person is { } person)
            return Guid.TryParse(http.GetRouteValue(person)?.ToString(), out var id) ? new SeenPages.Row(service, caller.Actor, id, Act, detail) : null;
        return http.Items.TryGetValue(Key, out var count) && count is > 0 ? new SeenPages.Row(service, caller.Actor, Guid.Empty, ListAct, $"{detail}: {count}") : null;
    }
}

/// <summary>Writes what was seen, all that has come together in one transaction.</summary>
public sealed partial class SeenPages(House house, ILogger<SeenPages> log) : BackgroundService
{
    private const int Together = 500;
    private const int MostDetail = 1000;
    private static readonly TimeSpan _again = TimeSpan.FromSeconds(3);

    /// <summary>Where the database takes nothing for long, whoever has had their answer waits here.</summary>
    private readonly Channel<Row> _rows = Channel.CreateBounded<Row>(new BoundedChannelOptions(20_000) { SingleReader = true });

    internal sealed record Row(Service Service, Actor Actor, Guid Subject, string Act, string Detail);

    internal ValueTask AddAsync(Row row) => _rows.Writer.WriteAsync(row);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await ((Task)_rows.Reader.WaitToReadAsync(stoppingToken).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await WriteAllAsync(stoppingToken);
        }
    }

    private async Task WriteAllAsync(CancellationToken stop)
    {
        while (_rows.Reader.TryPeek(out _))
        {
            var rows = new List<Row>();
            while (rows.Count < Together && _rows.Reader.TryRead(out var row))
                rows.Add(row);
            foreach (var one in rows.GroupBy(row => (row.Service, row.Actor)))
                await WriteAsync(one.Key.Service, one.Key.Actor, [.. one], stop);
        }
    }

    /// <summary>Until it is written; while the program ends only once.</summary>
    private async Task WriteAsync(Service service, Actor actor, IReadOnlyList<Row> rows, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await using var tx = await house.Database(service).BeginAsync(actor, CancellationToken.None);
                foreach (var row in rows)
                    await tx.AuditAsync("candidate", row.Subject, row.Act, row.Detail.Length > MostDetail ? row.Detail[..MostDetail] : row.Detail, CancellationToken.None);
                await tx.CommitAsync(CancellationToken.None);
                return;
            }
            catch (Exception exception)
            {
                Trouble(log, rows.Count, exception);
                if (stop.IsCancellationRequested)
                    return;
                await Task.Delay(_again, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "{Rows} rows of who has seen whom could not be written; trying again.")]
    private static partial void Trouble(ILogger log, int rows, Exception exception);
}
