using System.Data;
using System.Data.Common;
using Dapper;
using JobDating.Platform;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace JobDating.AllInOne.Moving;

/// <summary>
/// A database that rows are moved into, past everything that guards its rows while it is used: constraints are looked at when all rows are there, triggers are for those who come later. What
/// the engines do differently stands here side by side.
/// </summary>
internal abstract class Target(DbConnection connection) : IAsyncDisposable
{
    protected DbConnection Connection => connection;

    public static async Task<Target> OpenAsync(DatabaseAddress address, CancellationToken ct)
    {
        Target target = address.Engine == Engine.SqlServer ? new OfSqlServer(new SqlConnection(address.ConnectionString)) : new OfSqlite(new SqliteConnection(address.ConnectionString + ";Pooling=False"));
        await target.Connection.OpenAsync(ct);
        await target.BeginAsync();
        return target;
    }

    public Task<long> CountAsync(Table table) => connection.ExecuteScalarAsync<long>(table.Counting, commandTimeout: 0);

    public async Task<bool> HasRowsAsync(Table table) => await connection.ExecuteScalarAsync<int>(table.Asking, commandTimeout: 0) == 1;

    protected virtual Task BeginAsync() => Task.CompletedTask;

    /// <summary>Takes away what a move that was interrupted has left.</summary>
    public abstract Task EmptyAsync(IReadOnlyList<Table> tables, CancellationToken ct);

    public abstract Task WriteAsync(Table table, DataTable portion, CancellationToken ct);

    /// <summary>Every row keeps every constraint.</summary>
    /// <exception cref="DbException">One does not.</exception>
    public abstract Task CheckAsync(IReadOnlyList<Table> tables, CancellationToken ct);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    internal sealed class OfSqlServer(SqlConnection connection) : Target(connection)
    {
        /// <summary>Triggers would refuse that rows of the audit trail go.</summary>
        public static IReadOnlyList<string> Emptying(string table) =>
            [$"ALTER TABLE [{table}] NOCHECK CONSTRAINT ALL", $"ALTER TABLE [{table}] DISABLE TRIGGER ALL", $"DELETE FROM [{table}]", $"ALTER TABLE [{table}] ENABLE TRIGGER ALL"];

        /// <summary>The rows that are there are looked at too: a constraint that has not seen them would be of no use to the server's plans.</summary>
        public static string Checking(string table) => $"ALTER TABLE [{table}] WITH CHECK CHECK CONSTRAINT ALL";

        public override async Task EmptyAsync(IReadOnlyList<Table> tables, CancellationToken ct)
        {
            // First all constraints, then all rows: whatever refers to whatever.
            for (var step = 0; step < Emptying("").Count; step++)
                foreach (var table in tables)
                    await connection.ExecuteAsync(new CommandDefinition(Emptying(table.Name)[step], commandTimeout: 0, cancellationToken: ct));
        }

        /// <summary>A portion is one bulk insert with the whole table locked: on an empty database that is the least to log, and a portion is there whole or not at all.</summary>
        public override async Task WriteAsync(Table table, DataTable portion, CancellationToken ct)
        {
            using var bulk = new SqlBulkCopy(connection, SqlBulkCopyOptions.TableLock | SqlBulkCopyOptions.KeepNulls, null) { DestinationTableName = $"[{table.Name}]", BulkCopyTimeout = 0 };
            foreach (var column in table.Columns)
                bulk.ColumnMappings.Add(column.Name, column.Name);
            await bulk.WriteToServerAsync(portion, ct);
        }

        public override async Task CheckAsync(IReadOnlyList<Table> tables, CancellationToken ct)
        {
            foreach (var table in tables)
                await connection.ExecuteAsync(new CommandDefinition(Checking(table.Name), commandTimeout: 0, cancellationToken: ct));
        }
    }

    internal sealed class OfSqlite(SqliteConnection connection) : Target(connection)
    {
        /// <summary><c>SQLITE_DBCONFIG_ENABLE_TRIGGER</c>: of this connection alone.</summary>
        private const int Triggers = 1003;

        protected override async Task BeginAsync()
        {
            await connection.ExecuteAsync("PRAGMA foreign_keys=OFF");
            raw.sqlite3_db_config(connection.Handle, Triggers, 0, out _);
        }

        public override async Task EmptyAsync(IReadOnlyList<Table> tables, CancellationToken ct)
        {
            foreach (var table in tables)
                await connection.ExecuteAsync($"DELETE FROM [{table.Name}]");
        }

        public override async Task WriteAsync(Table table, DataTable portion, CancellationToken ct)
        {
            await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(ct);
            await using var insert = connection.CreateCommand();
            insert.Transaction = transaction;
            insert.CommandText = $"INSERT INTO [{table.Name}] ({string.Join(", ", table.Columns.Select(column => $"[{column.Name}]"))}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"@p{i}"))})";
            for (var i = 0; i < table.Columns.Count; i++)
                insert.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i}" });
            foreach (DataRow row in portion.Rows)
            {
                for (var i = 0; i < table.Columns.Count; i++)
                    insert.Parameters[i].Value = row[i] is DBNull ? DBNull.Value : table.Columns[i].Type.Write(row[i]);
                await insert.ExecuteNonQueryAsync(ct);
            }
            await transaction.CommitAsync(ct);
        }

        public override async Task CheckAsync(IReadOnlyList<Table> tables, CancellationToken ct)
        {
            if (await connection.QueryFirstOrDefaultAsync<string>("SELECT \"table\" FROM pragma_foreign_key_check") is { } broken)
                throw new MoveException(MoveTexts.Words["BrokenReference", broken]);
        }
    }
}
