using System.Diagnostics;
using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Registration.CandidateList;
using JobDating.Registration.Candidates;
using JobDating.Registration.CheckIn;
using JobDating.Registration.Duplicates;
using JobDating.Tests.Registration.Duplicates;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.CandidateList;

/// <summary>The list of many candidates beside the list of a hundred. With JOBDATING_LONG it is 100,000 as promised, else a tenth of it.</summary>
public sealed class CandidateListPaceTests(ITestOutputHelper output)
{
    private static readonly bool _isLong = Environment.GetEnvironmentVariable("JOBDATING_LONG") is { Length: > 0 };
    private static readonly string[] _last = ["Martin", "Bernard", "Dubois", "Thomas", "Robert", "Richard", "Petit", "Durand", "Leroy", "Moreau", "Lefèvre", "Zimmer", "Œuvrard"];
    private static readonly string[] _first = ["Ada", "Grace", "Zoé", "Éric", "Jean-Marie", "Nadia", "Karim", "Odile"];

    [Fact]
    public async Task A_page_of_many_takes_hardly_longer_than_one_of_a_hundred()
    {
        await using var house = await QuietHouse.StartAsync();
        await house.OpenAsync();
        await FillAsync(house, 0, 100);
        var few = await MeasureAsync(house);
        await FillAsync(house, 100, _isLong ? 100_000 : 10_000);
        var many = await MeasureAsync(house);

        foreach (var (name, time) in many)
        {
            output.WriteLine($"{name}: {few[name].TotalMilliseconds:0.0} ms of 100, {time.TotalMilliseconds:0.0} ms of {(_isLong ? "100,000" : "10,000")}");
            Assert.True(time < TimeSpan.FromSeconds(10), $"{name} took {time.TotalMilliseconds:0} ms.");
        }
    }

    private static async Task<Dictionary<string, TimeSpan>> MeasureAsync(QuietHouse house)
    {
        var plain = new ListCandidates.Question { EditionId = house.Edition, Words = new SoughtWords(""), Preparations = [house.Workshop] };
        var deep = (await house.AllAsync<string>(house.Registration, "SELECT name_key FROM candidate_line ORDER BY name_key DESC LIMIT 60"))[^1];
        var times = new Dictionary<string, TimeSpan>();
        await PageAsync("first page", plain, null);
        await PageAsync("deep page", plain, new ListCursor("", deep));
        await PageAsync("by registration, newest first", plain with { Sort = "registered", Descending = true }, null);
        await PageAsync("by site", plain with { Sort = "site" }, null);
        await PageAsync("search: one person", plain with { Words = new SoughtWords("ada 0612300042") }, null);
        await PageAsync("search: a common name", plain with { Words = new SoughtWords("lefevre") }, null);
        await PageAsync("search: two common words", plain with { Words = new SoughtWords("mar ada") }, null);
        await PageAsync("search: one letter, at the end of the order", plain with { Words = new SoughtWords("z") }, null);
        await PageAsync("search: nobody", plain with { Words = new SoughtWords("xyzzy") }, null);
        await PageAsync("received at a site", plain with { SiteId = house.Ronchin, State = "received" }, null);
        await PageAsync("cancelled: nobody is", plain with { State = "cancelled" }, null);
        await TakeAsync("duplicates", async () => await FindDuplicates.PairsAsync(house.Registration, house.Edition, null, 15, CancellationToken.None));
        return times;

        Task PageAsync(string name, ListCandidates.Question question, ListCursor? after) => TakeAsync(name, async () =>
        {
            var lines = await ListCandidates.RunAsync(house.Registration, question, after, 51, CancellationToken.None);
            await CandidateCards.ReadAsync(house.Registration, [.. lines.Select(line => line.CandidateId)], CancellationToken.None);
        });

        async Task TakeAsync(string name, Func<Task> run)
        {
            var best = TimeSpan.MaxValue;
            foreach (var again in Enumerable.Range(0, 5))
            {
                var watch = Stopwatch.StartNew();
                await run();
                best = watch.Elapsed < best ? watch.Elapsed : best;
            }
            times[name] = best;
        }
    }

    private static async Task FillAsync(QuietHouse house, int from, int to)
    {
        foreach (var numbers in Enumerable.Range(from, to - from).Chunk(500))
            await house.WriteAsync(async tx =>
            {
                var ids = numbers.ToDictionary(number => number, _ => Guid.CreateVersion7());
                await SaveCandidates.ApplyAsync(tx, house.Edition, numbers.ToDictionary(number => $"C{number:000000}", number => (Func<SaveCandidates.Row?, SaveCandidates.Row>)(_ => new()
                {
                    Id = ids[number],
                    EditionId = house.Edition,
                    Code = $"C{number:000000}",
                    LastName = _last[number % _last.Length],
                    FirstName = _first[number / 7 % _first.Length],
                    BirthDate = new LocalDate(1950, 1, 1).PlusDays(number % 6000),
                    Phone = $"06123{number:00000}",
                    Email = $"personne{number / 2}@example.org",
                })), CancellationToken.None);
                await RecordRegistrations.ApplyAsync(tx, house.Edition, numbers.ToDictionary(number => (ids[number], number % 10 == 0 ? house.Wattrelos : house.Ronchin), number => (Func<RecordRegistrations.Row?, RecordRegistrations.Row>)(_ => new()
                {
                    CandidateId = ids[number],
                    SiteId = number % 10 == 0 ? house.Wattrelos : house.Ronchin,
                    EditionId = house.Edition,
                    Channel = "online",
                    RegisteredAt = TestHouse.Start + Duration.FromMinutes(number / 3),
                    ReceivedAt = number % 3 == 0 ? TestHouse.Start + Duration.FromDays(90) : null,
                })), CancellationToken.None);
            });
    }
}
