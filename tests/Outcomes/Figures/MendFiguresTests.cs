using System.Net;
using JobDating.Outcomes.Figures;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Tests.AllInOne;
using JobDating.Tests.Registration.Accounts;
using Xunit;

namespace JobDating.Tests.Outcomes.Figures;

/// <summary>
/// 1. Somebody has changed the figures' tables by hand: some are gone, some are too large, and what a few people are noted to have added is too.
/// 2. An administrator counts again and reads what differs.
/// 3. They mend it: the bilan is what it was, and the next facts are counted rightly.
/// </summary>
public sealed class MendFiguresTests
{
    private const string Page = "/outcomes/recount";

    [Fact]
    public async Task Figures_that_differ_from_the_facts_are_said_and_mended()
    {
        using var demo = new WrittenDemo();
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.ImportAsync(demo.Folder);
        await house.SettleAsync();
        var before = (await house.BilanAsync("2023")).Total;
        await house.AccountAsync(Staff.Ada, Role.Administrator);
        using var ada = await house.SignedInAsync(Staff.Ada);
        Assert.Contains($"href=\"{Page}\"", await ada.ReadAsync("/outcomes/operations"));
        Assert.Contains("the figures are what the facts say", await ada.ReadAsync($"{Page}?edition=2023"));
        Assert.Equal(HttpStatusCode.NotFound, (await ada.GetAsync($"{Page}?edition=1999")).StatusCode);

        await using (var tx = await house.Outcomes.BeginAsync(Actor.Command("by hand"), CancellationToken.None))
        {
            foreach (var sql in (string[])["DELETE FROM figure_day WHERE figure = 'Hires'", "UPDATE figure_day SET amount = amount + 1 WHERE figure = 'Received'", "DELETE FROM group_day", "UPDATE person SET figures = '' WHERE code LIKE '%1'"])
                await tx.ExecuteAsync(sql, null, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        Assert.NotEqual(before, (await house.BilanAsync("2023")).Total);
        var page = await ada.ReadAsync($"{Page}?edition=2023");
        Assert.Contains("by the facts", page);
        Assert.Contains("differences from the facts", page);

        using var mended = await ada.SendAsync($"{Page}?edition=2023", Page);
        Assert.Equal(HttpStatusCode.SeeOther, mended.StatusCode);
        Assert.Contains("the figures are what the facts say", await ada.ReadAsync(mended.Headers.Location!.ToString()));
        Assert.Equal(before, (await house.BilanAsync("2023")).Total);
        Assert.Single(await house.Outcomes.QueryAsync<string>("SELECT actor FROM audit WHERE act = 'figures mended'", null, CancellationToken.None));

        // Counted once more, person by person, nothing changes: what each has added is noted rightly again.
        await CountAgain.EverybodyAsync(house.Outcomes, await house.Outcomes.QueryFirstOrDefaultAsync<Guid>("SELECT id FROM edition", null, CancellationToken.None), Actor.Command("test"), CancellationToken.None);
        Assert.Equal([], (await Recount.CompareAsync(house.Outcomes, "2023", CancellationToken.None))!);
    }
}
