using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace JobDating.Tests;

/// <summary>One row of a theory about pages as a browser of that language sees them. In English the whole way is gone in the long form: the texts are the only difference, and shorter.</summary>
/// <param name="locale">The theory's first parameter.</param>
/// <param name="more">Its others.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class InLanguageAttribute(string locale, params object[] more) : DataAttribute
{
    public override bool SupportsDiscoveryEnumeration() => true;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) => new(
    [
        new TheoryDataRow([locale, .. more]) { Skip = locale.StartsWith("fr", StringComparison.Ordinal) || Journeys.Journeys.Long ? null : "In English with JOBDATING_LONG=1." },
    ]);
}
