using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>Stories of whole processes on one data folder, without broker or browser, one after the other: each uses the machine as far as it goes.</summary>
[CollectionDefinition(Name)]
public sealed class Processes
{
    public const string Name = "Journeys of processes";
}
