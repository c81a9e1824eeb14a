using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using JobDating.Benchmarks.Day;
using JobDating.Tests.Registration.Accounts;
using Xunit;

namespace JobDating.Tests.Journeys.Several;

/// <summary>
/// 1. Two instances of each service work on the same databases, over a broker of three nodes, behind one gateway; an administrator's form comes from one instance, goes to another, and the
/// session holds at all.
/// 2. A site's day begins: desks, recruiters' phones, boards and a screen, some of them without network for a while, all at the gateway's address.
/// 3. In its middle a node of the broker is killed, then an instance of each service in turn, whichever; each comes back a little later. The operator is told of each meanwhile.
/// 4. Looked at from outside, every act of every device is there once, all services agree, no message is left or in error, and the bilan says what the devices noted.
/// Only in the long form.
/// </summary>
[Collection(Processes.Name)]
public sealed partial class KilledInTheDayTests(ITestOutputHelper output)
{
    private static readonly TimeSpan _away = TimeSpan.FromSeconds(6);
    private static readonly DaySize _size = new(Candidates: 160, Tables: 20, Desks: 4, Phones: 8, Boards: 2, Screens: 1, Seconds: 110);

    private readonly Random _dice = new();

    [Fact]
    public async Task Whichever_node_and_instances_are_killed_every_act_is_there_once()
    {
        Assert.SkipUnless(Journeys.Long, "With JOBDATING_LONG=1.");
        var data = Directory.CreateTempSubdirectory("jobdating-several-").FullName;
        try
        {
            await using var nodes = await ThreeNodes.StartAsync();
            await using var two = await TwoOfEach.StartAsync(data, nodes);
            using var ada = await AdministratorAsync(two);
            await EveryInstanceKnowsAsync(ada, two);
            var site = await DaySite.MakeAsync(data, _size, async archive =>
            {
                using var zip = new MemoryStream();
                await ZipFile.CreateFromDirectoryAsync(archive, zip);
                Assert.Contains("\"status\":\"done\"", await two.ImportAsync(zip.ToArray()));
            });

            var day = DayRun.LiveAsync(two.Gateway, site, _size, _dice.Next(), () => two.Worked, CancellationToken.None);
            await TroubleAsync(nodes, two);
            var result = await day;

            Assert.Empty(result.Wrong);
            await Journeys.UntilAsync("no message is left", async () => (await nodes.LeftAsync()).Count == 0, 30);
            var bilan = await two.BilanAsync("day");
            Assert.Equal(result.Noted, new DayRun.Figures(bilan.GetProperty("received").GetInt32(), bilan.GetProperty("interviewsHeld").GetInt32(), bilan.GetProperty("conclusive").GetInt32()));
            await EveryInstanceKnowsAsync(ada, two);
            Tell(result);

            two.Stop();
            var (exit, _, differs) = await Shell.RunAsync("dotnet", [Shell.Program("AllInOne"), "recount", "day", "--data", data]);
            Assert.True(exit == 0, differs);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>One thing at a time, whichever it is, and back again before the next.</summary>
    private async Task TroubleAsync(ThreeNodes nodes, TwoOfEach two)
    {
        await Task.Delay(_away);
        var node = _dice.Next(ThreeNodes.Count);
        await nodes.KillAsync(node);
        Say($"node {node + 1} of the broker killed");
        await Journeys.UntilAsync("the operator is told which node is away", async () =>
            (await two.DependenciesAsync("Scheduling", 0)).Contains($"Nodes of the message broker (RabbitMQ) do not answer: 127.0.0.1:{nodes.Addresses[node].Port}", StringComparison.Ordinal));
        await Task.Delay(_away);
        await nodes.StartAsync(node);
        Say($"it is back");
        foreach (var service in ThreeServices.Names)
        {
            var at = _dice.Next(2);
            two.Kill(service, at);
            Say($"{service} {at + 1} killed");
            await Journeys.UntilAsync("the gateway says so", async () => await two.ReadyAsync(service) == 1);
            await Task.Delay(_away);
            await two.BeginAsync((service, at));
            await Journeys.UntilAsync("the gateway has it back", async () => await two.ReadyAsync(service) == 2);
            Say($"it is back");
        }
    }

    /// <summary>The page from one instance, its form to the other.</summary>
    private static async Task<Browser> AdministratorAsync(TwoOfEach two)
    {
        var link = Link().Match(two.LogOf("Registration", 0)) is { Success: true } printed ? printed.Value : throw new InvalidOperationException(two.LogOf("Registration", 0));
        var ada = new Browser(two.AddressOf("Registration", 1));
        var page = await (await ada.GetAsync($"{two.AddressOf("Registration", 0)}{link[1..]}")).Content.ReadAsStringAsync();
        using var answer = await ada.SendPageAsync(page, link, null, ("name", "Ada"), ("email", Staff.Ada), ("password", Staff.Password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return ada;
    }

    private static async Task EveryInstanceKnowsAsync(Browser ada, TwoOfEach two)
    {
        foreach (var service in ThreeServices.Names)
            for (var at = 0; at < 2; at++)
                using (var answer = await ada.GetAsync($"{two.AddressOf(service, at)}{service.ToLowerInvariant()}/operations"))
                    Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private void Tell(DayRun.Result result)
    {
        Say($"{result.DeskActs} acts at desks, {result.PhoneActs} on phones, {result.HallActs} in the hall in {result.Took.TotalSeconds:F0} s; {result.Record.Took.Values.Sum(took => took.Count)} requests; {result.Noted}; processors {result.Worked.TotalSeconds:F0} s");
        Say($"standstills: {result.Record.Standstills.Count}, the longest {result.Record.Standstills.Select(still => still.Length.TotalSeconds).DefaultIfEmpty().Max():F2} s");
        foreach (var still in result.Record.Standstills.OrderByDescending(still => still.Length).Take(10))
            Say($"  {still.Kind}: {still.Length.TotalSeconds:F2} s, {still.Why}");
        foreach (var (kind, took) in result.Record.Took.OrderBy(kind => kind.Key, StringComparer.Ordinal))
            Say($"  {kind}: {took.Count}, p50 {took.Order().ElementAt(took.Count / 2):F0} ms, slowest {took.Max():F0} ms");
    }

    private void Say(FormattableString sentence) => output.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {sentence.ToString(CultureInfo.InvariantCulture)}");

    [GeneratedRegex("/registration/first/[A-Za-z0-9_-]+")]
    private static partial Regex Link();
}
