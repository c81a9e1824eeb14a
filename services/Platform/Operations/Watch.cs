using System.Diagnostics;
using System.Diagnostics.Metrics;
using Hangfire;
using JobDating.Platform.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace JobDating.Platform;

/// <summary>
/// Looks every few seconds how the services of this process are, and keeps what it saw: metrics read that and ask nobody, so collecting them costs no query and waits for nothing.
/// The administrator's page looks at the databases anew; broker and jobs, which may keep one waiting, are as of the last look.
/// </summary>
public sealed partial class Watch : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    private static readonly Duration _leastJump = Duration.FromMinutes(1);
    private static readonly TimeSpan _jumpShown = TimeSpan.FromHours(1);

    private readonly House _house;
    private readonly IClock _clock;
    private readonly IServiceProvider _things;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _looking = new(1);
    private readonly SemaphoreSlim _asking = new(1);
    private readonly LookAtBroker _brokerLook;
    private readonly Guesses _guesses;
    private volatile IReadOnlyList<Condition> _seen = [];
    private volatile LookAtJobs.Seen? _jobs;
    private volatile IReadOnlyList<(Consumer Consumer, QueueLength Length)>? _broker;
    private volatile bool _brokerAnswers = true;
    private volatile IReadOnlyList<string> _nodesAway = [];
    private (Instant Now, long Ticks)? _before;
    private (ClockJump Jump, long Ticks)? _jump;

    public Watch(House house, IClock clock, IServiceProvider things, IMeterFactory meters, Guesses guesses, ILogger<Watch> log)
    {
        (_house, _clock, _things, _log, _brokerLook, _guesses) = (house, clock, things, log, new LookAtBroker(house), guesses);
        Gauges.Add(meters.Create(Telemetry.Name), this);
    }

    /// <summary>When this process began, by the real clock.</summary>
    public Instant Since { get; } = ServiceHost.Real.GetCurrentInstant();

    /// <summary>As of the last look, one for each service of this process; empty before the first.</summary>
    public IReadOnlyList<Condition> Seen => _seen;

    public Instant Now => _clock.GetCurrentInstant();

    public IReadOnlyList<Concern> ConcernsOf(Condition seen) => Concerns.Of(seen, _house.Settings, Now, ServiceHost.Real.GetCurrentInstant(), Since);

    /// <summary>Looks at the databases and the disk now.</summary>
    public async Task<IReadOnlyList<Condition>> LookAsync(CancellationToken ct)
    {
        await _looking.WaitAsync(ct);
        try
        {
            var jump = Jump();
            var looks = await Task.WhenAll(_house.Services.Select(service => LookAtDatabase.RunAsync(_house.Database(service), _patience, ct)));
            var disk = Directory.Exists(_house.Settings.Data) ? new DriveInfo(_house.Settings.Data).AvailableFreeSpace : 0;
            _seen = [.. _house.Services.Zip(looks, (service, look) => Put(service, look, looks, jump, disk))];
            return _seen;
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <summary>Looks also at what may keep one waiting: the broker and the jobs' storage.</summary>
    public async Task<IReadOnlyList<Condition>> LookAtAllAsync(CancellationToken ct)
    {
        await _asking.WaitAsync(ct);
        try
        {
            if (_house.Settings.RabbitMq is not null)
                await LookAtBrokerAsync(ct);
            if (_things.GetService<JobStorage>() is { } storage)
                _jobs = await Task.Run(() => LookAtJobs.Run(storage, _house.Jobs, ServiceHost.Real.GetCurrentInstant()), ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // What was known stays, and its beat grows old.
            Trouble(_log, exception);
        }
        finally
        {
            _asking.Release();
        }
        return await LookAsync(ct);
    }

    public override void Dispose()
    {
        _looking.Dispose();
        _asking.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        await using var broker = _brokerLook;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await LookAtAllAsync(stop);
            }
            catch (Exception exception) when (!stop.IsCancellationRequested)
            {
                Trouble(_log, exception);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(_pause, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAtBrokerAsync(CancellationToken ct)
    {
        _broker = await _brokerLook.RunAsync(ct);
        var (answers, away) = (_broker is not null, await BrokerNodes.AwayAsync(_house.Settings, ct));
        if (_brokerAnswers != answers)
            BrokerChanged(_log, answers ? "answers again" : "does not answer; messages wait");
        else if (answers && !_nodesAway.SequenceEqual(away))
            NodesChanged(_log, away.Count == 0 ? "none" : string.Join(", ", away));
        (_brokerAnswers, _nodesAway) = (answers, away);
    }

    private Condition Put(Service service, LookAtDatabase.Seen look, LookAtDatabase.Seen[] all, ClockJump? jump, long disk)
    {
        var waiting = look.Post.Where(post => post.Status == "waiting").ToList();
        var queues = Queues(service, all);
        return new Condition
        {
            Service = service.Name,
            At = Now,
            DatabaseTrouble = look.Trouble,
            WriteTrouble = _house.Database(service).WriteTrouble,
            Waiting = waiting.Sum(post => post.Messages),
            OldestWaiting = Oldest(waiting.Select(post => (Instant?)post.Oldest)),
            InError = look.Post.Where(post => post.Status == "error").Sum(post => post.Messages) + (_house.Settings.RabbitMq is null ? 0 : queues.Sum(queue => queue.InError)),
            Queues = queues,
            BrokerAnswers = _house.Settings.RabbitMq is null ? null : _brokerAnswers,
            BrokerNodesAway = _nodesAway,
            FactsAsOf = queues.All(queue => queue.Waiting == 0) ? null : _house.Settings.RabbitMq is null ? Oldest(queues.Select(queue => queue.Oldest)) : _house.TakenUntil(service),
            MailsWaiting = look.Mails.Waiting,
            MailsLateSince = look.Mails.LateSince,
            MailTrouble = look.MailTrouble,
            Jobs = [.. (_jobs?.Jobs ?? []).Where(job => job.Id == $"{service.Name}.{job.Run.Name}").Select(job => job.Run)],
            JobsBeat = _jobs?.Beat,
            DiskFree = disk,
            ClockJump = jump,
            Guesses = _guesses.Lately(),
        };
    }

    /// <summary>Without a broker, what lies in this process's outboxes for the service; with one, what lies there.</summary>
    private List<QueueLength> Queues(Service service, LookAtDatabase.Seen[] all) => _house.Settings.RabbitMq is not null
        ? [.. (_broker ?? []).Where(queue => queue.Consumer.Service == service).Select(queue => queue.Length)]
        : [.. from post in all.SelectMany(look => look.Post)
              where post.Destination.StartsWith($"{service.Name}.", StringComparison.Ordinal)
              group post by post.Destination into queue
              orderby queue.Key
              let waiting = queue.Where(post => post.Status == "waiting").ToList()
              select new QueueLength(queue.Key, waiting.Sum(post => post.Messages), queue.Sum(post => post.Messages) - waiting.Sum(post => post.Messages), Oldest(waiting.Select(post => (Instant?)post.Oldest)))];

    private static Instant? Oldest(IEnumerable<Instant?> moments) => moments.Min();

    /// <summary>Compares the clock's way since the last look with the time that has gone by. A demonstration's clock is moved on purpose.</summary>
    private ClockJump? Jump()
    {
        var (now, ticks) = (Now, Stopwatch.GetTimestamp());
        if (_before is { } before && !_house.Settings.Demo)
        {
            var by = now - before.Now - Duration.FromTimeSpan(Stopwatch.GetElapsedTime(before.Ticks, ticks));
            if (by > _leastJump || by < -_leastJump)
            {
                _jump = (new ClockJump(now, by), ticks);
                Jumped(_log, by);
            }
        }
        _before = (now, ticks);
        return _jump is { } last && Stopwatch.GetElapsedTime(last.Ticks, ticks) < _jumpShown ? last.Jump : null;
    }

    [LoggerMessage(LogLevel.Error, "How the services are could not be looked at; trying again.")]
    private static partial void Trouble(ILogger log, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The broker {What}.")]
    private static partial void BrokerChanged(ILogger log, string what);

    [LoggerMessage(LogLevel.Warning, "The broker's nodes that do not answer: {Nodes}.")]
    private static partial void NodesChanged(ILogger log, string nodes);

    [LoggerMessage(LogLevel.Warning, "The clock of this machine was set: it jumped by {By}.")]
    private static partial void Jumped(ILogger log, Duration by);
}
