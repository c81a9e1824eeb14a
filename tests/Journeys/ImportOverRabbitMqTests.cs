using System.Net;
using System.Text;
using JobDating.Contracts.Registration;
using RabbitMQ.Client;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// 1. A coordinator's program sends the tour's archive to Registration, which runs alone with its database, as the two others do.
/// 2. Registration checks and writes it, and says everything over RabbitMQ; Scheduling takes the interviews, Outcomes the answers.
/// 3. The answer comes when all three have everything, and the bilan is the one that a single process makes.
/// </summary>
[Collection(Journeys.Name)]
public sealed class ImportOverRabbitMqTests(Broker broker)
{
    [Fact]
    public async Task Three_processes_make_the_same_bilan_as_one()
    {
        await using var three = await ThreeServices.StartAsync(broker);
        var (status, import) = await three.PostAsync(DemoZip.Of());
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("done", import.GetProperty("status").GetString());
        Assert.Equal(await DemoZip.BilanAsync(), await three.BilanAsync());
        await three.NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_hostile_archive_is_refused_with_its_findings_and_nothing_is_written()
    {
        await using var three = await ThreeServices.StartAsync(broker);
        var (status, import) = await three.PostAsync(DemoZip.Of("2023", ("press.csv", "published_on,outlet,title\n2023-02-30,La Voix,Le tour\n")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("refused", import.GetProperty("status").GetString());
        var finding = Assert.Single(import.GetProperty("findings").EnumerateArray());
        Assert.Equal(("press.csv", 2, "published_on", "2023-02-30"), (finding.GetProperty("fileName").GetString(), finding.GetProperty("line").GetInt32(),
            finding.GetProperty("column").GetString(), finding.GetProperty("value").GetString()));
        Assert.Equal(0, await three.CountAsync("Registration", "edition"));
        Assert.Equal(0, await three.CountAsync("Registration", "outbox_message"));
        Assert.Equal(HttpStatusCode.NotFound, await three.BilanStatusAsync("2023"));
    }

    [Fact]
    public async Task A_service_that_starts_for_the_first_time_after_the_import_gets_everything()
    {
        await using var three = await ThreeServices.StartAsync(broker, "Registration");
        var answer = three.PostAsync(DemoZip.Of());
        await Journeys.UntilAsync("Registration has said everything", async () => await three.ImportStatusAsync() == "written" && await three.CountAsync("Registration", "outbox_delivery") == 0);
        await three.BeginAsync("Scheduling", "Outcomes");
        await three.DoneAsync();
        Assert.Equal("done", (await answer).Import.GetProperty("status").GetString());
        Assert.Equal(await DemoZip.BilanAsync(), await three.BilanAsync());
        await three.NothingIsLeftAsync();
    }

    [Fact]
    public async Task Two_instances_of_a_service_share_the_work_and_double_nothing()
    {
        // Both instances of each start at the same moment on no database at all: who comes second waits for the first one's migrations.
        await using var services = await ThreeServices.StartAsync(broker, "Registration", "Registration", "Scheduling", "Outcomes", "Outcomes");
        await using var connection = await broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        Type[] heard = [typeof(CandidatesSaved), typeof(RegistrationsRecorded), typeof(InterviewsHandedOver)];
        await channel.QueueDeclareAsync("listener", exclusive: true);
        foreach (var message in heard)
        {
            var exchange = $"{message.Namespace}:{message.Name}";
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
            await channel.QueueBindAsync("listener", exchange, "");
        }

        await services.PostAsync(DemoZip.Of());
        await services.DoneAsync();

        Assert.Equal(await DemoZip.BilanAsync(), await services.BilanAsync());
        await services.NothingIsLeftAsync();
        var ids = new List<string?>();
        while (await channel.BasicGetAsync("listener", autoAck: true) is { } got)
            ids.Add(Encoding.UTF8.GetString(got.Body.Span).Contains("messageId", StringComparison.Ordinal) ? got.BasicProperties.MessageId : null);
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(1, await services.CountAsync("Outcomes", "edition"));
        Assert.Equal(1, await services.CountAsync("Registration", "edition_import"));
    }
}
