using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using CsCheck;
using JobDating.Contracts.Registration;
using JobDating.Contracts.Scheduling;
using JobDating.Outcomes;
using JobDating.Outcomes.Figures;
using JobDating.Platform;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.Figures;

/// <summary>
/// Whatever the edition, and however its messages come (shuffled, each twice, old versions after new ones), the figures as of any date are what a
/// naive count of the last versions gives, and a recount finds no difference.
/// </summary>
public sealed class RandomEditionTests(ITestOutputHelper output)
{
    private static readonly Dictionary<Type, Consumer> _consumers = new OutcomesService().ListConsumers().ToDictionary(consumer => consumer.Message);

    private static readonly bool _isLong = Environment.GetEnvironmentVariable("JOBDATING_LONG") is { Length: > 0 };

    [Fact]
    public async Task The_figures_of_random_editions_are_the_naive_count_however_their_messages_come()
    {
        // A house for each thread: an installation has one writer, and editions do not meet.
        var idle = new ConcurrentBag<TestHouse>();
        var watch = Stopwatch.StartNew();
        var editions = 0;
        try
        {
            RandomEdition.Gen.Sample(edition =>
            {
                if (!idle.TryTake(out var house))
                    house = Task.Run(() => TestHouse.StartAsync()).GetAwaiter().GetResult();
                Task.Run(() => CheckAsync(house, edition)).GetAwaiter().GetResult();
                idle.Add(house);
                Interlocked.Increment(ref editions);
            }, iter: _isLong ? 100_000 : 150, time: _isLong ? 15 * 60 : -1, threads: _isLong ? Environment.ProcessorCount : 2, print: Print);
        }
        finally
        {
            foreach (var house in idle)
                await house.DisposeAsync();
        }
        output.WriteLine($"{editions} editions in {watch.Elapsed.TotalSeconds:0.0} s");
    }

    private static async Task CheckAsync(TestHouse house, RandomEdition edition)
    {
        var random = new Random(edition.Order);
        var messages = Messages(edition, random);
        object[] delivered = [.. messages, .. messages];
        random.Shuffle(delivered);
        foreach (var some in delivered.Chunk(random.Next(5, 60)))
        {
            await using var tx = await house.Outcomes.BeginAsync(Actor.Command("test"), CancellationToken.None);
            foreach (var message in some)
                await _consumers[message.GetType()].ConsumeAsync(message, tx, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        foreach (var asOf in edition.AsOfDates)
        {
            var expected = new NaiveFigures(edition, asOf).All();
            var bilan = Flat(JsonSerializer.SerializeToElement(await house.BilanAsync(edition.Code, asOf), Json.Options));
            Assert.Equal(new NaiveFigures(edition, asOf).Groups().Select(figure => $"{asOf}: {figure.Key} {figure.Value}"), (await GroupsAsync(house, edition.Id, asOf)).Select(figure => $"{asOf}: {figure.Key} {figure.Value}"));
            Assert.Equal(expected.Select(figure => $"{asOf}: {figure.Key} {figure.Value}"), bilan.Where(figure => expected.ContainsKey(figure.Key)).Select(figure => $"{asOf}: {figure.Key} {figure.Value}"));
        }
        Assert.Equal([], (await Recount.CompareAsync(house.Outcomes, edition.Code, CancellationToken.None))!);
    }

    /// <summary>What the tables hold of groups, and of the edition's and sites' figures that are in no bilan's JSON; zeros left out.</summary>
    private static async Task<SortedDictionary<string, int>> GroupsAsync(TestHouse house, Guid editionId, LocalDate asOf)
    {
        await using var tx = await house.Outcomes.BeginAsync(Actor.Command("test"), CancellationToken.None);
        var stored = await FigureDays.ReadAsync(tx, editionId, CancellationToken.None);
        var all = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var same in stored.Amounts.Where(step => step.Key.Day <= asOf && (step.Key.Group.Kind is not (GroupKind.Edition or GroupKind.Site) || step.Key.Figure is >= Figure.CandidatesConclusive)).GroupBy(step => $"{step.Key.Group.Kind}/{step.Key.Group.Key}/{step.Key.Figure}"))
            if (same.Sum(step => step.Value) is var count and not 0)
                all[same.Key] = count;
        return all;
    }

    /// <summary>Every version of every fact, facts of one kind and version together by up to three: one transaction never says a fact twice.</summary>
    private static List<object> Messages(RandomEdition edition, Random random)
    {
        var id = edition.Id;
        var messages = new List<object>(edition.Editions());
        Say(edition.Sites(), site => site.Version, some => new SitesSaved { EditionId = id, Sites = some });
        Say(edition.People(), person => person.Version, some => new CandidatesSaved { EditionId = id, Candidates = some });
        Say(edition.Registrations(), at => at.Version, some => new RegistrationsRecorded { EditionId = id, Registrations = some });
        Say(edition.Workshops(), workshop => workshop.Version, some => new WorkshopsSaved { EditionId = id, Workshops = some });
        Say(edition.Preparations(), at => at.Version, some => new WorkshopAttendancesRecorded { EditionId = id, Attendances = some });
        Say(edition.Interviews(), interview => interview.Version, some => new InterviewsRecorded { EditionId = id, Interviews = some });
        Say(edition.Answers(), _ => 1, some => new FollowUpAnswersHandedOver { ImportId = id, EditionId = id, FileName = "followups.csv", FirstLine = 2, Columns = ["contract_type", "started_on", "ended_on"], Rows = some });
        Say(edition.Attendances(), at => at.Version, some => new AttendancesRecorded { EditionId = id, Attendances = some });
        Say(edition.Visits(), visit => visit.Version, some => new MobilityVisitsRecorded { EditionId = id, Visits = some });
        Say(edition.Offers(), offer => offer.Version, some => new OffersSaved { EditionId = id, Offers = some });
        Say(edition.Articles(), article => article.Version, some => new PressArticlesSaved { EditionId = id, Articles = some });
        return messages;

        void Say<T>(List<T> facts, Func<T, int> version, Func<T[], object> message)
        {
            foreach (var same in facts.GroupBy(version))
                messages.AddRange(same.Chunk(random.Next(1, 4)).Select(message));
        }
    }

    /// <summary>Numbers and texts by their place; rates in ten-thousandths, nothing for null.</summary>
    private static SortedDictionary<string, string> Flat(JsonElement bilan)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Walk("", bilan);
        return all;

        void Walk(string at, JsonElement element)
        {
            if (element.ValueKind == JsonValueKind.Object)
                foreach (var property in element.EnumerateObject())
                    Walk(at.Length == 0 ? property.Name : $"{at}.{property.Name}", property.Value);
            else if (element.ValueKind == JsonValueKind.Array)
                foreach (var (i, item) in element.EnumerateArray().Index())
                    Walk($"{at}[{i}]", item);
            else
                all[at] = element.ValueKind switch
                {
                    JsonValueKind.Null => "",
                    JsonValueKind.Number when at.EndsWith("Rate", StringComparison.Ordinal) => $"{element.GetDecimal() * 10_000:0.####}",
                    _ => element.ToString(),
                };
        }
    }

    private static string Print(RandomEdition edition) => JsonSerializer.Serialize(new
    {
        edition.Calendar,
        edition.Zones,
        edition.SiteRows,
        edition.PersonRows,
        edition.RegistrationRows,
        edition.WorkshopRows,
        edition.PreparationRows,
        edition.InterviewRows,
        edition.AnswerRows,
        edition.AttendanceRows,
        edition.VisitRows,
        edition.PressRows,
        edition.OfferRows,
        edition.AsOf,
        edition.Order,
    });
}
