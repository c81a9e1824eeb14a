using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace JobDating.Platform;

/// <summary>
/// The one writer of a SQLite file in this process. Writers take turns, first come first served; each turn is a savepoint in a shared
/// transaction, and one commit (one wait for the disk) answers all turns of a group. A group ends when nobody waits,
/// after 64 turns or after 10 ms: so a lone writer pays one commit, a crowd shares it, and nobody waits for a long queue.
/// </summary>
internal sealed class SqliteWriter(DatabaseAddress address) : IAsyncDisposable
{
    private const int GroupSize = 64;
    private static readonly TimeSpan GroupTime = TimeSpan.FromMilliseconds(10);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly List<TaskCompletionSource> _group = [];
    private readonly Stopwatch _groupAge = new();
    private SqliteConnection? _connection;
    private int _waiting;
    private bool _closed;
    private long _beginning;

    /// <summary>For how long the next group has been waiting for somebody else (a copy, a tool) who holds the file; zero: nobody does.</summary>
    public TimeSpan Held => Volatile.Read(ref _beginning) is var since and > 0 ? Stopwatch.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Only to be used by the holder of a turn.</summary>
    public SqliteConnection Connection => _connection ?? throw new InvalidOperationException("The writer has not been entered.");

    public async Task<Turn> EnterAsync(CancellationToken ct)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await _turn.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Decrement(ref _waiting);
            await EndAbandonedGroupAsync();
            throw;
        }
        Interlocked.Decrement(ref _waiting);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_connection is null || raw.sqlite3_get_autocommit(_connection.Handle) == 1)
            {
                RequireFile();
                _connection ??= Open();
                // A group whose transaction is gone (disk full, I/O error) has lost its turns: say so before the next group begins.
                Fail(new LostTransactionException());
                Volatile.Write(ref _beginning, Stopwatch.GetTimestamp());
                try
                {
                    Execute("BEGIN IMMEDIATE");
                }
                finally
                {
                    Volatile.Write(ref _beginning, 0);
                }
                _groupAge.Restart();
            }
            Execute("SAVEPOINT turn");
            return new Turn(this);
        }
        catch (Exception exception)
        {
            EndGroup(exception);
            _turn.Release();
            throw;
        }
    }

    private void RequireFile()
    {
        try
        {
            address.RequireFile();
        }
        catch (SqliteException)
        {
            // The file that lies there next may be another.
            _connection?.Dispose();
            _connection = null;
            throw;
        }
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(address.ConnectionString + ";Pooling=False");
        connection.Open();
        foreach (var pragma in (string[])["PRAGMA busy_timeout=20000", "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA cache_size=-8000"])
        {
            using var command = connection.CreateCommand();
            command.CommandText = pragma;
            command.ExecuteNonQuery();
        }
        return connection;
    }

    private async Task LeaveAsync(bool keep)
    {
        var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            if (raw.sqlite3_get_autocommit(Connection.Handle) == 1)
                throw new LostTransactionException();
            if (!keep)
                Execute("ROLLBACK TO turn");
            Execute("RELEASE turn");
            // Who writes nothing may have seen what the group wrote before it, and answer by that: not before it is kept.
            keep |= _group.Count > 0;
            if (keep)
                _group.Add(committed);
            if (Volatile.Read(ref _waiting) == 0 || _group.Count >= GroupSize || _groupAge.Elapsed > GroupTime)
                EndGroup(null);
        }
        catch (Exception exception)
        {
            if (keep && !_group.Contains(committed))
                _group.Add(committed);
            EndGroup(exception);
        }
        finally
        {
            _turn.Release();
        }
        if (keep)
            await committed.Task;
    }

    /// <summary>The last writer may have left the group open for one who then gave up waiting; somebody must end it.</summary>
    private async Task EndAbandonedGroupAsync()
    {
        await _turn.WaitAsync(CancellationToken.None);
        if (_connection is not null && raw.sqlite3_get_autocommit(_connection.Handle) == 0 && Volatile.Read(ref _waiting) == 0)
            EndGroup(null);
        _turn.Release();
    }

    private void EndGroup(Exception? failure)
    {
        try
        {
            if (failure is not null)
                throw failure;
            Execute("COMMIT");
            foreach (var turn in _group)
                turn.SetResult();
            _group.Clear();
        }
        catch (Exception exception)
        {
            Fail(exception);
            if (_connection is not null && raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                Execute("ROLLBACK");
        }
    }

    private void Fail(Exception exception)
    {
        foreach (var turn in _group)
            turn.SetException(exception);
        _group.Clear();
    }

    private void Execute(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        try
        {
            // The turns of an open group are kept, and answered, before the file is let go; who comes later is refused.
            _closed = true;
            if (_connection is null)
                return;
            if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                EndGroup(null);
            await _connection.DisposeAsync();
            _connection = null;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>One writer's turn; ended exactly once.</summary>
    internal sealed class Turn(SqliteWriter writer)
    {
        public Task CommitAsync() => writer.LeaveAsync(keep: true);

        public Task RollbackAsync() => writer.LeaveAsync(keep: false);
    }
}
