using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Scheduling.Hall;

/// <summary>Texts of the hall's board and of the public screen.</summary>
internal static class HallTexts
{
    public static Words Words { get; } = new("JobDating.Scheduling.Hall.Texts", typeof(HallTexts).Assembly);

    /// <summary>Whole minutes, those that have begun counted: "in 1 min" is never "in 0 min".</summary>
    public static int MinutesUntil(Instant at, Instant now) => (int)Math.Ceiling((at - now).TotalMinutes);

    /// <summary>Whole minutes that are over.</summary>
    public static int MinutesSince(Instant at, Instant now) => Math.Max(0, (int)(now - at).TotalMinutes);
}
