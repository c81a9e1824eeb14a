using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>Processes of the three services on one data folder, and what a test does with them. All killed and forgotten when disposed.</summary>
internal sealed class ThreeServices(Broker broker) : IAsyncDisposable
{
    public static readonly IReadOnlyList<string> Names = ["Registration", "Scheduling", "Outcomes"];

    private readonly string _data = Directory.CreateTempSubdirectory("jobdating-three-").FullName;
    private readonly List<ServiceProcess> _processes = [];
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(120), DefaultRequestHeaders = { Authorization = new("Bearer", TestHouse.Token) } };

    public static async Task<ThreeServices> StartAsync(Broker broker, params string[] names)
    {
        var services = new ThreeServices(broker);
        await services.BeginAsync(names.Length == 0 ? [.. Names] : names);
        return services;
    }

    /// <summary>Starts processes of these services, all at once.</summary>
    public async Task BeginAsync(params string[] names)
    {
        var begun = names.Select(name => ServiceProcess.Begin(name, _data, [broker.Address])).ToList();
        lock (_processes)
            _processes.AddRange(begun);
        await Task.WhenAll(begun.Select(process => process.ReadyAsync()));
    }

    /// <summary>One address in front of the three.</summary>
    public async Task<Uri> BeginGatewayAsync()
    {
        var gateway = ServiceProcess.BeginGateway(name => [Url(name, "/")]);
        lock (_processes)
            _processes.Add(gateway);
        return (await gateway.ReadyAsync()).Address;
    }

    /// <summary>What the processes that run have said, line by line.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (_processes)
                return [.. _processes.SelectMany(process => process.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries))];
        }
    }

    /// <summary><c>kill -9</c> of every process of that service, and a new one in its place.</summary>
    public async Task KillAsync(string name, TimeSpan away)
    {
        List<ServiceProcess> killed;
        lock (_processes)
        {
            killed = [.. _processes.Where(process => process.Name == name)];
            _processes.RemoveAll(killed.Contains);
        }
        killed.ForEach(process => process.Dispose());
        await Task.Delay(away);
        await BeginAsync(name);
    }

    /// <summary>The answer and its status. Whoever kills Registration meanwhile gets an exception.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Import)> PostAsync(byte[] zip)
    {
        using var answer = await _http.PostAsync(Url("Registration", "/registration/api/editions/import"), new ByteArrayContent(zip));
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    public Task<string> GetAsync(string service, string path) => _http.GetStringAsync(Url(service, path));

    public Task<string> BilanAsync(string edition = "2023") => GetAsync("Outcomes", DemoZip.BilanPath(edition));

    public async Task<HttpStatusCode> BilanStatusAsync(string edition) => (await _http.GetAsync(Url("Outcomes", DemoZip.BilanPath(edition)))).StatusCode;

    /// <summary>The first column of the first row, from that service's own database; null when there is no row.</summary>
    public async Task<object?> ReadAsync(string service, string sql)
    {
        var path = Path.Combine(_data, $"{service.ToLowerInvariant()}.db");
        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False;Default Timeout=30");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    public async Task<long> CountAsync(string service, string table) => (long)(await ReadAsync(service, $"SELECT COUNT(*) FROM {table}"))!;

    /// <summary>The status of the newest import.</summary>
    public async Task<string?> ImportStatusAsync() => (string?)await ReadAsync("Registration", "SELECT status FROM edition_import ORDER BY created_at DESC LIMIT 1");

    /// <summary>Until the newest import is over; fails when it ends otherwise than well.</summary>
    public async Task DoneAsync(double seconds = 120)
    {
        string? status = null;
        try
        {
            await Journeys.UntilAsync("the import is done", async () => (status = await ImportStatusAsync()) is "done" or "failed" or "refused", seconds);
        }
        catch (Xunit.Sdk.XunitException late)
        {
            Assert.Fail($"{late.Message}\n{await WhatIsMissingAsync()}");
        }
        Assert.Equal("done", status);
    }

    /// <summary>What an import still waits for, where messages are, and what the services said last.</summary>
    private async Task<string> WhatIsMissingAsync()
    {
        var said = new List<string>
        {
            $"import: {await ReadAsync("Registration", "SELECT group_concat(id || ' ' || status || ' claimed until ' || claimed_until, '; ') FROM edition_import WHERE status NOT IN ('done', 'refused')")}",
            $"parts not taken: {await ReadAsync("Registration", "SELECT group_concat(hex(message_id) || ' ' || service, '; ') FROM import_part WHERE taken_at IS NULL")}",
        };
        foreach (var name in Names)
        {
            said.Add($"{name}'s outbox: {await ReadAsync(name, "SELECT group_concat(m.kind || ' ' || hex(m.id) || ' ' || d.destination || ' ' || d.status || ' ' || d.attempts || ' due ' || d.due_at || ' ' || COALESCE(d.error, ''), '; ') FROM outbox_delivery d JOIN outbox_message m ON m.id = d.message_id")}");
            said.Add($"{name}'s messages said: {await CountAsync(name, "outbox_message")}");
        }
        said.Add($"queues: {await broker.FillingAsync()}");
        List<ServiceProcess> running;
        lock (_processes)
            running = [.. _processes];
        said.AddRange(running.Select(process => $"{process.Name} said last: {string.Join("\n  ", process.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(5).Select(line => line.Length > 300 ? line[..300] : line))}"));
        return string.Join("\n", said);
    }

    /// <summary>No message is on its way or in error, anywhere.</summary>
    public async Task NothingIsLeftAsync()
    {
        foreach (var name in Names)
            await Journeys.UntilAsync($"{name}'s outbox is empty", async () => await CountAsync(name, "outbox_delivery") == 0, 30);
        Assert.Empty(await broker.ErrorsAsync());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            process.Dispose();
        _http.Dispose();
        await broker.EmptyAsync();
        Directory.Delete(_data, recursive: true);
    }

    private Uri Url(string service, string path)
    {
        lock (_processes)
            return new Uri(_processes.First(process => process.Name == service).Address, path);
    }
}
