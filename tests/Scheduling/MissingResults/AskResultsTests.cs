using System.Text.Json;
using JobDating.Contracts.Scheduling;
using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.MissingResults;
using JobDating.Scheduling.Running;
using JobDating.Tests.Scheduling.Bookings;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.MissingResults;

/// <summary>Ronchin's day is over at noon. Ada was booked with Acme and nobody said what came of it; Grace was with Globex, and it was noted.</summary>
public sealed class AskResultsTests
{
    [Theory, EachEngine]
    public async Task Who_noted_nothing_is_asked_three_times_at_most_and_who_noted_all_never(Engine engine)
    {
        await using var work = await DayAsync(engine);
        await AskAsync(work);
        Assert.Empty(await SaidAsync(work));

        work.House.Clock.Reset(SiteAtWork.At(12, 0));
        await AskAsync(work);
        await AskAsync(work);
        var first = Assert.Single(await SaidAsync(work));
        Assert.Equal((work.Edition, work.Ronchin, SiteAtWork.Day), (first.EditionId, first.SiteId, first.AskedOn));
        Assert.Equal([SiteAtWork.Acme], first.Sirets);
        Assert.Equal(new LocalDate(2024, 4, 26).AtStartOfDayInZone(DateTimeZoneProviders.Tzdb["Europe/Paris"]).ToInstant(), first.AnswerBy);

        work.House.Clock.Advance(Duration.FromDays(3));
        await AskAsync(work);
        work.House.Clock.Advance(Duration.FromDays(4));
        await AskAsync(work);
        work.House.Clock.Advance(Duration.FromDays(3));
        await AskAsync(work);
        Assert.Equal([11, 14, 18], (await SaidAsync(work)).Select(said => said.AskedOn.Day));
    }

    [Theory, EachEngine]
    public async Task After_a_standstill_nobody_is_asked_for_what_was_due_before_nor_after_everything_was_noted(Engine engine)
    {
        await using var work = await DayAsync(engine);
        work.House.Clock.Reset(SiteAtWork.At(12, 0) + Duration.FromDays(5));
        await AskAsync(work);
        Assert.Equal([16], (await SaidAsync(work)).Select(said => said.AskedOn.Day));

        var ada = (await work.AllAsync<Guid>("SELECT id FROM interview WHERE candidate_id = @Ada"))[0];
        await RunAsync(work, (tx, act) => RunInterview.EndAsync(tx, act, ada, SiteAtWork.At(9, 10), new("undecided", null), CancellationToken.None));
        work.House.Clock.Advance(Duration.FromDays(2));
        await AskAsync(work);
        Assert.Single(await SaidAsync(work));
    }

    [Theory, EachEngine]
    public async Task A_site_that_is_cancelled_is_not_asked_and_one_that_is_postponed_is_asked_on_its_new_day(Engine engine)
    {
        await using var work = await DayAsync(engine);
        await work.HearAsync(work.Site(work.Ronchin, 2, "ronchin", SiteAtWork.Day, "cancelled"));
        work.House.Clock.Reset(SiteAtWork.At(12, 0));
        await AskAsync(work);
        Assert.Empty(await SaidAsync(work));
        await work.HearAsync(work.Site(work.Ronchin, 3, "ronchin", SiteAtWork.Day));
        await AskAsync(work);
        await work.HearAsync(work.Site(work.Ronchin, 4, "ronchin", SiteAtWork.Day.PlusDays(1), "postponed"));
        await AskAsync(work);
        Assert.InRange((await SaidAsync(work)).Count, 0, 1);
        Assert.Single(await work.AllAsync<int>("SELECT step FROM results_asked"));
        work.House.Clock.Advance(Duration.FromDays(1));
        await AskAsync(work);
        Assert.Equal(2, (await work.AllAsync<int>("SELECT step FROM results_asked")).Count);
    }

    private static async Task<SiteAtWork> DayAsync(Engine engine)
    {
        var work = await SiteAtWork.StartAsync(engine);
        await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0), Booker.Coordinator);
        var grace = await work.BookAsync(work.GlobexOne, work.Grace, SiteAtWork.At(9, 0), Booker.Coordinator);
        work.House.Clock.Reset(SiteAtWork.At(9, 12));
        await RunAsync(work, (tx, act) => RunInterview.EndAsync(tx, act, grace, null, new("conclusive", null), CancellationToken.None));
        return work;
    }

    /// <summary>Four sweeps at once.</summary>
    private static Task AskAsync(SiteAtWork work) => Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskResults.RunAsync(work.House.Scheduling, CancellationToken.None)));

    private static async Task RunAsync(SiteAtWork work, Func<Transaction, Act, Task> act)
    {
        await using var tx = await work.House.Scheduling.BeginAsync(Actor.Command("test"), CancellationToken.None);
        await act(tx, new Act(Guid.CreateVersion7(), Booker.Employer));
        await tx.CommitAsync(CancellationToken.None);
    }

    private static async Task<IReadOnlyList<ResultsMissing>> SaidAsync(SiteAtWork work) =>
        [.. (await work.House.Scheduling.QueryAsync<string>("SELECT body FROM outbox_message WHERE kind LIKE '%ResultsMissing' ORDER BY id", null, CancellationToken.None)).Select(body => JsonSerializer.Deserialize<ResultsMissing>(body, Json.Options)!).OrderBy(said => said.AskedOn)];
}
