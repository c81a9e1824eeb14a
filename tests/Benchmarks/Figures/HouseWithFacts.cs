using System.Diagnostics;
using JobDating.Contracts.Scheduling;
using JobDating.Outcomes;
using JobDating.Platform;
using JobDating.Registration;
using JobDating.Scheduling;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace JobDating.Benchmarks.Figures;

/// <summary>
/// The program with one door more, at which results are noted in mass: each goes into Scheduling's outbox in a message of its own, and from there to Outcomes as ever. Whoever posts to the door says how many a second
/// and of which edition; they come until that request is given up.
/// </summary>
internal static class HouseWithFacts
{
    public const string Facts = "/facts";

    /// <summary>So many transactions a second: what comes at once in one is noted at once.</summary>
    private const int Turns = 50;

    private const string InterviewsSql = "SELECT i.id, i.version, i.edition_id, i.site_id, i.siret, i.candidate_id, i.starts_at FROM interview i JOIN edition e ON e.id = i.edition_id WHERE e.code = @Edition AND i.status = 'held' ORDER BY i.id";

    private sealed record Row
    {
        public Guid Id { get; init; }
        public int Version { get; init; }
        public Guid EditionId { get; init; }
        public Guid SiteId { get; init; }
        public required string Siret { get; init; }
        public Guid CandidateId { get; init; }
        public Instant StartsAt { get; init; }
    }

    private static int _said;

    public static async Task<int> RunAsync(string data, CancellationToken ct)
    {
        await using var app = ServiceHost.Build(Settings.FromEnvironment(data, demo: false), [new RegistrationService(), new SchedulingService(), new OutcomesService()], "http://127.0.0.1:0");
        app.MapPost(Facts, (string edition, int perSecond, CancellationToken gone) => SayAsync(app.Services, edition, perSecond, gone)).AllowAnonymous();
        app.MapGet(Facts, () => _said).AllowAnonymous();
        await app.StartHouseAsync(listen: true);
        await app.WaitForShutdownAsync(ct);
        return 0;
    }

    private static async Task SayAsync(IServiceProvider things, string edition, int perSecond, CancellationToken gone)
    {
        var (scheduling, outcomes) = (things.GetRequiredService<SchedulingDatabase>(), things.GetRequiredService<OutcomesDatabase>());
        var interviews = await outcomes.QueryAsync<Row>(InterviewsSql, new { Edition = edition }, gone);
        var since = Stopwatch.StartNew();
        for (var turn = 1; !gone.IsCancellationRequested; turn++)
        {
            await using (var tx = await scheduling.BeginAsync(Actor.Command("facts"), CancellationToken.None))
            {
                for (; _said < turn * perSecond / Turns; _said++)
                    await tx.PublishAsync(Message(interviews[_said % interviews.Count], (_said / interviews.Count) + 1), CancellationToken.None);
                await tx.CommitAsync(CancellationToken.None);
            }
            if (TimeSpan.FromSeconds(turn / (double)Turns) - since.Elapsed is { Ticks: > 0 } left)
                await Task.Delay(left, gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The first time round every result is undecided, then conclusive, and so on: each is news.</summary>
    private static InterviewsRecorded Message(Row of, int round) => new()
    {
        EditionId = of.EditionId,
        Interviews = [new() { Id = of.Id, Version = of.Version + round, SiteId = of.SiteId, Siret = of.Siret, CandidateId = of.CandidateId, StartsAt = of.StartsAt, Minutes = 10, Table = 1, By = "employer", Status = "held", Result = round % 2 == 1 ? "undecided" : "conclusive" }],
    };
}
