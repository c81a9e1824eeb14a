using Microsoft.Extensions.Logging;

namespace JobDating.Platform.SignIn;

/// <summary>
/// How many wrong passwords, codes, links and tokens came in the last quarter of an hour, and how many tries were refused because there had been too many: what an operator must see.
/// In memory only, of this process; times are the machine's.
/// </summary>
public sealed partial class Guesses(ILogger<Guesses> log, ILoggerFactory logs)
{
    /// <summary>So many in a quarter of an hour are more than people's slips.</summary>
    public const int Many = 200;

    private const int Minutes = 15;

    /// <summary>Of so many addresses a minute it is told apart who tries most; the rest only counts.</summary>
    private const int MostAddresses = 1000;

    private readonly ILogger _signIn = logs.CreateLogger(SignInLog.Category);
    private readonly Lock _lock = new();
    private readonly Queue<Minute> _minutes = [];

    private sealed class Minute
    {
        public long At { get; init; }
        public int Wrong { get; set; }
        public int Refused { get; set; }
        public Dictionary<string, int> From { get; } = [];
        public bool IsSaid { get; set; }
    }

    /// <param name="Wrong">Looked at, and wrong.</param>
    /// <param name="Refused">Not looked at, or not answered: too many already.</param>
    /// <param name="MostFrom">The address from which most came; "" where there is none.</param>
    public sealed record Seen(int Wrong, int Refused, int Addresses, string MostFrom)
    {
        public bool AreMany => Wrong + Refused >= Many;
    }

    /// <summary>Somebody tried what is wrong.</summary>
    /// <param name="what">password, code, link, token.</param>
    /// <param name="from">As <see cref="TooMany.From"/> says.</param>
    public void Wrong(string what, string from)
    {
        SignInLog.Wrong(_signIn, what, from);
        Count(from, minute => minute.Wrong++);
    }

    /// <summary>Somebody tried too often.</summary>
    public void Refused(string from) => Count(from, minute => minute.Refused++);

    public Seen Lately()
    {
        lock (_lock)
        {
            Forget(Now());
            return Sum();
        }
    }

    private void Count(string from, Action<Minute> add)
    {
        Seen? many = null;
        lock (_lock)
        {
            var now = Now();
            Forget(now);
            if (_minutes.LastOrDefault() is not { } minute || minute.At != now)
                _minutes.Enqueue(minute = new Minute { At = now });
            add(minute);
            if (minute.From.TryGetValue(from, out var before) || minute.From.Count < MostAddresses)
                minute.From[from] = before + 1;
            // One line a minute, however many come.
            if (!minute.IsSaid && (minute.Wrong + minute.Refused) % 50 == 0 && Sum() is { AreMany: true } sum)
                (minute.IsSaid, many) = (true, sum);
        }
        if (many is not null)
            Say(log, many.Wrong, many.Refused, many.Addresses, many.MostFrom);
    }

    private static long Now() => Environment.TickCount64 / 60_000;

    private void Forget(long now)
    {
        while (_minutes.TryPeek(out var oldest) && oldest.At <= now - Minutes)
            _minutes.Dequeue();
    }

    private Seen Sum()
    {
        var from = _minutes.SelectMany(minute => minute.From).GroupBy(one => one.Key, one => one.Value).Select(one => (Address: one.Key, Count: one.Sum())).ToList();
        return new(_minutes.Sum(minute => minute.Wrong), _minutes.Sum(minute => minute.Refused), from.Count, from.Count == 0 ? "" : from.MaxBy(one => one.Count).Address);
    }

    [LoggerMessage(LogLevel.Warning, "Somebody is guessing: {Wrong} wrong passwords, codes, links or tokens in 15 minutes, {Refused} further tries refused, from {Addresses} addresses, most from {MostFrom}.")]
    private static partial void Say(ILogger log, int wrong, int refused, int addresses, string mostFrom);
}
