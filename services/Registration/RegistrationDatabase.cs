using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration;

/// <summary>Registration's own database.</summary>
public sealed class RegistrationDatabase(DatabaseAddress address, IClock clock) : Database(address, clock);
