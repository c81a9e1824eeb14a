using System.Net;
using JobDating.Tests.Scheduling.Bookings;
using Xunit;

namespace JobDating.Tests.Scheduling.Planning;

/// <summary>
/// The coordinator's story: opens the plan's page; asks for a plan; sees what it would change and which wishes stay unmet; publishes; and when somebody was quicker, is told
/// and offered the next plan in one click.
/// </summary>
public sealed class PlanPagesTests
{
    private const string Page = "/scheduling/editions/2024/sites/ronchin/plan";

    [Fact]
    public async Task A_plan_is_asked_for_compared_and_published_on_its_page()
    {
        await using var work = await SiteAtWork.StartAsync(listen: true);
        using var reader = Reader(work);
        Assert.Contains("Faire le plan", await ReadAsync(reader, Page), StringComparison.Ordinal);

        var id = Guid.CreateVersion7();
        foreach (var again in Enumerable.Range(0, 2))
            Assert.Equal((HttpStatusCode.SeeOther, Page), await PostAsync(reader, Page, ("id", $"{id}"), ("seconds", "1"), ("keepMinutes", "30")));
        await MadeAsync(work, id);

        var draft = await ReadAsync(reader, Page);
        Assert.Contains("Publier 2 changements", draft, StringComparison.Ordinal);
        Assert.Contains("2 entretiens nouveaux", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv", draft, StringComparison.Ordinal);
        var changes = await ReadAsync(reader, $"{Page}/changes?act=added&search=ada");
        Assert.Contains("Ada Ada", changes, StringComparison.Ordinal);
        Assert.DoesNotContain("Grace", changes, StringComparison.Ordinal);
        Assert.StartsWith("act,candidate_code,", await ReadAsync(reader, $"{Page}/changes.csv"), StringComparison.Ordinal);
        Assert.Contains("Tous les souhaits sont exaucés.", await ReadAsync(reader, $"{Page}/unmet"), StringComparison.Ordinal);

        foreach (var again in Enumerable.Range(0, 2))
            Assert.Equal((HttpStatusCode.SeeOther, Page), await PostAsync(reader, $"{Page}/publish", ("id", $"{id}")));
        Assert.Contains("Publié", await ReadAsync(reader, Page), StringComparison.Ordinal);
        Assert.Equal(2, (await work.AllAsync<int>("SELECT COUNT(*) FROM interview WHERE booked_by = 'plan'"))[0]);
    }

    [Fact]
    public async Task When_somebody_was_quicker_the_page_says_so_and_offers_the_next_plan()
    {
        await using var work = await SiteAtWork.StartAsync(listen: true);
        using var reader = Reader(work);
        var id = Guid.CreateVersion7();
        await PostAsync(reader, Page, ("id", $"{id}"), ("seconds", "1"));
        await MadeAsync(work, id);
        await work.BookAsync(work.AcmeOne, work.Ada, SiteAtWork.At(9, 0));

        using var answer = await reader.PostAsync($"{Page}/publish", new FormUrlEncodedContent([new("id", $"{id}")]));
        var text = PageText.Plain(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Rien n’a été publié.", text, StringComparison.Ordinal);
        Assert.Contains("Refaire le plan à partir de l’état présent", text, StringComparison.Ordinal);
        Assert.Equal("Acme 1 Ada 07:00", await work.BookedAsync());
    }

    [Fact]
    public async Task What_was_mistyped_stands_at_its_field_and_an_unknown_site_is_not_found()
    {
        await using var work = await SiteAtWork.StartAsync(listen: true);
        using var reader = Reader(work);
        using var answer = await reader.PostAsync(Page, new FormUrlEncodedContent([new("seconds", "abc"), new("keepMinutes", "30")]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("value=\"abc\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var nowhere = await reader.GetAsync("/scheduling/editions/2024/sites/nowhere/plan");
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        using var unknown = await reader.PostAsync($"{Page}/publish", new FormUrlEncodedContent([new("id", $"{Guid.CreateVersion7()}")]));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static HttpClient Reader(SiteAtWork work)
    {
        var client = work.House.Client();
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        return client;
    }

    private static async Task<string> ReadAsync(HttpClient reader, string path) => PageText.Plain(WebUtility.HtmlDecode(await reader.GetStringAsync(path)));

    private static async Task<(HttpStatusCode, string?)> PostAsync(HttpClient reader, string path, params (string Name, string Value)[] fields)
    {
        using var answer = await reader.PostAsync(path, new FormUrlEncodedContent([.. fields.Select(field => new KeyValuePair<string, string>(field.Name, field.Value))]));
        return (answer.StatusCode, answer.Headers.Location?.ToString());
    }

    private static async Task MadeAsync(SiteAtWork work, Guid id)
    {
        foreach (var again in Enumerable.Range(0, 1000))
        {
            if ((await work.FindAsync(id)).Status == "draft")
                return;
            await Task.Delay(20);
        }
        Assert.Fail("The plan was not made within 20 seconds.");
    }
}
