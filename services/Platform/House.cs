using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace JobDating.Platform;

/// <summary>The services that run in this process, with their settings.</summary>
public sealed class House(Settings settings, IReadOnlyList<Service> services)
{
    private readonly ConcurrentDictionary<Service, Instant> _taken = [];
    private IServiceProvider? _things;

    public Settings Settings { get; } = settings;

    public IReadOnlyList<Service> Services { get; } = services;

    public IReadOnlyList<Consumer> Consumers { get; } = [.. services.SelectMany(service => service.ListConsumers())];

    public IReadOnlyList<Job> Jobs { get; } = [.. services.SelectMany(service => service.ListJobs())];

    public Database Database(Service service) => (Database)_things!.GetRequiredService(service.DatabaseType);

    /// <summary>When the newest message was said that the service has taken in since this process began; null: none, or its sender did not tell.</summary>
    internal Instant? TakenUntil(Service service) => _taken.TryGetValue(service, out var said) ? said : null;

    internal void NoteTaken(Service service, Instant said) => _taken.AddOrUpdate(service, said, (_, before) => said > before ? said : before);

    internal void Use(IServiceProvider things) => _things = things;
}
