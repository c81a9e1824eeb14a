using System.Text.Json;
using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Schedules;

/// <summary>Where and when an interview is to be, as people know it. Names nobody.</summary>
internal sealed record Slot
{
    public Guid Id { get; init; }
    public Guid SiteId { get; init; }
    public required string Siret { get; init; }
    public int? TableNumber { get; init; }
    public Instant StartsAt { get; init; }

    public static string Write(IEnumerable<Slot> slots) => JsonSerializer.Serialize(slots, Json.Options);

    public static IReadOnlyList<Slot> Read(string text) => JsonSerializer.Deserialize<IReadOnlyList<Slot>>(text, Json.Options) ?? [];
}
