namespace JobDating.Contracts;

/// <summary>
/// The services that hear a message, by name. The publisher declares their queues before it says anything, so that nothing is lost
/// when a service starts for the first time after the message was said. A test holds this against what the services really hear.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HeardByAttribute(params string[] services) : Attribute
{
    public IReadOnlyList<string> Services { get; } = services;
}
