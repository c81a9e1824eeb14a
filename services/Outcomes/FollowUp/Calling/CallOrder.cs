using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Outcomes.FollowUp.Calling;

/// <summary>Where somebody stands who is to be phoned.</summary>
public enum CallState
{
    /// <summary>May be phoned at this moment.</summary>
    Now,

    /// <summary>Another day, at the hour that was agreed, or when it is no more too late or too early.</summary>
    Later,

    /// <summary>Was tried so often that it is no use in this round.</summary>
    GivenUp,

    /// <summary>There is no number, or it is somebody else's.</summary>
    NoNumber,
}

/// <summary>
/// Whom to phone next: pure. First an agreed time that has come, the earliest first. Then those with the fewest attempts; of these, those whom nobody has tried at this time of the
/// day yet; then those who cannot be reached by e-mail; then those whose last attempt is longest ago.
/// </summary>
internal static class CallOrder
{
    private const string Never = "";

    public static CallState StateOf(CallLine line, ZonedDateTime now)
    {
        if (!line.HasNumber)
            return CallState.NoNumber;
        var open = CallHours.MayCall(now.TimeOfDay);
        if (line.CallBackAt is { } agreed)
            return open && now.ToInstant() >= agreed ? CallState.Now : CallState.Later;
        if (line.Attempts.Count >= CallHours.MostAttempts)
            return CallState.GivenUp;
        return open && !TriedToday(line, now) ? CallState.Now : CallState.Later;
    }

    /// <summary>Before this day ends they may still be phoned.</summary>
    public static bool IsForToday(CallLine line, ZonedDateTime now) =>
        now.TimeOfDay < CallHours.Closes && StateOf(line, now) switch
        {
            CallState.Now => true,
            CallState.Later => line.CallBackAt is { } agreed ? agreed.InZone(now.Zone).Date <= now.Date : !TriedToday(line, now),
            _ => false,
        };

    /// <summary>From when on they may be phoned again: the agreed time, or the next day's beginning.</summary>
    public static ZonedDateTime NextAt(CallLine line, ZonedDateTime now)
    {
        if (line.CallBackAt is { } agreed && agreed > now.ToInstant())
            return agreed.InZone(now.Zone);
        var day = line.CallBackAt is null && TriedToday(line, now) || now.TimeOfDay >= CallHours.Closes ? now.Date.PlusDays(1) : now.Date;
        return now.Zone.AtLeniently(day.At(CallHours.Opens));
    }

    /// <summary>What the list is sorted by, as text: the order of the call, or another that the reader has chosen.</summary>
    public static string KeyOf(CallLine line, string sort, CallState state, ZonedDateTime now) => (sort, state) switch
    {
        ("name", _) => line.NameKey,
        ("attempts", _) => $"{Number(line.Attempts.Count)} {line.NameKey}",
        ("last", _) => $"{Text(line.LastAt)} {line.NameKey}",
        (_, CallState.Now) => string.Join(' ', line.CallBackAt is null ? "1" : "0", Text(line.CallBackAt), Number(line.Attempts.Count), Number(line.Attempts.Count(attempt => IsInBand(attempt, now))), line.CanBeWritten ? "1" : "0", Text(line.LastAt)),
        (_, CallState.Later) => Text(NextAt(line, now).ToInstant()),
        (_, CallState.GivenUp) => Text(line.LastAt),
        _ => line.NameKey,
    };

    private static bool TriedToday(CallLine line, ZonedDateTime now) => line.LastAt is { } last && last.InZone(now.Zone).Date >= now.Date;

    private static bool IsInBand(CallLine.Attempt attempt, ZonedDateTime now) => CallHours.Band(attempt.AnsweredAt.InZone(now.Zone).TimeOfDay) == CallHours.Band(now.TimeOfDay);

    private static string Number(int number) => number.ToString("D4", CultureInfo.InvariantCulture);

    private static string Text(Instant? at) => at is { } known ? InstantPattern.General.Format(known) : Never;
}
