using JobDating.Outcomes.Figures;
using JobDating.Platform;
using JobDating.Tests.AllInOne;
using Xunit;

namespace JobDating.Tests.Outcomes.Figures;

/// <summary>An installation that was filled before groups were counted: its people's steps, and the figures' tables, lack them.</summary>
public sealed class CountAgainTests
{
    [Theory, EachEngine]
    public async Task What_an_older_program_did_not_count_is_counted_after_the_upgrade(Engine engine)
    {
        using var demo = new WrittenDemo();
        await using var house = await TestHouse.StartAsync(engine);
        await house.ImportAsync(demo.Folder);
        await house.SettleAsync();
        await using (var tx = await house.Outcomes.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            foreach (var sql in (string[])["DELETE FROM group_day", "DELETE FROM figure_day WHERE figure IN ('Known', 'HiresDurable')", "UPDATE edition SET counting = 1"])
                await tx.ExecuteAsync(sql, null, CancellationToken.None);
            // What stood in people's rows then: the steps of the edition and its sites, without the new figures.
            foreach (var person in await tx.QueryAsync<(Guid Id, string Figures)>("SELECT id, figures FROM person", null, CancellationToken.None))
            {
                List<Step> older = [.. Steps.Read(person.Figures).Where(step => step.Group.Kind is GroupKind.Edition or GroupKind.Site && step.Figure is not (Figure.Known or Figure.HiresDurable))];
                await tx.ExecuteAsync("UPDATE person SET figures = @Figures WHERE id = @Id", new { Figures = Steps.Write(older), person.Id }, CancellationToken.None);
            }
            await tx.CommitAsync(CancellationToken.None);
        }
        Assert.NotEmpty((await Recount.CompareAsync(house.Outcomes, "2023", CancellationToken.None))!);

        await CountAgain.RunAsync(house.Outcomes, CancellationToken.None);
        await CountAgain.RunAsync(house.Outcomes, CancellationToken.None);

        Assert.Equal([], (await Recount.CompareAsync(house.Outcomes, "2023", CancellationToken.None))!);
        Assert.True((await house.BilanAsync("2023")).Total.Deep.HiresDurable > 0);
    }
}
