using System.Net;
using System.Net.Http.Json;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform.Operations;

/// <summary>A disk without room, as SQLite sees it: a file that may not grow. What was confirmed is kept, what waits goes on when there is room.</summary>
public sealed class FullDiskTests
{
    private const int Messages = 20;
    private const int Articles = 40;

    [Fact]
    public async Task What_the_others_say_waits_until_there_is_room_and_the_operator_reads_why()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        await house.Outcomes.WriteAsync("PRAGMA max_page_count = 1");
        for (var message = 0; message < Messages; message++)
            await house.SayArticlesAsync(Articles);
        await Troubled.UntilAsync("the operator is told", async () => (await house.ToldAsync("outcomes")).Any(told => told.StartsWith("The disk is full: nothing more is saved", StringComparison.Ordinal)));
        // However often it is tried: no attempt is held against a message.
        await Troubled.UntilAsync("it was tried more often than any other failure may be", async () =>
        {
            house.Clock.Advance(Duration.FromSeconds(2));
            return await house.Registration.QueryFirstOrDefaultAsync<int>("SELECT MAX(attempts) FROM outbox_delivery", null, CancellationToken.None) >= 8;
        });
        Assert.True(await house.ArticlesAsync() < Messages * Articles);
        Assert.Equal(0, (await house.ConditionAsync("registration")).InError);
        using (var program = house.Client())
        {
            Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/health/ready")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/outcomes/operations")).StatusCode);
        }

        await house.Outcomes.WriteAsync("PRAGMA max_page_count = 1000000");
        house.Clock.Advance(Duration.FromMinutes(5));
        await house.SettleAsync();
        Assert.Equal(Messages * Articles, await house.ArticlesAsync());
        Assert.DoesNotContain(await house.ToldAsync("outcomes"), told => told.Contains("disk is full", StringComparison.Ordinal));
        Assert.Equal(0, (await house.ConditionAsync("registration")).InError);
    }

    [Fact]
    public async Task Who_saves_is_told_that_it_was_not_and_what_was_confirmed_is_there()
    {
        await using var house = await TestHouse.StartAsync(listen: true);
        using var program = house.Client();
        program.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        await house.Registration.WriteAsync("PRAGMA max_page_count = 1");
        var confirmed = new List<string>();
        HttpStatusCode? refused = null;
        for (var number = 0; refused is null && number < 500; number++)
        {
            using var answer = await SaveAsync($"t{number}");
            if (answer.IsSuccessStatusCode)
                confirmed.Add($"t{number}");
            else
            {
                refused = answer.StatusCode;
                Assert.Contains("Nothing can be saved at the moment", await answer.Content.ReadAsStringAsync());
            }
        }
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused);
        Assert.Equal(confirmed.Order(StringComparer.Ordinal), await CodesAsync());

        await house.Registration.WriteAsync("PRAGMA max_page_count = 1000000");
        using var again = await SaveAsync("later");
        Assert.True(again.IsSuccessStatusCode);
        Assert.Contains("later", await CodesAsync());
        house.Clock.Advance(Duration.FromMinutes(5));
        await house.SettleAsync();
        Assert.Equal(await CodesAsync(), await house.Outcomes.QueryAsync<string>("SELECT code FROM edition ORDER BY code", null, CancellationToken.None));

        Task<HttpResponseMessage> SaveAsync(string code) => program.PostAsJsonAsync("/registration/api/editions", new { id = Guid.CreateVersion7(), name = new string('x', 100), code, timeZone = "Europe/Paris" });

        Task<IReadOnlyList<string>> CodesAsync() => house.Registration.QueryAsync<string>("SELECT code FROM edition ORDER BY code", null, CancellationToken.None);
    }
}
