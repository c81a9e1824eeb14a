using JobDating.Contracts.Registration;
using JobDating.Platform;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Platform.Operations;

/// <summary>What the tests of faults do to a house, and how they look at it.</summary>
internal static class Troubled
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    public static Watch Watch(this TestHouse house) => house.App.Services.GetRequiredService<Watch>();

    /// <summary>Also what is kept for a while, the jobs and the broker.</summary>
    public static async Task<Condition> ConditionAsync(this TestHouse house, string service) => (await house.Watch().LookAtAllAsync(Ct)).First(seen => seen.Service == service);

    /// <summary>What the operator of that service is told, in English.</summary>
    public static async Task<IReadOnlyList<string>> ToldAsync(this TestHouse house, string service)
    {
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("en");
        return [.. house.Watch().ConcernsOf(await house.ConditionAsync(service)).Select(concern => concern.Sentence)];
    }

    public static async Task WriteAsync(this Database database, string sql)
    {
        await using var tx = await database.BeginAsync(TryoutDatabase.Ada, Ct);
        await tx.ExecuteAsync(sql, null, Ct);
        await tx.CommitAsync(Ct);
    }

    /// <summary>Registration says this many articles in one message, which Outcomes writes down.</summary>
    public static async Task SayArticlesAsync(this TestHouse house, int articles)
    {
        await using var tx = await house.Registration.BeginAsync(TryoutDatabase.Ada, Ct);
        await tx.PublishAsync(new PressArticlesSaved
        {
            EditionId = Guid.CreateVersion7(),
            Articles = [.. Enumerable.Range(0, articles).Select(_ => new PressArticlesSaved.Article { Id = Guid.CreateVersion7(), Version = 1, PublishedOn = new LocalDate(2023, 3, 14), Outlet = "La Voix du Nord", Title = new string('x', 1000) })],
        }, Ct);
        await tx.CommitAsync(Ct);
    }

    public static Task<int> ArticlesAsync(this TestHouse house) => house.Outcomes.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM press_article", null, Ct);

    public static async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        for (var look = 0; look < 400; look++)
        {
            if (await holds())
                return;
            await Task.Delay(50);
        }
        Assert.Fail($"Still waiting: {what}.");
    }
}
