using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace JobDating.Platform;

/// <summary>
/// One service's database. Reads are free and many; writes go through <see cref="BeginAsync"/>, which on SQLite is a turn in
/// the one writer's queue (see <see cref="SqliteWriter"/>) and on SQL Server an ordinary transaction.
/// </summary>
public abstract class Database(DatabaseAddress address, IClock clock) : IAsyncDisposable
{
    /// <summary>For so long a write that failed is spoken of, though another has gone well since: a full disk may still take what is small.</summary>
    private static readonly Duration _spokenOf = Duration.FromMinutes(2);

    /// <summary>Our own instances hold the file for milliseconds.</summary>
    private static readonly TimeSpan _longHeld = TimeSpan.FromSeconds(2);

    private readonly SqliteWriter? _writer = address.Engine == Engine.Sqlite ? new SqliteWriter(address) : null;

    static Database()
    {
        SqliteLibrary.CountNoMemory();
        DapperTypes.Register();
    }

    public Engine Engine => address.Engine;

    /// <summary>The time now; inside a transaction <see cref="Transaction.Now"/> is the time it began.</summary>
    public Instant Now => clock.GetCurrentInstant();

    private volatile WriteTrouble? _trouble;
    private volatile bool _wroteSince;

    /// <summary>Why it could not be written lately; null: it could, or nobody tried.</summary>
    public WriteTrouble? WriteTrouble => _writer?.Held > _longHeld ? new WriteTrouble("locked", "database is locked", Now) : _trouble is { } trouble && (!_wroteSince || Now - trouble.At < _spokenOf) ? trouble : null;

    /// <summary>Raised after a commit that said messages: the outbox need not wait for its next look.</summary>
    internal event Action? Said;

    /// <summary>Where a message said here must go: one row a destination. Set once, when the host knows its bus.</summary>
    internal Func<Type, IReadOnlyList<string>> Destinations { get; set; } = _ => [];

    /// <summary>
    /// Begins a transaction: everything until <see cref="Transaction.CommitAsync"/> is written together with its outgoing messages, or
    /// not at all. Keep it short and wait for nothing else inside: on SQLite others queue behind it.
    /// </summary>
    public async Task<Transaction> BeginAsync(Actor actor, CancellationToken ct, Guid? flow = null)
    {
        if (_writer is not null)
        {
            try
            {
                var turn = await _writer.EnterAsync(ct);
                return new Transaction(this, _writer.Connection, null, turn, actor, flow);
            }
            catch (Exception exception)
            {
                Note(exception);
                throw;
            }
        }
        var connection = new SqlConnection(address.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            return new Transaction(this, connection, await connection.BeginTransactionAsync(ct), null, actor, flow);
        }
        catch (Exception exception)
        {
            Note(exception);
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        return (await connection.QueryAsync<T>(Command(sql, parameters, ct))).AsList();
    }

    public async Task<T?> QueryFirstOrDefaultAsync<T>(string sql, object? parameters, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        return await connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters, ct));
    }

    /// <summary>Rows one by one, never all in memory.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(string sql, object? parameters, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        var (text, values) = ListParameters.Unfold(Engine, SqlText.For(Engine, sql), parameters);
        await foreach (var row in connection.QueryUnbufferedAsync<T>(text, values).WithCancellation(ct))
            yield return row;
    }

    private CommandDefinition Command(string sql, object? parameters, CancellationToken ct)
    {
        var (text, values) = ListParameters.Unfold(Engine, SqlText.For(Engine, sql), parameters);
        return new CommandDefinition(text, values, cancellationToken: ct);
    }

    /// <summary>A connection for reading. The caller disposes it.</summary>
    internal async Task<DbConnection> OpenAsync(CancellationToken ct)
    {
        try
        {
            address.RequireFile();
        }
        catch (SqliteException)
        {
            LetGo();
            throw;
        }
        DbConnection connection = _writer is null ? new SqlConnection(address.ConnectionString) : new SqliteConnection(address.ConnectionString);
        await connection.OpenAsync(ct);
        return connection;
    }

    internal string ConnectionString => address.ConnectionString;

    /// <summary>Keeps what says that the database cannot be written; anything else is only its own writer's.</summary>
    internal void Note(Exception exception)
    {
        if (SqlText.CannotWrite(exception) is { } kind)
            (_wroteSince, _trouble) = (false, new WriteTrouble(kind, exception.Message, Now));
    }

    internal void NoteWritten()
    {
        if (!_wroteSince)
            _wroteSince = true;
    }

    internal void RaiseSaid() => Said?.Invoke();

    public async ValueTask DisposeAsync()
    {
        if (_writer is not null)
        {
            await _writer.DisposeAsync();
            LetGo();
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>The library's pool would keep the file open for minutes, with all that was read from it.</summary>
    private void LetGo()
    {
        using var pooled = new SqliteConnection(address.ConnectionString);
        SqliteConnection.ClearPool(pooled);
    }
}
