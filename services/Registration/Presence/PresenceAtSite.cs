using NodaTime;

namespace JobDating.Registration.Presence;

/// <summary>A registration's site and the hours that were said.</summary>
public sealed record PresenceAtSite
{
    public required string Name { get; init; }
    public LocalDate Date { get; init; }
    public LocalTime? OpensAt { get; init; }
    public LocalTime? ClosesAt { get; init; }

    /// <summary>Of the registration.</summary>
    public int Version { get; init; }
    public LocalTime? PresentFrom { get; init; }
    public LocalTime? PresentUntil { get; init; }
}
