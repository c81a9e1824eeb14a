using JobDating.Tests;
using JobDating.Tests.Journeys;
using Xunit.Sdk;
using Xunit.v3;

[assembly: Xunit.TestCollectionOrderer(typeof(LongestFirst))]

namespace JobDating.Tests;

/// <summary>
/// The journeys each are one long row of stories that mostly wait, for a browser, a process, a broker. Begun first, they wait beside the fast tests; begun last, they would be alone for minutes.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<T> OrderTestCollections<T>(IReadOnlyCollection<T> testCollections) where T : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName switch
        {
            Demo.Name => 0,
            Journeys.Journeys.Name => 1,
            EveryPageTests.Name => 2,
            Processes.Name => 3,
            _ => 4,
        })];
}
