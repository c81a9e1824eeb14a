using Microsoft.Extensions.DependencyInjection;

namespace JobDating.Platform;

/// <summary>The services that run in this process, with their settings.</summary>
public sealed class House(Settings settings, IReadOnlyList<Service> services)
{
    private IServiceProvider? _things;

    public Settings Settings { get; } = settings;

    public IReadOnlyList<Service> Services { get; } = services;

    public IReadOnlyList<Consumer> Consumers { get; } = [.. services.SelectMany(service => service.ListConsumers())];

    public IReadOnlyList<Job> Jobs { get; } = [.. services.SelectMany(service => service.ListJobs())];

    public Database Database(Service service) => (Database)_things!.GetRequiredService(service.DatabaseType);

    internal void Use(IServiceProvider things) => _things = things;
}
