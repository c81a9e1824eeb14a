using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Dapper;
using JobDating.Contracts.Flow;
using NodaTime;

namespace JobDating.Platform;

/// <summary>
/// One unit of work: rows, audit and outgoing messages, all or nothing. Carries who acts and the time it began. Disposed without
/// <see cref="CommitAsync"/>, it leaves no trace.
/// </summary>
public sealed class Transaction : IAsyncDisposable
{
    private const string InsertMessageSql = """
        INSERT INTO outbox_message (id, kind, body, flow, trace_parent, said_at)
        VALUES (@Id, @Kind, @Body, @Flow, @TraceParent, @Now)
        """;

    private const string InsertDeliverySql = """
        INSERT INTO outbox_delivery (message_id, destination, status, attempts, due_at)
        VALUES (@Id, @Destination, 'waiting', 0, @Now)
        """;

    private const string InsertAuditSql = """
        INSERT INTO audit (id, happened_at, actor, subject, subject_id, act, detail)
        VALUES (@Id, @Now, @Actor, @Subject, @SubjectId, @Act, @Detail)
        """;

    private readonly Database _database;
    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;
    private readonly SqliteWriter.Turn? _turn;
    private readonly List<Part> _said = [];
    private bool _spoke;
    private bool _ended;

    internal Transaction(Database database, DbConnection connection, DbTransaction? transaction, SqliteWriter.Turn? turn, Actor actor, Guid? flow)
    {
        (_database, _connection, _transaction, _turn, Actor, Flow) = (database, connection, transaction, turn, actor, flow);
        Now = database.Now;
    }

    public Actor Actor { get; }

    public Instant Now { get; }

    public Engine Engine => _database.Engine;

    /// <summary>The flow this work is part of (an import), inherited by every message said here; null outside flows.</summary>
    public Guid? Flow { get; }

    /// <summary>What was said here for the flow: each message with each service that hears it.</summary>
    public IReadOnlyList<Part> Said => _said;

    /// <summary>What a consumer of handed-over rows found and counted; goes back to the flow's starter.</summary>
    public List<Finding> Findings { get; } = [];
    public string? FileName { get; set; }
    public int Written { get; set; }
    public int Unchanged { get; set; }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken ct) =>
        (await _connection.QueryAsync<T>(Command(sql, parameters, ct))).AsList();

    public Task<T?> QueryFirstOrDefaultAsync<T>(string sql, object? parameters, CancellationToken ct) =>
        _connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters, ct));

    /// <summary>Rows changed. Given a list of parameters, the statement is prepared once and run for each.</summary>
    public async Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken ct)
    {
        try
        {
            return await _connection.ExecuteAsync(Command(sql, parameters, ct));
        }
        catch (Exception exception)
        {
            _database.Note(exception);
            throw;
        }
    }

    /// <summary>
    /// Says a message when this transaction commits: it goes to the outbox in the same commit, and to every service that hears it
    /// at least once, whatever happens to this process.
    /// </summary>
    public async Task PublishAsync<T>(T message, CancellationToken ct) where T : class
    {
        var id = Guid.CreateVersion7();
        var flow = message is PartTaken ? null : Flow;
        var row = new { Id = id, Kind = typeof(T).FullName, Body = JsonSerializer.Serialize(message, Json.Options), Flow = flow, TraceParent = Activity.Current?.Id, Now };
        await ExecuteAsync(InsertMessageSql, row, ct);
        foreach (var destination in _database.Destinations(typeof(T)))
            await ExecuteAsync(InsertDeliverySql, new { Id = id, Destination = destination, Now }, ct);
        if (flow is not null)
            _said.AddRange(Messages.HeardBy(typeof(T)).Select(service => new Part { MessageId = id, Service = service }));
        _spoke = true;
    }

    /// <summary>Leaves a trace of what was done to whom. <paramref name="detail"/> names what changed, never the values.</summary>
    public Task AuditAsync(string subject, Guid subjectId, string act, string? detail, CancellationToken ct) =>
        ExecuteAsync(InsertAuditSql, AuditRow(subject, subjectId, act, detail), ct);

    /// <summary>The same for many subjects, in one prepared statement.</summary>
    public Task AuditAsync(string subject, IEnumerable<(Guid Id, string? Detail)> subjects, string act, CancellationToken ct) =>
        ExecuteAsync(InsertAuditSql, subjects.Select(s => AuditRow(subject, s.Id, act, s.Detail)).ToList(), ct);

    public async Task CommitAsync(CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        _ended = true;
        try
        {
            if (_turn is not null)
                await _turn.CommitAsync();
            else
            {
                await _transaction!.CommitAsync(ct);
                await _connection.DisposeAsync();
            }
        }
        catch (Exception exception)
        {
            _database.Note(exception);
            throw;
        }
        AnotherTurn.Kept();
        _database.NoteWritten();
        if (_spoke)
            _database.RaiseSaid();
    }

    public async ValueTask DisposeAsync()
    {
        if (_ended)
            return;
        _ended = true;
        if (_turn is not null)
            await _turn.RollbackAsync();
        else
            await _connection.DisposeAsync();
    }

    private CommandDefinition Command(string sql, object? parameters, CancellationToken ct)
    {
        var (text, values) = ListParameters.Unfold(Engine, SqlText.For(Engine, sql), parameters);
        return new CommandDefinition(text, values, _transaction, cancellationToken: ct);
    }

    private object AuditRow(string subject, Guid subjectId, string act, string? detail) =>
        new { Id = Guid.CreateVersion7(), Now, Actor = Actor.ToString(), Subject = subject, SubjectId = subjectId, Act = act, Detail = detail };
}
