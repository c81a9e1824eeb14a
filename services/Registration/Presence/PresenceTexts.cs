using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Registration.Presence;

/// <summary>The texts of the hours at which a candidate will be at a site.</summary>
internal static class PresenceTexts
{
    public static Words Words { get; } = new("JobDating.Registration.Presence.Texts", typeof(PresenceTexts).Assembly);

    /// <summary>The hours as a few words, or null: as long as the site is open.</summary>
    public static string? Say(LocalTime? from, LocalTime? until) => (from, until) switch
    {
        ({ } first, { } last) => Words["Between", Reading.Time(first), Reading.Time(last)],
        ({ } first, null) => Words["From", Reading.Time(first)],
        (null, { } last) => Words["Until", Reading.Time(last)],
        _ => null,
    };
}
