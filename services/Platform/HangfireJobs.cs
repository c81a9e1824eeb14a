using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.InMemory;
using Hangfire.SqlServer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JobDating.Platform;

/// <summary>
/// Hangfire calls the services' sweeps: from memory in the embedded mode (what is due lies in our tables, so nothing is lost with it),
/// from its own tables on SQL Server in production.
/// </summary>
internal static class HangfireJobs
{
    // Hangfire keeps one log for the whole process: it must not be that of a house, which ends with it.
    private static readonly ILoggerFactory Log = LoggerFactory.Create(ServiceHost.Log);

    public static void Add(IServiceCollection things, House house)
    {
        if (house.Jobs.Count == 0)
            return;
        // Of the container, not Hangfire's one of the whole process: two houses in one process (tests) must not share or lose it.
        things.AddSingleton<JobStorage>(_ => house.Settings.SqlServer is null
            ? new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(1) })
            : new SqlServerStorage(house.Settings.Address(house.Services[0].Name).ConnectionString, new SqlServerStorageOptions { PrepareSchemaIfNecessary = true, SchemaName = "hangfire" }));
        things.AddHangfire(hangfire => hangfire.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings().UseLogProvider(new AspNetCoreLogProvider(Log)));
        things.AddHangfireServer(options =>
        {
            // A mail server that takes its time may keep one of each service busy for minutes; the other sweeps go on.
            options.WorkerCount = house.Services.Count + 2;
            options.SchedulePollingInterval = TimeSpan.FromSeconds(5);
            options.ServerName = $"{Environment.MachineName}.{Guid.NewGuid():N}";
        });
        things.AddTransient<Sweep>();
        things.AddHostedService<Schedule>();
    }

    /// <summary>Brings Hangfire's tables to its shape, where they are on a server; in memory there are none.</summary>
    public static void Migrate(IServiceProvider things) => things.GetService<JobStorage>();

    private sealed class Schedule(House house, IRecurringJobManager recurring) : IHostedService
    {
        public Task StartAsync(CancellationToken ct)
        {
            foreach (var job in house.Jobs)
                recurring.AddOrUpdate<Sweep>(job.Id, sweep => sweep.RunAsync(job.Id, CancellationToken.None), job.Cron);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
    }

    /// <summary>What Hangfire stores is the sweep's id; the id is looked up here. A sweep that fails is due again at its next time.</summary>
    public sealed class Sweep(House house, IServiceProvider things)
    {
        [AutomaticRetry(Attempts = 0)]
        public Task RunAsync(string id, CancellationToken ct) => house.Jobs.First(job => job.Id == id).RunAsync(things, ct);
    }
}
