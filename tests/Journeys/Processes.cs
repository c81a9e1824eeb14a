using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>Stories of whole processes on one data folder, without broker or browser: one after the other, so that they have the machine to themselves.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Processes
{
    public const string Name = "Journeys of processes";
}
