using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Tests.Scheduling.Bookings;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.Merging;

/// <summary>Grace turns out to be Ada, entered twice: what employers marked and who waits for whom goes on with Ada, in whatever order it is heard; erased, it is gone.</summary>
public sealed class FollowMergeTests
{
    private const string Marks = "SELECT CONCAT(CASE WHEN candidate_id = @Ada THEN 'Ada ' ELSE 'Grace ' END, CASE WHEN siret = @Acme THEN 'Acme ' ELSE 'Globex ' END, opinion) FROM mark ORDER BY siret DESC";
    private const string Waits = "SELECT CONCAT(CASE WHEN candidate_id = @Ada THEN 'Ada ' ELSE 'Grace ' END, CASE WHEN siret = @Acme THEN 'Acme ' ELSE 'Globex ' END, asked_by, ' ', SUBSTRING(CAST(asked_at AS char(19)), 9, 2), ' ', status) FROM waiting ORDER BY siret DESC, asked_by, status";

    [Theory, EachEngine]
    public async Task The_last_mark_and_the_better_place_are_kept(Engine engine)
    {
        foreach (var mergedFirst in (bool[])[true, false])
        {
            await using var work = await WaitedAndMarkedAsync(engine);
            object[] said = [Merged(work), Erased(work, work.Ada)];
            foreach (var message in mergedFirst ? said : [.. said.Reverse()])
                foreach (var again in Enumerable.Range(0, 2))
                    await work.HearAsync(message);
            Assert.Equal(["Ada Acme no", "Ada Globex maybe"], await work.AllAsync<string>(Marks));
            Assert.Equal(["Ada Acme candidate 02 over", "Ada Acme candidate 02 waiting", "Ada Acme employer 03 offered", "Ada Globex candidate 04 left"], await work.AllAsync<string>(Waits));
            // What was offered is hers now.
            Assert.Contains(await work.AllAsync<string>("SELECT body FROM outbox_message WHERE kind LIKE '%TimesOffered'"), body => body.Contains($"{work.Ada}", StringComparison.Ordinal) && body.Contains("employer", StringComparison.Ordinal));
        }
    }

    [Theory, EachEngine]
    public async Task Erased_it_is_gone_also_when_the_kept_one_was_erased_first(Engine engine)
    {
        await using var work = await WaitedAndMarkedAsync(engine);
        await work.HearAsync(Erased(work, null));
        Assert.Equal(["Ada Acme want"], await work.AllAsync<string>(Marks));
        Assert.Equal(["Ada Acme candidate 05 waiting"], await work.AllAsync<string>(Waits));

        await using var other = await WaitedAndMarkedAsync(engine);
        await other.HearAsync(new CandidatesErased { EditionId = other.Edition, Candidates = [new() { Id = other.Ada, Version = 5, Code = "C1", ErasedAt = TestHouse.Start }] }, Merged(other), Erased(other, other.Ada));
        Assert.Empty(await other.AllAsync<string>(Marks));
        Assert.Empty(await other.AllAsync<string>(Waits));
    }

    [Theory, EachEngine]
    public async Task Nobody_is_offered_two_tables_at_one_time(Engine engine)
    {
        await using var work = await WaitedAndMarkedAsync(engine);
        await using (var tx = await work.House.Scheduling.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await tx.ExecuteAsync("""
                INSERT INTO waiting (id, version, edition_id, site_id, siret, candidate_id, asked_by, asked_at, status, table_id, starts_at, ends_at, expires_at, ended_at) VALUES
                  (@E, 2, @Edition, @Ronchin, @Globex, @Ada, 'candidate', @T010800, 'offered', @GlobexOne, @T110705, @T110715, @T100900, NULL)
                """, new { E = Guid.CreateVersion7(), work.Edition, work.Ronchin, SiteAtWork.Globex, work.Ada, work.GlobexOne, T010800 = Instant.FromUtc(2024, 4, 1, 8, 0), T100900 = Instant.FromUtc(2024, 4, 10, 9, 0), T110705 = Instant.FromUtc(2024, 4, 11, 7, 5), T110715 = Instant.FromUtc(2024, 4, 11, 7, 15) }, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await work.HearAsync(Merged(work));
        Assert.Equal(["Ada Acme candidate 02 over", "Ada Acme candidate 02 waiting", "Ada Acme employer 03 waiting", "Ada Globex candidate 01 offered", "Ada Globex candidate 04 left"], (await work.AllAsync<string>(Waits)).Order(StringComparer.Ordinal));
    }

    private static CandidatesMerged Merged(SiteAtWork work) => new() { EditionId = work.Edition, KeptId = work.Ada, GoneId = work.Grace, KeptVersion = 2, GoneVersion = 2 };

    private static CandidatesErased Erased(SiteAtWork work, Guid? kept) => new() { EditionId = work.Edition, Candidates = [new() { Id = work.Grace, Version = 2, Code = "C2", ErasedAt = TestHouse.Start, KeptId = kept }] };

    /// <summary>Acme wants Ada, and later says no to Grace; Globex marked Grace. Grace waits for Acme since the 2nd, Ada since the 5th; Acme waits for Grace and is offered a time; Grace waited for Globex.</summary>
    private static async Task<SiteAtWork> WaitedAndMarkedAsync(Engine engine)
    {
        var work = await SiteAtWork.StartAsync(engine);
        await using var tx = await work.House.Scheduling.BeginAsync(Actor.Command("test"), CancellationToken.None);
        var ids = new { work.Ada, work.Grace, SiteAtWork.Acme, SiteAtWork.Globex, work.Edition, work.Ronchin, work.AcmeOne, A = Guid.CreateVersion7(), B = Guid.CreateVersion7(), C = Guid.CreateVersion7(), D = Guid.CreateVersion7(), T010800 = Instant.FromUtc(2024, 4, 1, 8, 0), T020800 = Instant.FromUtc(2024, 4, 2, 8, 0), T030800 = Instant.FromUtc(2024, 4, 3, 8, 0), T040800 = Instant.FromUtc(2024, 4, 4, 8, 0), T050800 = Instant.FromUtc(2024, 4, 5, 8, 0), T100900 = Instant.FromUtc(2024, 4, 10, 9, 0), T110700 = Instant.FromUtc(2024, 4, 11, 7, 0), T110710 = Instant.FromUtc(2024, 4, 11, 7, 10) };
        await tx.ExecuteAsync("""
            INSERT INTO mark (siret, candidate_id, edition_id, opinion, marked_at) VALUES
              (@Acme, @Ada, @Edition, 'want', @T010800), (@Acme, @Grace, @Edition, 'no', @T020800), (@Globex, @Grace, @Edition, 'maybe', @T010800)
            """, ids, CancellationToken.None);
        await tx.ExecuteAsync("""
            INSERT INTO waiting (id, version, edition_id, site_id, siret, candidate_id, asked_by, asked_at, status, table_id, starts_at, ends_at, expires_at, ended_at) VALUES
              (@A, 1, @Edition, @Ronchin, @Acme, @Grace, 'candidate', @T020800, 'waiting', NULL, NULL, NULL, NULL, NULL),
              (@B, 1, @Edition, @Ronchin, @Acme, @Ada, 'candidate', @T050800, 'waiting', NULL, NULL, NULL, NULL, NULL),
              (@C, 2, @Edition, @Ronchin, @Acme, @Grace, 'employer', @T030800, 'offered', @AcmeOne, @T110700, @T110710, @T100900, NULL),
              (@D, 2, @Edition, @Ronchin, @Globex, @Grace, 'candidate', @T040800, 'left', NULL, NULL, NULL, NULL, @T050800)
            """, ids, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
        return work;
    }
}
