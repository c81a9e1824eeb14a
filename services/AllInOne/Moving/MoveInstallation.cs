using System.Data.Common;
using System.Text.Json;
using Dapper;
using JobDating.AllInOne.Backups;
using JobDating.Outcomes;
using JobDating.Outcomes.Bilan;
using JobDating.Platform;
using NodaTime;

namespace JobDating.AllInOne.Moving;

/// <summary>
/// Moves an installation from its embedded databases into empty ones on a server, every table with every row: what waits in the outbox is sent from there. The embedded databases stay as they are. Until all rows are
/// there, keep their constraints and give the same figures, the new databases are marked as unfinished: no service begins on them, and the next move begins again.
/// </summary>
internal static class MoveInstallation
{
    private const string EditionsSql = "SELECT code FROM edition ORDER BY code";
    private const string MigrationsSql = "SELECT name FROM migration ORDER BY name";

    /// <param name="Rows">As many here as there.</param>
    public sealed record MovedTable(string Database, string Name, long Rows);

    /// <param name="Bilans">Of each edition, the same on both sides.</param>
    public sealed record Moved(IReadOnlyList<MovedTable> Tables, IReadOnlyList<BilanCounts> Bilans);

    /// <param name="from">Where the embedded databases are.</param>
    /// <param name="to">Where the new ones are or shall be.</param>
    /// <param name="written">Told the table and how many of its rows are there.</param>
    /// <exception cref="MoveException">It cannot be, or what came out is not the same. Then nothing was moved, or the new databases stay marked.</exception>
    public static async Task<Moved> RunAsync(Settings from, Settings to, IClock clock, Action<string, int> written, CancellationToken ct)
    {
        if (Backup.Databases.Any(name => !File.Exists(Backup.FileOf(from, name))))
            throw new MoveException(BackupTexts.Words["Nothing", from.Data]);
        await Source.MustBeAloneAsync(from, ct);
        try
        {
            await using var old = new Databases(from, clock);
            await using var made = new Databases(to, clock);
            // The old ones too, as with every command: both sides have this program's tables.
            await old.MigrateAsync(ct);
            await made.MigrateAsync(ct);
            await using var source = await Source.HoldAsync(from, ct);
            var moved = await CopyAsync(source, old, made, to, written, ct);
            await source.DisposeAsync();
            await old.DisposeAsync();
            // Who has begun to serve meanwhile goes on to write there.
            await Source.MustBeAloneAsync(from, ct);
            // Registration's goes last: as long as it stands, the next move begins again.
            foreach (var database in made.All.Reverse())
                await UnfinishedMove.EndAsync(database, ct);
            return moved;
        }
        catch (Exception exception) when (exception is DbException or ArgumentException or InvalidOperationException)
        {
            throw new MoveException(MoveTexts.Words["Failed", exception.Message], exception);
        }
    }

    private static async Task<Moved> CopyAsync(Source source, Databases old, Databases made, Settings to, Action<string, int> written, CancellationToken ct)
    {
        var begun = await UnfinishedMove.IsAsync(made.All[0], ct);
        var places = new List<(string Name, Target Target, IReadOnlyList<Table> Tables)>();
        try
        {
            foreach (var name in Backup.Databases)
            {
                var target = await Target.OpenAsync(to.Address(name), ct);
                places.Add((name, target, await Table.AllAsync(source[name])));
            }
            foreach (var (name, here, there) in Backup.Databases.Zip(old.All, made.All).Select(pair => (pair.First, pair.Second, pair.Third)))
                if (!(await here.QueryAsync<string>(MigrationsSql, null, ct)).SequenceEqual((await there.QueryAsync<string>(MigrationsSql, null, ct)).Where(migration => migration != UnfinishedMove.Mark)))
                    throw new MoveException(MoveTexts.Words["OtherTables", name]);
            foreach (var (name, target, tables) in places)
                foreach (var table in tables)
                    if (!begun && await target.HasRowsAsync(table))
                        throw new MoveException(MoveTexts.Words["NotEmpty", name, table.Name]);
            foreach (var database in made.All)
                await UnfinishedMove.BeginAsync(database, ct);
            foreach (var (_, target, tables) in places.Where(_ => begun))
                await target.EmptyAsync(tables, ct);
            var moved = new List<MovedTable>();
            foreach (var (name, target, tables) in places)
            {
                foreach (var table in tables)
                    moved.Add(new MovedTable(name, table.Name, await CopyAsync(source, name, table, target, written, ct)));
                await target.CheckAsync(tables, ct);
            }
            return new Moved(moved, await CompareAsync(old, made, ct));
        }
        finally
        {
            foreach (var (_, target, _) in places)
                await target.DisposeAsync();
        }
    }

    private static async Task<long> CopyAsync(Source source, string database, Table table, Target target, Action<string, int> written, CancellationToken ct)
    {
        var rows = 0;
        await foreach (var portion in table.ReadAsync(source[database], ct))
        {
            await target.WriteAsync(table, portion, ct);
            written($"{database}.{table.Name}", rows += portion.Rows.Count);
        }
        var (here, there) = (await source[database].ExecuteScalarAsync<long>(table.Counting), await target.CountAsync(table));
        return here == there ? here : throw new MoveException(MoveTexts.Words["OtherCount", database, table.Name, here, there]);
    }

    private static async Task<IReadOnlyList<BilanCounts>> CompareAsync(Databases old, Databases made, CancellationToken ct)
    {
        var bilans = new List<BilanCounts>();
        foreach (var code in await old.Outcomes.QueryAsync<string>(EditionsSql, null, ct))
        {
            var here = await ReadBilan.RunAsync(old.Outcomes, code, null, ct);
            var there = await ReadBilan.RunAsync(made.Outcomes, code, here!.AsOf, ct);
            if (JsonSerializer.Serialize(here, Json.Options) != JsonSerializer.Serialize(there, Json.Options))
                throw new MoveException(MoveTexts.Words["OtherFigures", code]);
            bilans.Add(here);
        }
        return bilans;
    }

    /// <summary>The services' databases of one side.</summary>
    private sealed class Databases(Settings settings, IClock clock) : IAsyncDisposable
    {
        private readonly IReadOnlyList<Service> _services = Commands.Services();

        public IReadOnlyList<Database> All { get; } = [.. Commands.Services().Select(service => (Database)Activator.CreateInstance(service.DatabaseType, settings.Address(service.Name), clock)!)];

        public OutcomesDatabase Outcomes => All.OfType<OutcomesDatabase>().Single();

        public async Task MigrateAsync(CancellationToken ct)
        {
            foreach (var (service, database) in _services.Zip(All))
                await Migrator.RunAsync(database, service.Assembly, ct);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var database in All)
                await database.DisposeAsync();
        }
    }
}
