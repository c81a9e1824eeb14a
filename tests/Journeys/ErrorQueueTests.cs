using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Tests.Registration.Accounts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// 1. A table of Outcomes is unusable while an edition comes in, so one of its consumers fails again and again.
/// 2. Its message is put aside with its error, and everything else of the edition goes through.
/// 3. The table is repaired, an administrator asks for another try, and the edition is complete.
/// </summary>
[Collection(Journeys.Name)]
public sealed partial class ErrorQueueTests(Broker broker)
{
    private const string Page = "/outcomes/messages-in-error";
    private static readonly string _queue = Messages.Queue("outcomes", typeof(PressArticlesSaved));

    [Fact]
    public async Task A_message_whose_consumer_keeps_failing_is_put_aside_and_can_be_tried_again()
    {
        await using var house = await TestHouse.StartAsync(listen: true, change: OverRabbitMq);
        using var http = house.Client();
        try
        {
            await ChangeAsync(house, "ALTER TABLE press_article RENAME TO broken");
            var answer = http.PostAsync("/registration/api/editions/import", new ByteArrayContent(DemoZip.Of()));
            await Journeys.UntilAsync("the message is in error", async () => await broker.CountAsync($"{_queue}_error") == 1);

            var failure = Assert.Single(await ErrorsAsync(http));
            Assert.Equal((_queue, typeof(PressArticlesSaved).FullName, 5), (failure.GetProperty("destination").GetString(), failure.GetProperty("kind").GetString(), failure.GetProperty("attempts").GetInt32()));
            Assert.Contains("press_article", failure.GetProperty("error").GetString());
            Assert.NotEqual(Guid.Empty, failure.GetProperty("messageId").GetGuid());
            // Looking takes nothing away, and another service's page does not show what is not its own.
            Assert.Single(await ErrorsAsync(http));
            Assert.Empty(await ErrorsAsync(http, "scheduling"));

            // Everything but the press articles is in: the others were not held up.
            await ChangeAsync(house, "ALTER TABLE broken RENAME TO press_article");
            var expected = (await DemoZip.BilanAsync()).Replace("\"pressArticles\":30", "\"pressArticles\":0", StringComparison.Ordinal);
            await Journeys.UntilAsync("the rest is in", async () => await BilanAsync(http) == expected);
            Assert.False(answer.IsCompleted);

            Assert.Equal(1, await RetryAsync(http));
            Assert.Contains("\"status\":\"done\"", await (await answer).Content.ReadAsStringAsync());
            Assert.Equal(await DemoZip.BilanAsync(), await BilanAsync(http));
            Assert.Empty(await ErrorsAsync(http));
            Assert.Equal(0, await RetryAsync(http));
        }
        finally
        {
            await house.App.StopAsync();
            await broker.EmptyAsync();
        }
    }

    [Fact]
    public async Task Bytes_that_are_no_message_are_put_aside_and_hold_up_nobody()
    {
        await using var house = await TestHouse.StartAsync(listen: true, change: OverRabbitMq);
        using var http = house.Client();
        try
        {
            await using var connection = await broker.ConnectAsync();
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
            await Journeys.UntilAsync("the queue is there", async () => await broker.CountAsync(_queue) is not null);
            string[] poison = ["", "not a message", "{\"messageType\":[]}", "{\"message\":{\"articles\":17},\"messageType\":[\"urn:message:JobDating.Contracts.Registration:PressArticlesSaved\"]}"];
            foreach (var bytes in poison)
                await PublishAsync(channel, new BasicProperties { ContentType = "application/vnd.masstransit+json" }, bytes);
            await PublishAsync(channel, new BasicProperties(), "of no kind");

            Assert.Contains("\"status\":\"done\"", await (await http.PostAsync("/registration/api/editions/import", new ByteArrayContent(DemoZip.Of()))).Content.ReadAsStringAsync());
            Assert.Equal(await DemoZip.BilanAsync(), await BilanAsync(http));
            await Journeys.UntilAsync("all are in error", async () => (await ErrorsAsync(http)).Count == poison.Length + 1);
            Assert.All(await ErrorsAsync(http), failure => Assert.NotEqual("", failure.GetProperty("error").GetString()));
        }
        finally
        {
            await house.App.StopAsync();
            await broker.EmptyAsync();
        }
    }

    [Fact]
    public async Task An_administrator_tries_one_message_again_and_gives_another_up()
    {
        await using var house = await TestHouse.StartAsync(listen: true, change: OverRabbitMq);
        using var http = house.Client();
        try
        {
            await house.AccountAsync(Staff.Ada, Role.Administrator);
            using var ada = await house.SignedInAsync(Staff.Ada);
            await Journeys.UntilAsync("the queue is there", async () => await broker.CountAsync(_queue) is not null);
            await ChangeAsync(house, "ALTER TABLE press_article RENAME TO broken");
            await SayAsync(house);
            await SayAsync(house);
            await Journeys.UntilAsync("both are in error", async () => await broker.CountAsync($"{_queue}_error") == 2);
            await ChangeAsync(house, "ALTER TABLE broken RENAME TO press_article");

            // Either one: which of the two failed first is not ours to say.
            var (dropMark, keepMark) = await MarksAsync(ada) is [var one, var other] ? (one, other) : default;
            var ask = $"{Page}/discard?queue={_queue}&mark={dropMark}";
            Assert.Contains("will never be known", await ada.ReadAsync(ask));
            Assert.Equal(2, (await MarksAsync(ada)).Count);
            Assert.Equal(Page, (await ada.SendAsync(ask, $"{Page}/discard")).Headers.Location!.ToString());
            Assert.Contains("gone=1", (await ada.GetAsync(ask)).Headers.Location!.ToString());
            Assert.Equal([keepMark], await MarksAsync(ada));

            var html = await (await ada.GetAsync(Page)).Content.ReadAsStringAsync();
            Assert.Equal($"{Page}?retried=1", (await ada.SendPageAsync(html, Page, $"{Page}/retry", ("queue", _queue), ("mark", keepMark))).Headers.Location!.ToString());
            await Journeys.UntilAsync("it has been taken in", async () => await house.Outcomes.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM press_article", null, CancellationToken.None) == 1);
            Assert.Empty(await MarksAsync(ada));
            // The same button again, in a page that lay open.
            Assert.Equal($"{Page}?gone=1", (await ada.SendPageAsync(html, Page, $"{Page}/retry", ("queue", _queue), ("mark", keepMark))).Headers.Location!.ToString());
            Assert.Equal(["message discarded", "message retried"], await house.Outcomes.QueryAsync<string>("SELECT act FROM audit WHERE subject = 'message' ORDER BY happened_at, id", null, CancellationToken.None));
        }
        finally
        {
            await house.App.StopAsync();
            await broker.EmptyAsync();
        }
    }

    [Fact]
    public async Task While_the_broker_is_away_the_list_of_errors_says_so()
    {
        var away = new Uri("amqp://jobdating:jobdating@127.0.0.1:1/");
        await using var house = await TestHouse.StartAsync(listen: true, change: settings => settings with { RabbitMq = away });
        using var http = house.Client();
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var answer = await http.GetAsync("/outcomes/api/messages-in-error");
        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("broker does not answer", await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The marks of the messages on the page, in its order.</summary>
    private static async Task<IReadOnlyList<string>> MarksAsync(Browser ada) => [.. MarkedButton().Matches(await ada.ReadAsync(Page)).Select(mark => mark.Groups[1].Value)];

    private static async Task SayAsync(TestHouse house)
    {
        await using var tx = await house.Registration.BeginAsync(Actor.Command("test"), CancellationToken.None);
        await tx.PublishAsync(new PressArticlesSaved
        {
            EditionId = Guid.CreateVersion7(),
            Articles = [new() { Id = Guid.CreateVersion7(), Version = 1, PublishedOn = new NodaTime.LocalDate(2023, 3, 14), Outlet = "La Voix du Nord", Title = "Job dating" }],
        }, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    [GeneratedRegex("name=\"mark\" value=\"([0-9a-f]{32})\"")]
    private static partial Regex MarkedButton();

    /// <summary>Until the broker has confirmed it: a quorum queue that has just been declared refuses, or loses, what comes too early.</summary>
    private static Task PublishAsync(IChannel channel, BasicProperties properties, string bytes) =>
        Journeys.UntilAsync($"\"{bytes}\" is confirmed", async () =>
        {
            try
            {
                await channel.BasicPublishAsync("", _queue, true, properties, Encoding.UTF8.GetBytes(bytes));
                return true;
            }
            catch (PublishException)
            {
                return false;
            }
        });

    private static async Task ChangeAsync(TestHouse house, string sql)
    {
        await using var tx = await house.Outcomes.BeginAsync(Actor.Command("test"), CancellationToken.None);
        await tx.ExecuteAsync(sql, null, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    private static Task<string> BilanAsync(HttpClient http) => http.GetStringAsync(DemoZip.BilanPath("2023"));

    private static async Task<IReadOnlyList<JsonElement>> ErrorsAsync(HttpClient http, string service = "outcomes") =>
        [.. JsonDocument.Parse(await http.GetStringAsync($"/{service}/api/messages-in-error")).RootElement.EnumerateArray()];

    private static async Task<int> RetryAsync(HttpClient http)
    {
        var answer = await http.PostAsync("/outcomes/api/messages-in-error/retry", null);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("retried").GetInt32();
    }

    private Settings OverRabbitMq(Settings settings) => settings with { RabbitMq = broker.Address };
}
