using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling;
using JobDating.Tests.Registration.Imports;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.Tables;

/// <summary>An attendance opens tables; an interview of the past finds its table whatever was announced, in whatever order the two are heard.</summary>
public sealed class TablesTests
{
    private const string Acme = WrittenArchive.Acme;
    private const string TablesSql = "SELECT number, is_open FROM interview_table ORDER BY number";
    private static readonly Guid _edition = Guid.CreateVersion7(), _ronchin = Guid.CreateVersion7(), _ada = Guid.CreateVersion7();
    private static readonly IReadOnlyDictionary<Type, Consumer> _consumers = new SchedulingService().ListConsumers().ToDictionary(consumer => consumer.Message);

    private sealed record Table
    {
        public int Number { get; init; }
        public bool IsOpen { get; init; }
    }

    [Theory, EachEngine]
    public async Task An_attendance_opens_as_many_tables_and_a_later_one_closes_those_above(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        await HearAsync(house, Attendance(1, 3));
        Assert.Equal("1 open, 2 open, 3 open", await TablesAsync(house));
        await HearAsync(house, Attendance(2, 1));
        Assert.Equal("1 open, 2 closed, 3 closed", await TablesAsync(house));
        await HearAsync(house, Attendance(1, 3));
        Assert.Equal("1 open, 2 closed, 3 closed", await TablesAsync(house));
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_table_beyond_the_announced_is_made_closed_for_an_interview_that_took_place(bool attendanceFirst)
    {
        await using var house = await TestHouse.StartAsync();
        object[] heard = [Attendance(1, 1), Interview(3)];
        foreach (var message in attendanceFirst ? heard : heard.Reverse())
            await HearAsync(house, message);
        Assert.Equal("1 open, 3 closed", await TablesAsync(house));
    }

    private static AttendancesRecorded Attendance(int version, int tables) =>
        new() { EditionId = _edition, Attendances = [new() { SiteId = _ronchin, Siret = Acme, Version = version, Tables = tables, Status = "present" }] };

    private static InterviewsHandedOver Interview(int table) => new()
    {
        ImportId = Guid.CreateVersion7(),
        EditionId = _edition,
        FileName = "interviews.csv",
        FirstLine = 2,
        Columns = [],
        Rows = [new() { Line = 2, Code = "I1", SiteId = _ronchin, Siret = Acme, Table = table, CandidateId = _ada, StartsAt = Instant.FromUtc(2023, 4, 11, 9, 0), Minutes = 10, Status = "held" }],
    };

    private static async Task HearAsync(TestHouse house, object message)
    {
        await using var tx = await house.Scheduling.BeginAsync(Actor.Message(message.GetType().Name), CancellationToken.None);
        await _consumers[message.GetType()].ConsumeAsync(message, tx, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    private static async Task<string> TablesAsync(TestHouse house) =>
        string.Join(", ", (await house.Scheduling.QueryAsync<Table>(TablesSql, null, CancellationToken.None)).Select(table => $"{table.Number} {(table.IsOpen ? "open" : "closed")}"));
}
