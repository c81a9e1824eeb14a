using JobDating.Platform;
using NodaTime;

namespace JobDating.Scheduling.Bookings;

/// <summary>Somebody was quicker: which side is taken at that time, and when it would go.</summary>
public sealed record Taken
{
    public const int MostTimes = 3;

    public bool Table { get; init; }
    public bool Candidate { get; init; }

    /// <summary>The table's next free beginnings, at most <see cref="MostTimes"/>, from the asked time on and then from the day's first.</summary>
    public required IReadOnlyList<Instant> TableFree { get; init; }

    /// <summary>Those of the table's rounds in which the candidate is free too.</summary>
    public required IReadOnlyList<Instant> BothFree { get; init; }

    internal static async Task<Taken> FindAsync(Transaction tx, Place place, Guid candidateId, Instant startsAt, Instant endsAt, Guid? except, CancellationToken ct)
    {
        var rounds = await FreeTimes.ReadAsync(tx, place, candidateId, except, ct);
        var busy = await tx.QueryAsync<FreeTimes.Busy>(FreeTimes.BusySql, new { place.TableId, CandidateId = candidateId, From = startsAt - place.Rules.Gap, Until = endsAt + place.Rules.Gap }, ct);
        return Of(rounds, busy, place.Rules.Gap, startsAt, endsAt, except, tx.Now);
    }

    /// <param name="rounds">The table's, with who is free then.</param>
    /// <param name="busy">What takes the table's and the candidate's time around the asked one.</param>
    internal static Taken Of(IReadOnlyList<FreeTimes.Free> rounds, IReadOnlyList<FreeTimes.Busy> busy, Duration gap, Instant startsAt, Instant endsAt, Guid? except, Instant now) => new()
    {
        Table = busy.Any(other => other.IsTable && other.Id != except && other.StartsAt < endsAt && startsAt < other.EndsAt),
        Candidate = busy.Any(other => !other.IsTable && other.Id != except && other.StartsAt < endsAt + gap && startsAt < other.EndsAt + gap),
        TableFree = Next(rounds.Where(free => free.TableIsFree), startsAt, now),
        BothFree = Next(rounds.Where(free => free.BothAreFree), startsAt, now),
    };

    /// <summary>As one sentence for the reader.</summary>
    /// <param name="by">Who asked, one of <see cref="Booker"/>: a candidate reads "you".</param>
    /// <param name="showTime">An instant as the reader's local time, such as 10:20.</param>
    public string Sentence(string by, Func<Instant, string> showTime)
    {
        var words = BookingTexts.Words;
        var you = by == Booker.Candidate ? ".You" : "";
        var who = Table && Candidate ? words[$"Taken.Both{you}"] : Table ? words["Taken.Table"] : words[$"Taken.Candidate{you}"];
        return BothFree.Count > 0
            ? words[$"Taken.Free{you}", who, string.Join(", ", BothFree.Select(showTime))]
            : TableFree.Count > 0
                ? words[$"Taken.TableFree{you}", who, string.Join(", ", TableFree.Select(showTime))]
                : words["Taken.Full", who];
    }

    private static List<Instant> Next(IEnumerable<FreeTimes.Free> free, Instant asked, Instant now) =>
        [.. free.Select(one => one.Round.StartsAt).Where(at => at > now).OrderBy(at => at < asked).ThenBy(at => at).Take(MostTimes)];
}
