using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// What a person sees after <c>AllInOne --demo</c>, and the Chromium to look at it: one after the other in one program.
/// </summary>
[CollectionDefinition(Name)]
public sealed class Demo : ICollectionFixture<Demo>, IAsyncLifetime
{
    public const string Name = "Journeys in a browser";

    /// <summary>Debian's packages: Chromium without windows, which takes half the processor time; else the one with windows.</summary>
    internal static readonly string Chromium = Array.Find(["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"], File.Exists) ?? "";

    internal static readonly string[] Arguments =
        ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private static readonly Lazy<Task<string>> _made = new(MakeAsync);

    private readonly string _data = Directory.CreateTempSubdirectory("jobdating-demo-").FullName;
    private ServiceProcess? _program;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        Copy(await _made.Value, _data);
        _program = await ServiceProcess.BeginDemo(_data).ReadyAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await LaunchAsync(_playwright);
    }

    /// <summary>A folder with the whole demonstration, for each of these programs a copy: made by a program of its own, which ends then.</summary>
    private static async Task<string> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("jobdating-demo-made-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        using var program = await ServiceProcess.BeginDemo(folder).ReadyAsync();
        using var http = TestHouse.Client(program.Address);
        await Journeys.UntilAsync("the demonstration is made", async () =>
            await http.GetAsync(DemoZip.BilanPath("2023")) is { IsSuccessStatusCode: true } answer && await answer.Content.ReadAsStringAsync() == await DemoZip.BilanAsync(), seconds: 180);
        // The last that Registration hears of it are the interviews booked by hand: then somebody has no time left.
        await Journeys.UntilAsync("the tour to come is made", async () => (await http.GetStringAsync("/registration/demo")).Contains("a déjà tous ses entretiens", StringComparison.Ordinal), seconds: 180);
        return folder;
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        Assert.True(Chromium.Length > 0, "Chromium is not installed: apt-get install --no-install-recommends chromium-headless-shell");
        return playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Arguments });
    }

    /// <summary>A visitor's own window: no cookies yet, French unless another language is asked for.</summary>
    /// <param name="other">Another program than the one that all journeys share.</param>
    public async Task<Visitor> VisitAsync(string locale = "fr-FR", bool scripts = true, Uri? other = null) =>
        await Visitor.ArriveAsync(await _browser!.NewContextAsync(new() { BaseURL = (other ?? _program!.Address).ToString(), Locale = locale, ReducedMotion = ReducedMotion.Reduce, JavaScriptEnabled = scripts }));

    /// <summary>Where the program that all journeys share is.</summary>
    internal Uri Address => _program!.Address;

    /// <summary>A program with all rights.</summary>
    public HttpClient Client() => TestHouse.Client(_program!.Address);

    /// <summary>Until the other services have heard everything that Registration has said.</summary>
    public Task SettleAsync() => Journeys.UntilAsync("everything is heard", async () =>
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_data, "registration.db")};Mode=ReadOnly;Pooling=False;Default Timeout=30");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM outbox_delivery";
        return (long)(await command.ExecuteScalarAsync())! == 0;
    });

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _program?.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}
