using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling;
using JobDating.Tests.Registration.Imports;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.Interviews;

public sealed class OnInterviewsHandedOverTests
{
    private static readonly Guid _edition = Guid.CreateVersion7(), _ronchin = Guid.CreateVersion7(), _ada = Guid.CreateVersion7();
    private static readonly Consumer _consumer = new SchedulingService().ListConsumers().Single(consumer => consumer.Message == typeof(InterviewsHandedOver));

    [Theory, EachEngine]
    public async Task An_earlier_import_delivered_again_after_a_later_one_changes_nothing(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        var (first, later) = (Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddDays(1)), Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddDays(2)));
        await HearAsync(house, first, "booked");
        await HearAsync(house, later, "held");
        await HearAsync(house, first, "booked");
        Assert.Equal("held", await StatusAsync(house));
        await HearAsync(house, later, "no_show");
        Assert.Equal("no_show", await StatusAsync(house));
    }

    private static async Task HearAsync(TestHouse house, Guid import, string status)
    {
        await using var tx = await house.Scheduling.BeginAsync(Actor.Command("test"), CancellationToken.None, import);
        await _consumer.ConsumeAsync(new InterviewsHandedOver
        {
            ImportId = import,
            EditionId = _edition,
            FileName = "interviews.csv",
            FirstLine = 2,
            Columns = [],
            Rows = [new() { Line = 2, Code = "I1", SiteId = _ronchin, Siret = WrittenArchive.Acme, Table = 1, CandidateId = _ada, StartsAt = Instant.FromUtc(2023, 4, 11, 9, 0), Minutes = 10, Status = status }],
        }, tx, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    private static Task<string?> StatusAsync(TestHouse house) =>
        house.Scheduling.QueryFirstOrDefaultAsync<string>("SELECT status FROM interview", null, CancellationToken.None);
}
