using JobDating.Benchmarks.Contention;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>Everybody at once for the same times, at two processes on one database: a small form of the bench <c>contention</c>.</summary>
[Collection(Processes.Name)]
public sealed class ContentionTests
{
    private const int Requests = 60;

    [Fact]
    public async Task For_one_tables_times() => NobodyTwice(await Rush.OneTableAsync(Requests, atWork: false, CancellationToken.None), booked: 10);

    [Fact]
    public async Task For_one_candidates_times() => NobodyTwice(await Rush.OneCandidateAsync(Requests, atWork: false, CancellationToken.None), booked: 10);

    [Fact]
    public async Task Who_book_move_and_cancel() => NobodyTwice(await Rush.MixedAsync(Requests, atWork: false, CancellationToken.None));

    private static void NobodyTwice(Rush.Result result, int? booked = null)
    {
        Assert.Equal(0, result.Doubles);
        Assert.Equal("", result.Other);
        Assert.Equal(Requests, result.Done + result.Refused);
        if (booked is { } many)
            Assert.Equal((many, many), (result.Done, (int)result.Booked));
    }
}
