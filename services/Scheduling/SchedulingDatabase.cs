using JobDating.Platform;
using NodaTime;

namespace JobDating.Scheduling;

/// <summary>Scheduling's own database.</summary>
public sealed class SchedulingDatabase(DatabaseAddress address, IClock clock) : Database(address, clock);
