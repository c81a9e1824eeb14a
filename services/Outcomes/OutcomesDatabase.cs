using JobDating.Platform;
using NodaTime;

namespace JobDating.Outcomes;

/// <summary>Outcomes's own database.</summary>
public sealed class OutcomesDatabase(DatabaseAddress address, IClock clock) : Database(address, clock);
