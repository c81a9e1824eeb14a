using System.Globalization;
using JobDating.Platform;

namespace JobDating.AllInOne;

/// <summary>All services say their facts again; each takes in what the others say, as always.</summary>
internal static class SayAllAgain
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(100);
    private static readonly Actor _actor = Actor.Command("say-again");

    /// <summary>Less than every version there is.</summary>
    private const string ForgetSql = "UPDATE {0} SET version = -version WHERE version > 0";

    /// <summary>Of what nobody has said again, because its owner has it no more.</summary>
    private const string RememberSql = "UPDATE {0} SET version = -version WHERE version < 0";

    /// <summary>Returns when nothing waits any more.</summary>
    /// <param name="anew">Copies forget first which version they have: then they are written though nothing has changed.</param>
    /// <param name="said">Told the kind of facts and how many were said so far.</param>
    public static async Task RunAsync(IServiceProvider things, IReadOnlyList<Service> services, bool anew, Action<string, int> said, CancellationToken ct)
    {
        var databases = services.ToDictionary(service => service, service => (Database)things.GetRequiredService(service.DatabaseType));
        if (anew)
            foreach (var (service, database) in databases)
                await UpdateAsync(service, database, ForgetSql, ct);
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
                await UpdateAsync(service, database, RememberSql, ct);
    }

    private static async Task UpdateAsync(Service service, Database database, string sql, CancellationToken ct)
    {
        foreach (var table in service.Copies)
        {
            await using var tx = await database.BeginAsync(_actor, ct);
            await tx.ExecuteAsync(string.Format(CultureInfo.InvariantCulture, sql, table), null, ct);
            await tx.CommitAsync(ct);
        }
    }
}
