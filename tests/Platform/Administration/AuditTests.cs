using JobDating.Platform;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform.Administration;

/// <summary>The audit trail: found by person, act, kind and time, page after page, however long it is.</summary>
public sealed class AuditTests
{
    private static readonly Instant _from = Instant.FromUtc(2024, 1, 1, 0, 0);
    private static readonly Instant _to = Instant.FromUtc(2024, 2, 1, 0, 0);
    private static readonly Guid _ada = Guid.CreateVersion7();

    [Theory, EachEngine]
    public async Task Going_on_from_the_last_row_shows_every_row_once_in_both_directions(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        var db = house.Outcomes;
        await WriteAsync(db, Actor.Account(_ada), "candidate", "candidate saved", 70);
        await WriteAsync(db, Actor.Job("sweep"), "wave", "wave opened", 70);
        foreach (var down in (bool[])[true, false])
        {
            var seen = new List<ReadAudit.Row>();
            for (var page = await ReadAsync(db, down, null); page.Count > 0; page = await ReadAsync(db, down, page[^1]))
                seen.AddRange(page);
            Assert.Equal(140, seen.Count);
            Assert.Equal(140, seen.Select(row => row.Id).Distinct().Count());
            Assert.Equal(down ? seen.OrderByDescending(row => row.HappenedAt) : seen.OrderBy(row => row.HappenedAt), seen);
        }

        static Task<IReadOnlyList<ReadAudit.Row>> ReadAsync(Database db, bool down, ReadAudit.Row? after) =>
            ReadAudit.RunAsync(db, new ReadAudit.Question { First = _from, Last = _to, Descending = down, After = after }, 33, CancellationToken.None);
    }

    [Theory, EachEngine]
    public async Task It_is_found_by_who_did_it_or_to_whom_by_act_by_kind_and_by_time(Engine engine)
    {
        await using var house = await TestHouse.StartAsync(engine);
        var db = house.Outcomes;
        await WriteAsync(db, Actor.Account(_ada), "candidate", "candidate saved", 3);
        await WriteAsync(db, Actor.Account(Guid.CreateVersion7()), "candidate", "candidate saved", 2);
        await WriteAsync(db, Actor.Job("sweep"), "wave", "wave opened", 4);
        await WriteAsync(db, Actor.Command("recount"), "account", "account closed", 1, _ada);
        var asked = new ReadAudit.Question { First = _from, Last = _to };
        Assert.Equal(4, await CountAsync(asked with { Who = _ada }));
        Assert.Equal(3, await CountAsync(asked with { Who = _ada, Act = "candidate saved" }));
        Assert.Equal(5, await CountAsync(asked with { Act = "candidate saved" }));
        Assert.Equal(4, await CountAsync(asked with { Kind = "wave" }));
        Assert.Equal(5, await CountAsync(asked with { ActorKind = "account" }));
        Assert.Equal(0, await CountAsync(asked with { ActorKind = "account", Kind = "wave" }));
        Assert.Equal(0, await CountAsync(asked with { First = db.Now + Duration.FromHours(1) }));
        Assert.Equal(["account closed", "candidate saved", "wave opened"], await ReadAudit.ActsAsync(db, CancellationToken.None));
        Assert.Equal(["account", "candidate", "wave"], await ReadAudit.KindsAsync(db, CancellationToken.None));

        async Task<int> CountAsync(ReadAudit.Question question) =>
            (await ReadAudit.RunAsync(db, question, 100, CancellationToken.None)).Count + (await ReadAudit.RunAsync(db, question with { Descending = false }, 100, CancellationToken.None)).Count is var both ? both / 2 : 0;
    }

    [Fact]
    public async Task Pages_are_found_among_many_rows()
    {
        await using var house = await TestHouse.StartAsync();
        var db = house.Outcomes;
        for (var i = 0; i < 20; i++)
            await WriteAsync(db, Actor.Message("CandidatesSaved"), "candidate", "candidate saved", 10_000);
        await WriteAsync(db, Actor.Account(_ada), "wave", "wave opened", 100);
        var asked = new ReadAudit.Question { First = _from, Last = _to };
        var middle = (await ReadAudit.RunAsync(db, asked with { Last = db.Now - Duration.FromMilliseconds(10) }, 1, CancellationToken.None))[0];
        foreach (var question in (ReadAudit.Question[])[asked, asked with { After = middle }, asked with { Act = "candidate saved", After = middle }, asked with { Kind = "wave" }, asked with { Act = "wave opened" }, asked with { Who = _ada }])
        {
            Assert.NotEmpty(await ReadAudit.RunAsync(db, question, 51, CancellationToken.None));
        }
    }

    private static async Task WriteAsync(Database db, Actor actor, string kind, string act, int rows, Guid? subject = null)
    {
        await using var tx = await db.BeginAsync(actor, CancellationToken.None);
        await tx.AuditAsync(kind, Enumerable.Range(0, rows).Select(_ => (subject ?? Guid.CreateVersion7(), (string?)null)), act, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }
}
