using System.Collections.Concurrent;
using System.Diagnostics;

namespace JobDating.Benchmarks.Day;

/// <summary>What the devices say of their day: what they asked and how long it took, what they did, and what they saw when.</summary>
internal sealed class DayRecord
{
    private long _bytes;

    /// <summary>An act that was answered, from then on everybody may see it.</summary>
    /// <param name="Progress">How far the table has come: twice the interviews that are over, and one more while one runs.</param>
    public sealed record TableAct(int Table, int Progress, long At);

    /// <summary>Somebody is in, by a desk.</summary>
    public sealed record Arrival(int Desk, Guid Candidate, string Name, long At);

    /// <summary>What one board's answer showed.</summary>
    public sealed record Look(long At, IReadOnlyDictionary<int, int> Progress, IReadOnlyDictionary<string, bool> IsIn);

    /// <summary>By kind of request, in milliseconds.</summary>
    public ConcurrentDictionary<string, ConcurrentBag<double>> Took { get; } = [];

    public ConcurrentBag<TableAct> TableActs { get; } = [];

    public ConcurrentBag<Arrival> Arrivals { get; } = [];

    /// <summary>By board.</summary>
    public ConcurrentDictionary<int, ConcurrentQueue<Look>> Looks { get; } = [];

    /// <summary>By desk: when it first heard that somebody is in.</summary>
    public ConcurrentDictionary<(int Desk, Guid Candidate), long> Heard { get; } = [];

    /// <summary>By desk: from when until when it had no network.</summary>
    public ConcurrentBag<(int Desk, long From, long Until)> Cuts { get; } = [];

    public ConcurrentBag<string> Problems { get; } = [];

    /// <summary>A device that has network got no answer, from its first such request until the next that was answered.</summary>
    public sealed record Standstill(string Kind, TimeSpan Length, string Why);

    public ConcurrentBag<Standstill> Standstills { get; } = [];

    /// <summary>Of answers' bodies, as they came.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public void Asked(string kind, long from, int bytes)
    {
        Took.GetOrAdd(kind, _ => []).Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        Interlocked.Add(ref _bytes, bytes);
    }

    /// <summary>From an act's answer until a board's answer shows it, for the boards on which its table stands.</summary>
    public List<double> TableDelays() =>
    [..
        from act in TableActs
        from board in Looks.Values
        where board.Any(look => look.Progress.ContainsKey(act.Table))
        let shown = board.FirstOrDefault(look => look.Progress.TryGetValue(act.Table, out var progress) && progress >= act.Progress)
        where shown is not null
        select Milliseconds(act.At, shown.At)
    ];

    /// <summary>From a check-in's answer until a board that showed the person as missing shows that they are in; who is not on it any more then is not asked about.</summary>
    public List<double> ArrivalDelays() =>
    [..
        from arrival in Arrivals
        from board in Looks.Values
        where board.LastOrDefault(look => look.At < arrival.At)?.IsIn.TryGetValue(arrival.Name, out var before) == true && !before
        let shown = board.FirstOrDefault(look => look.At >= arrival.At && !(look.IsIn.TryGetValue(arrival.Name, out var isIn) && !isIn))
        where shown?.IsIn.ContainsKey(arrival.Name) == true
        select Milliseconds(arrival.At, shown.At)
    ];

    /// <summary>From a check-in's answer until each other desk with network has it.</summary>
    public List<double> DeskDelays() =>
    [..
        from heard in Heard
        join arrival in Arrivals.GroupBy(one => one.Candidate).Select(one => one.MinBy(arrival => arrival.At)!) on heard.Key.Candidate equals arrival.Candidate
        where heard.Key.Desk != arrival.Desk && !Cuts.Any(cut => cut.Desk == heard.Key.Desk && cut.From <= heard.Value && cut.Until >= arrival.At)
        select Milliseconds(arrival.At, heard.Value)
    ];

    private static double Milliseconds(long from, long until) => until <= from ? 0 : Stopwatch.GetElapsedTime(from, until).TotalMilliseconds;
}
