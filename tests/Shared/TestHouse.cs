using JobDating.AllInOne;
using JobDating.Outcomes;
using JobDating.Outcomes.Bilan;
using JobDating.Platform;
using JobDating.Registration;
using JobDating.Registration.Imports;
using JobDating.Scheduling;
using JobDating.Tests.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Testing;

namespace JobDating.Tests;

/// <summary>The three services in one process on fresh databases, with a clock that the test moves; gone when disposed.</summary>
public sealed class TestHouse : IAsyncDisposable
{
    /// <summary>A day after everything of the 2023 tour.</summary>
    public static readonly Instant Start = Instant.FromUtc(2024, 1, 15, 9, 0);

    /// <summary>JOBDATING_TOKEN of every house that tests start: whoever brings it is an administrator.</summary>
    public const string Token = "the-token-of-the-tests-is-long-enough";

    private static readonly Lazy<Task<IReadOnlyDictionary<string, byte[]>>> _migrated = new(MigrateAsync);

    private bool _held;

    private TestHouse(WebApplication app, FakeClock clock, string data, bool listens) => (App, Clock, Data, Listens) = (app, clock, data, listens);

    public static string? SqlServer { get; } = Environment.GetEnvironmentVariable("JOBDATING_SQLSERVER") is { Length: > 0 } server ? server : null;

    public WebApplication App { get; }
    public FakeClock Clock { get; }
    public string Data { get; }
    public bool Listens { get; }

    public RegistrationDatabase Registration => App.Services.GetRequiredService<RegistrationDatabase>();
    public SchedulingDatabase Scheduling => App.Services.GetRequiredService<SchedulingDatabase>();
    public OutcomesDatabase Outcomes => App.Services.GetRequiredService<OutcomesDatabase>();
    public House House => App.Services.GetRequiredService<House>();
    public IReadOnlyList<Database> Databases => [Registration, Scheduling, Outcomes];

    /// <summary>Where the pages are, when it listens.</summary>
    public Uri Address => new(App.Urls.First());

    /// <param name="listen">Also opens the pages, on a port of their own, and runs the background work.</param>
    /// <param name="more">Services beside the three, such as one whose consumer fails.</param>
    public static async Task<TestHouse> StartAsync(Engine engine = Engine.Sqlite, bool listen = false, Func<Settings, Settings>? change = null, params Service[] more)
    {
        var data = Path.Combine(Path.GetTempPath(), $"jobdating-test-{Guid.NewGuid():N}");
        var settings = new Settings
        {
            Data = data,
            SqlServer = engine == Engine.SqlServer ? SqlServer : null,
            Token = Token,
            DatabasePrefix = $"jobdating_test_{Guid.NewGuid():N}",
            Retries = [TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10)],
        };
        if (engine == Engine.Sqlite)
        {
            Directory.CreateDirectory(data);
            foreach (var (name, content) in await _migrated.Value)
                await File.WriteAllBytesAsync(Path.Combine(data, name), content);
        }
        var clock = new FakeClock(Start, Duration.FromMilliseconds(1));
        var app = ServiceHost.Build(change is null ? settings : change(settings), [.. Commands.Services(), .. more], "http://127.0.0.1:0", clock);
        await app.StartHouseAsync(listen);
        return new TestHouse(app, clock, data, listen);
    }

    /// <summary>The services' files as the migrations make them. Every house begins with them, so they are made once: that was half of a start.</summary>
    private static async Task<IReadOnlyDictionary<string, byte[]>> MigrateAsync()
    {
        var settings = new Settings { Data = Directory.CreateTempSubdirectory("jobdating-migrated-").FullName };
        foreach (var service in Commands.Services())
        {
            await using var database = new TryoutDatabase(settings.Address(service.Name), new FakeClock(Start));
            await Migrator.RunAsync(database, service.Assembly, CancellationToken.None);
        }
        var files = Directory.GetFiles(settings.Data).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
        Directory.Delete(settings.Data, recursive: true);
        return files;
    }

    /// <summary>A program that brings <see cref="Token"/>, or with <paramref name="asAdministrator"/> false one that is nobody. Follows no redirects.</summary>
    public HttpClient Client(bool asAdministrator = true) => Client(Address, asAdministrator);

    /// <inheritdoc cref="Client(bool)"/>
    public static HttpClient Client(Uri address, bool asAdministrator = true)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(120) };
        if (asAdministrator)
            client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        return client;
    }

    /// <summary>As the command does: returns when every service has everything.</summary>
    public async Task<CheckedArchive> ImportAsync(string archive, bool dryRun = false) =>
        await ImportCommand.RunAsync(Registration, archive, dryRun, _ => { }, (_, _) => { }, (_, _) => { }, [Scheduling, Outcomes], CancellationToken.None);

    public async Task<BilanCounts> BilanAsync(string edition, LocalDate? asOf = null) =>
        await ReadBilan.RunAsync(Outcomes, edition, asOf, CancellationToken.None) ?? throw new InvalidOperationException($"No edition {edition}.");

    /// <summary>Nothing leaves an outbox until <see cref="SettleAsync"/>: what was said can be read there. For a house that does not listen.</summary>
    public async Task HoldPostAsync()
    {
        await App.StopHouseAsync();
        _held = true;
    }

    /// <summary>Until no outbox has anything waiting.</summary>
    public async Task SettleAsync()
    {
        if (_held)
            await App.StartHouseAsync(listen: false);
        _held = false;
        foreach (var again in Enumerable.Range(0, 3000))
        {
            var waiting = 0;
            foreach (var database in Databases)
                waiting += (await new Outbox(database).QueueAsync(CancellationToken.None)).Waiting;
            if (waiting == 0)
                return;
            await Task.Delay(10);
        }
        throw new TimeoutException("Messages were still waiting after 30 seconds.");
    }

    public async ValueTask DisposeAsync()
    {
        if (Listens)
            await App.StopAsync();
        else
            await App.StopHouseAsync();
        await App.DisposeAsync();
        if (Directory.Exists(Data))
            Directory.Delete(Data, recursive: true);
    }
}
