using JobDating.Platform;

namespace JobDating.AllInOne;

/// <summary>All services say their facts again; each takes in what the others say, as always.</summary>
internal static class SayAllAgain
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(100);
    private static readonly Actor _actor = Actor.Command("say-again");

    /// <summary>Returns when nothing waits any more.</summary>
    /// <param name="anew">Copies forget first which version they have: then they are written though nothing has changed.</param>
    /// <param name="said">Told the kind of facts and how many were said so far.</param>
    public static async Task RunAsync(IServiceProvider things, IReadOnlyList<Service> services, bool anew, Action<string, int> said, CancellationToken ct)
    {
        var databases = services.ToDictionary(service => service, service => (Database)things.GetRequiredService(service.DatabaseType));
        if (anew)
            foreach (var (service, database) in databases)
                await TurnAsync(service, database, 1, ct);
        foreach (var (service, database) in databases)
        {
            var again = new SayAgain();
            service.Facts(again);
            await again.RunAsync(database, said, ct);
        }
        foreach (var database in databases.Values)
            while ((await new Outbox(database).QueueAsync(ct)).Waiting > 0)
                await Task.Delay(_look, ct);
        if (anew)
            foreach (var (service, database) in databases)
                // What nobody has said again: its owner has it no more.
                await TurnAsync(service, database, -1, ct);
    }

    /// <param name="sign">1: every copy forgets its version. -1: it remembers it.</param>
    private static async Task TurnAsync(Service service, Database database, int sign, CancellationToken ct)
    {
        if (service.TurnCopiesSql is not { } sql)
            return;
        await using var tx = await database.BeginAsync(_actor, ct);
        await tx.ExecuteAsync(sql, new { Sign = sign }, ct);
        await tx.CommitAsync(ct);
    }
}
