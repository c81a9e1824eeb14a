using System.Reflection;
using Microsoft.AspNetCore.Routing;

namespace JobDating.Platform;

/// <summary>One of the services: its doors, listed by hand in its <c>…Service.cs</c>.</summary>
public abstract class Service
{
    /// <summary>Lower case; the prefix of its URLs, its queues and its database.</summary>
    public abstract string Name { get; }

    /// <summary>The service's own <see cref="Database"/> class, a singleton of the container.</summary>
    public abstract Type DatabaseType { get; }

    /// <summary>Its assembly, where its migrations are.</summary>
    public Assembly Assembly => GetType().Assembly;

    public virtual void Routes(IEndpointRouteBuilder routes)
    {
    }

    public virtual void Consumers(Hears hears)
    {
    }

    public virtual void Jobs(Jobs jobs)
    {
    }

    /// <summary>The facts that it owns and can say again.</summary>
    public virtual void Facts(SayAgain again)
    {
    }

    /// <summary>
    /// Turns the sign of the version that each copy of another service's fact has, where it is that of <c>@Sign</c>. Below 0 a fact is written anew when it is said again, though it has
    /// not changed: that is how a column that is new in a copy is filled. Null: there are no copies.
    /// </summary>
    public virtual string? TurnCopiesSql => null;

    /// <summary>The tables that hold something of a candidate, beside those that every service has.</summary>
    public virtual IReadOnlyList<PersonalTable> PersonalData => [];

    /// <summary>What the service keeps running beside requests (hosted services) and needs injected.</summary>
    public virtual void Things(Microsoft.Extensions.DependencyInjection.IServiceCollection things)
    {
    }

    /// <summary>The consumers as a list.</summary>
    public IReadOnlyList<Consumer> ListConsumers()
    {
        var hears = new Hears(this);
        Consumers(hears);
        return hears.List;
    }

    public IReadOnlyList<Job> ListJobs()
    {
        var jobs = new Jobs(this);
        MailJobs.Add(jobs, this);
        Jobs(jobs);
        return jobs.List;
    }
}

/// <summary>A consumer's work: one idempotent write inside the transaction it is given; Platform commits.</summary>
public delegate Task Consume<in T>(T message, Transaction tx, CancellationToken ct);

/// <summary>One message heard by one service, in a queue of its own.</summary>
public sealed record Consumer(Service Service, Type Message, Func<object, Transaction, CancellationToken, Task> ConsumeAsync)
{
    public string Queue { get; } = Messages.Queue(Service.Name, Message);
}

public sealed class Hears(Service service)
{
    private readonly List<Consumer> _list = [];

    internal IReadOnlyList<Consumer> List => _list;

    public void On<T>(Consume<T> consume) where T : class =>
        _list.Add(new Consumer(service, typeof(T), (message, tx, ct) => consume((T)message, tx, ct)));
}

/// <summary>A sweep that Hangfire calls: finds what is due and claims it, so a call may be lost, doubled or late.</summary>
public sealed record Job(Service Service, string Name, string Cron, Func<IServiceProvider, CancellationToken, Task> RunAsync)
{
    public string Id => $"{Service.Name}.{Name}";
}

public sealed class Jobs(Service service)
{
    private readonly List<Job> _list = [];

    internal IReadOnlyList<Job> List => _list;

    public void Every(string cron, string name, Func<IServiceProvider, CancellationToken, Task> run) =>
        _list.Add(new Job(service, name, cron, run));
}
