using JobDating.Platform;
using JobDating.Registration.Candidates;
using JobDating.Registration.Duplicates;
using JobDating.Tests.AllInOne;
using Xunit;

namespace JobDating.Tests.Outcomes.Bilan.Frozen;

/// <summary>
/// The 2023 tour is frozen as of the end of November. 1. People are erased at random: neither the frozen bilan nor today's changes, and it says so. 2. Two entries are
/// merged: today's bilan counts one person less, the frozen one keeps its figures and says what changed.
/// </summary>
public sealed class FrozenForEverTests
{
    [Theory, EachEngine]
    public async Task Erasing_and_merging_people_never_changes_it(Engine engine)
    {
        using var demo = new WrittenDemo();
        await using var house = await TestHouse.StartAsync(engine, listen: true);
        await house.ImportAsync(demo.Folder);
        await house.SettleAsync();
        using var staff = new Staff(house);
        var frozen = (await staff.DoAsync("/outcomes/editions/2023/bilans/new", FrozenBilanTests.Form("Fin novembre 2023", "30/11/2023"))).Split('?')[0];
        var (body, csv) = (await BodyAsync(house), await staff.ReadAsync($"{frozen}.csv"));
        var today = Since(await staff.ReadAsync(frozen));
        Assert.Contains("Rien n’a changé", today);
        Assert.Matches(@"embauches de plus sont connues \(144 → 1[0-9]{2}\)", today);

        var dice = new Random(50);
        var people = (await house.Registration.QueryAsync<Guid>("SELECT id FROM candidate ORDER BY code", null, CancellationToken.None)).ToArray();
        dice.Shuffle(people);
        await using (var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            Assert.Equal(300, await EraseCandidates.ApplyAsync(tx, people[..300], CancellationToken.None));
            await tx.CommitAsync(CancellationToken.None);
        }
        await house.SettleAsync();
        Assert.Equal((body, csv, today), (await BodyAsync(house), await staff.ReadAsync($"{frozen}.csv"), Since(await staff.ReadAsync(frozen))));

        // Two who were received, of those still there.
        var received = await house.Registration.QueryAsync<SaveCandidates.Row>("SELECT c.id, c.version, c.edition_id, c.code, c.last_name, c.first_name, c.email, c.phone, c.consent_follow_up, c.consented_on FROM candidate c WHERE c.erased_at IS NULL AND EXISTS (SELECT 1 FROM registration r WHERE r.candidate_id = c.id AND r.received_at IS NOT NULL) ORDER BY c.code", null, CancellationToken.None);
        await using (var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await MergeCandidates.ApplyAsync(tx, received[0], received[1], new HashSet<string>(), CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await house.SettleAsync();
        var merged = Since(await staff.ReadAsync(frozen));
        Assert.Equal((body, csv), (await BodyAsync(house), await staff.ReadAsync($"{frozen}.csv")));
        Assert.Contains("<li>Reçus : 1 de moins (950 → 949).</li>", merged);
        Assert.DoesNotContain("Rien n’a changé", merged);
    }

    private static string Since(string page) => page[page.IndexOf("id=\"since\"", StringComparison.Ordinal)..page.IndexOf("sheet-essentials", StringComparison.Ordinal)];

    private static Task<string?> BodyAsync(TestHouse house) => house.Outcomes.QueryFirstOrDefaultAsync<string>("SELECT body FROM frozen_bilan", null, CancellationToken.None);
}
