using System.Data.Common;
using JobDating.Platform.Api;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using NodaTime;

namespace JobDating.Platform;

/// <summary>Runs services in one process: each alone as in production, or all together in AllInOne.</summary>
public static class ServiceHost
{
    /// <summary>What a form, or a program's JSON, may weigh; doors that take files say so themselves. Whoever is nobody cannot fill a disk.</summary>
    public const long LargestForm = 4L * 1024 * 1024;

    /// <summary>What one archive may weigh as a zip.</summary>
    public const long LargestUpload = 512L * 1024 * 1024;

    private const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>The time as it is: for what runs without a house.</summary>
    public static IClock Real { get; } = SystemClock.Instance;

    /// <summary>
    /// A single service as a process of its own; needs a broker to reach the others. With <c>migrate</c> it only brings its database to its shape and ends, so that the process that
    /// serves may do without the right to; with <c>health</c> it asks the process that serves here.
    /// </summary>
    public static async Task<int> RunAsync(string[] args, Service service)
    {
        try
        {
            if (args is ["health"])
                return await HealthAsync();
            var migrate = args is ["migrate", ..];
            var data = args[(migrate ? 1 : 0)..] switch
            {
                ["--data", var folder] => folder,
                [] => null,
                _ => throw new SettingsException($"Usage: {service.Name} [migrate] [--data DIR] | health"),
            };
            var settings = Settings.FromEnvironment(data, demo: false);
            if (migrate)
            {
                await using var app = Build(settings with { RabbitMq = null }, [service], DefaultUrl);
                await app.MigrateHouseAsync();
                HangfireJobs.Migrate(app.Services);
                return 0;
            }
            if (settings.RabbitMq is null)
                throw new SettingsException($"The {service.Name} service runs beside others and needs JOBDATING_RABBITMQ to reach them. For one process without a broker, run AllInOne.");
            await ServeAsync(settings, [service], DefaultUrl, _ => Task.CompletedTask);
            return 0;
        }
        catch (Exception wrong) when (wrong is SettingsException or IOException)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 1;
        }
    }

    /// <summary>Asks the process that serves here whether it is ready: 0, or 1 with the reason on stderr.</summary>
    public static Task<int> HealthAsync() => AskHealth.RunAsync(Environment.GetEnvironmentVariable("ASPNETCORE_URLS") is { Length: > 0 } urls ? urls : DefaultUrl, "/health/ready");

    /// <summary>Serves the pages until the process is told to stop. <paramref name="opened"/> runs once they can be opened.</summary>
    /// <param name="clock">A demonstration's, from the real one; null: the time is what it is.</param>
    /// <param name="time">What moves that clock.</param>
    public static async Task ServeAsync(Settings settings, IReadOnlyList<Service> services, string defaultUrls, Func<WebApplication, Task> opened, Func<IClock, IClock>? clock = null, Func<IServiceProvider, IDemoTime>? time = null)
    {
        await using var app = Build(settings, services, defaultUrls, clock?.Invoke(Real), time);
        await app.StartHouseAsync(listen: true);
        await opened(app);
        await app.WaitForShutdownAsync();
    }

    /// <summary>The whole program, not yet started.</summary>
    public static WebApplication Build(Settings settings, IReadOnlyList<Service> services, string defaultUrls, IClock? clock = null, Func<IServiceProvider, IDemoTime>? time = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        var urls = builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? defaultUrls;
        builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestForm;
        });
        builder.Configuration["AllowedHosts"] = Listening.Hosts(urls, settings);
        Log(builder.Logging);

        var house = new House(settings, services);
        var things = builder.Services;
        things.AddSingleton(house);
        things.AddSingleton(settings);
        things.AddSingleton(clock ?? Real);
        if (time is not null)
            things.AddSingleton(time);
        things.AddSingleton<BrokerErrors>();
        foreach (var service in services)
        {
            things.AddSingleton(service.DatabaseType, provider => ActivatorUtilities.CreateInstance(provider, service.DatabaseType, settings.Address(service.Name)));
            service.Things(things);
        }
        if (settings.RabbitMq is null)
            things.AddSingleton<IPostman, EmbeddedPostman>();
        else
            RabbitPostman.Add(things, house);
        things.AddHostedService<Bus>();
        things.AddSingleton<SeenPages>();
        things.AddHostedService(provider => provider.GetRequiredService<SeenPages>());
        HangfireJobs.Add(things, house);
        Telemetry.Add(things, house);
        Health.Add(things);
        things.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        things.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = LargestUpload);
        things.ConfigureHttpJsonOptions(json => Json.Configure(json.SerializerOptions));
        PageFrame.Add(things);
        Sessions.Add(things, settings);
        OpenApi.Add(things, house);

        var app = builder.Build();
        house.Use(app.Services);
        PageFrame.Use(app);
        Health.Map(app);
        OpenApi.Map(app);
        var doors = app.MapGroup("").WithOurForms();
        doors.AddEndpointFilter(ApiDoors.AnswerAsync);
        doors.AddEndpointFilter(Seen.NoteAsync);
        doors.AddEndpointFilterFactory(EmptyForms.Fill);
        doors.AddEndpointFilter(AnotherTurn.TakeAsync);
        ComeIn.Map(doors);
        foreach (var service in services)
        {
            MessagesInError.Map(doors, service);
            ShowMails.Map(doors, service);
            service.Routes(doors);
        }
        return app;
    }

    /// <summary>Migrates, then starts everything; with <paramref name="listen"/> false all but the web server's doors (for commands).</summary>
    public static async Task StartHouseAsync(this WebApplication app, bool listen)
    {
        await app.MigrateHouseAsync();
        if (listen)
            await app.StartAsync();
        else
            foreach (var hosted in Commanded(app))
                await hosted.StartAsync(CancellationToken.None);
    }

    /// <exception cref="SettingsException">A folder in which nothing can be written, a database that does not answer, or one that half of an installation was moved into, named.</exception>
    private static async Task MigrateHouseAsync(this WebApplication app)
    {
        var house = app.Services.GetRequiredService<House>();
        NeedsToWrite(house.Settings.Data, "JOBDATING_DATA");
        NeedsToWrite(house.Settings.Keys, "JOBDATING_KEYS");
        // A new key is written there first, and moved.
        NeedsToWrite(Path.GetTempPath(), "TMPDIR");
        // ASP.NET keeps there what is being uploaded, and makes no folder by itself.
        if (Environment.GetEnvironmentVariable("ASPNETCORE_TEMP") is { Length: > 0 } uploads)
            NeedsToWrite(uploads, "ASPNETCORE_TEMP");
        var postman = app.Services.GetRequiredService<IPostman>();
        foreach (var service in house.Services)
        {
            var database = house.Database(service);
            database.Destinations = postman.Destinations;
            try
            {
                await Migrator.RunAsync(database, service.Assembly, CancellationToken.None);
            }
            catch (DbException away) when (SqlText.IsTransient(away))
            {
                throw new SettingsException($"The database of {service.Name} does not answer, or cannot be written: {away.Message}");
            }
            if (await UnfinishedMove.IsAsync(database, CancellationToken.None))
                throw new SettingsException($"Moving the installation into the database of {service.Name} was not finished: run «move» again; it begins anew.");
        }
    }

    /// <summary>Said at the start, in a sentence: under another user, or where the disk is read-only, it would be a stack trace at the first upload.</summary>
    private static void NeedsToWrite(string folder, string setting)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var tried = new FileStream(Path.Combine(folder, $".{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"Nothing can be written in {folder} ({setting}): {refused.Message}");
        }
    }

    /// <summary>Ends what <see cref="StartHouseAsync"/> started without doors.</summary>
    public static async Task StopHouseAsync(this WebApplication app)
    {
        foreach (var hosted in Commanded(app))
            await hosted.StopAsync(CancellationToken.None);
    }

    /// <summary>A command needs the bus, neither web server nor jobs.</summary>
    private static IEnumerable<IHostedService> Commanded(WebApplication app) => app.Services.GetServices<IHostedService>().OfType<Bus>();

    internal static void Log(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (Console.IsErrorRedirected)
            logging.AddJsonConsole(json => (json.UseUtcTimestamp, json.TimestampFormat, json.IncludeScopes) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ", true));
        else
            logging.AddSimpleConsole(simple => simple.SingleLine = true);
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("JobDating", LogLevel.Information);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        // Below warnings, whatever is asked for, it writes paths of requests: a personal link would stand there (Secrets).
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // It puts the path beside every line that is written meanwhile.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
    }
}
