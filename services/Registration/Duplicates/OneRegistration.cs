using JobDating.Registration.CheckIn;
using NodaTime;

namespace JobDating.Registration.Duplicates;

/// <summary>
/// Two registrations of one person at one site as the one they would have been: registered when first registered, received when first received,
/// cancelled only when both are. In any order and any number of times the same.
/// </summary>
internal static class OneRegistration
{
    /// <returns>Under the key and version of <paramref name="one"/>.</returns>
    public static RecordRegistrations.Row Of(RecordRegistrations.Row one, RecordRegistrations.Row other)
    {
        var received = Earliest(one.ReceivedAt, other.ReceivedAt);
        return one with
        {
            RegisteredAt = Instant.Min(one.RegisteredAt, other.RegisteredAt),
            Channel = other.RegisteredAt < one.RegisteredAt ? other.Channel : one.Channel,
            ReceivedAt = received,
            CancelledAt = received is null && one.CancelledAt is { } here && other.CancelledAt is { } there ? Instant.Max(here, there) : null,
        };
    }

    private static Instant? Earliest(Instant? one, Instant? other) => one is { } here && other is { } there ? Instant.Min(here, there) : one ?? other;
}
