using System.Reflection;
using JobDating.Platform;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace JobDating.Tests;

/// <summary>
/// The test runs on SQLite always, and on the server named by JOBDATING_SQLSERVER; without one the SQL Server half shows as skipped. The test
/// takes an <see cref="Engine"/> and begins with <c>TestHouse.StartAsync(engine)</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EachEngineAttribute : DataAttribute
{
    public override bool SupportsDiscoveryEnumeration() => true;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) => new(
    [
        new TheoryDataRow(Engine.Sqlite),
        new TheoryDataRow(Engine.SqlServer) { Skip = TestHouse.SqlServer is null ? "JOBDATING_SQLSERVER names no server." : null },
    ]);
}
