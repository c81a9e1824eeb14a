using System.CommandLine;
using JobDating.Benchmarks;
using JobDating.Benchmarks.B2b;
using JobDating.Benchmarks.Booking;
using JobDating.Benchmarks.Broker;
using JobDating.Benchmarks.Contention;
using JobDating.Benchmarks.Day;
using JobDating.Benchmarks.Figures;
using JobDating.Benchmarks.Importing;
using JobDating.Benchmarks.Opening;
using JobDating.Benchmarks.Pages;
using JobDating.Benchmarks.Queries;
using JobDating.Benchmarks.Raw;
using JobDating.Benchmarks.Starting;
using JobDating.Benchmarks.Waves;

var seconds = new Option<double>("--seconds") { Description = "How long to go on with each file.", DefaultValueFactory = _ => 60 };
var threads = new Option<int>("--threads") { Description = "How many threads to use.", DefaultValueFactory = _ => Environment.ProcessorCount };
var seed = new Option<int>("--seed") { Description = "Where the dice begin.", DefaultValueFactory = _ => 1 };
var folder = new Argument<DirectoryInfo>("folder") { Description = "A folder of instances (*.dzn)." };
var isShort = new Option<bool>("--short") { Description = "A few seconds: that it runs, not how fast the program is." };
var json = new Option<FileInfo?>("--json") { Description = "Where to write the figures as JSON; without it a file among the temporary ones, named in the end." };

var b2b = new Command("b2b", "The timing alone, on business-to-business meeting instances.") { folder, seconds, threads, seed };
b2b.SetAction((line, ct) => B2bBenchmark.RunAsync(line.GetValue(folder)!, line.GetValue(seconds), line.GetValue(threads), line.GetValue(seed), Console.Out, ct));

var plan = new Command("plan", "The plan of generated sites.") { seconds, threads, seed };
plan.SetAction((line, ct) => Task.Run(() => Plan.Run(line.GetValue(seconds), line.GetValue(threads), line.GetValue(seed), Console.Out, ct), ct));

var requests = new Option<int>("--requests") { Description = "How many at once.", DefaultValueFactory = _ => 1_000 };
var contention = new Command("contention", "Everybody at once for the same times, at two instances on one database.") { requests };
contention.SetAction(async (line, ct) =>
{
    Console.WriteLine(Rush.Head);
    foreach (var atWork in (bool[])[false, true])
        foreach (var run in (Func<int, bool, CancellationToken, Task<Rush.Result>>[])[Rush.OneTableAsync, Rush.OneCandidateAsync, Rush.MixedAsync])
            Console.WriteLine((await run(line.GetValue(requests), atWork, ct)).Line);
});

var length = new Option<double>("--seconds") { Description = "How long the day is.", DefaultValueFactory = _ => DaySize.Whole.Seconds };
var day = new Command("day", "The day of a site with 40 devices, shortened: nothing lost, nothing twice, and how soon the others see it.") { length, seed };
day.SetAction(async (line, ct) =>
{
    var size = DaySize.Whole with { Seconds = line.GetValue(length) };
    await DayRun.WriteAsync(await DayRun.RunAsync(size, line.GetValue(seed), ct), size, Console.Out);
});

var candidates = new Option<int[]>("--candidates") { Description = "How many candidates the archives have.", AllowMultipleArgumentsPerToken = true };
var rate = new Option<double?>("--rate") { Description = "How many results a second; without it 500." };
var sizes = new Option<int[]>("--interviews") { Description = "Among how many interviews: multiples of 2,000.", AllowMultipleArgumentsPerToken = true };
List<Command> measured =
[
    Measured("booking", "Bookings of free times, beside the least server that books durably.", (report, _, ct) => BookFreeSlots.RunAsync(report, ct)),
    Measured("rush", "Booking opens: everybody clicks.", (report, _, ct) => ClickAtOpening.RunAsync(report, ct)),
    Measured("lag", "A result noted in Scheduling, until Outcomes' bilan has it: three processes over RabbitMQ.", (report, line, ct) => SeeResults.RunAsync(report, line.GetValue(rate), ct), rate),
    Measured("pipeline", "Messages, from the outbox to what they change, over RabbitMQ.", (report, _, ct) => DrainOutbox.RunAsync(report, ct)),
    Measured("bilan", "The bilan and the pages of conversion of one edition, among few interviews and among many, while facts arrive.", (report, line, ct) => ReadFigures.RunAsync(report, line.GetValue(sizes), ct), sizes),
    Measured("import", "An archive, from the command to the last figure.", (report, line, ct) => TakeArchive.RunAsync(report, line.GetValue(candidates), ct), candidates),
    Measured("wave", "Invitations of a wave, made and queued.", (report, _, ct) => MakeInvitations.RunAsync(report, ct)),
    Measured("pages", "The ten pages that people open most.", (report, _, ct) => OpenPages.RunAsync(report, ct)),
    Measured("data", "The five queries that are asked most, beside ADO.NET by hand.", (report, _, ct) => AskQueries.RunAsync(report, ct)),
    Measured("start", "From the process's begin to its first page, and the memory that it holds.", (report, _, ct) => StartProgram.RunAsync(report, ct)),
];

var all = new Command("short", "Each bench that has a short run, one after the other.");
all.SetAction(ShortRuns.RunAsync);

var data = new Argument<string>("data");
var rawServer = new Command("raw-server") { data };
rawServer.SetAction((line, ct) => RawServer.RunAsync(line.GetValue(data)!, ct));
var houseWithHello = new Command("house-with-hello") { data };
houseWithHello.SetAction((line, ct) => HouseWithHello.RunAsync(line.GetValue(data)!, ct));
var houseWithFacts = new Command("house-with-facts") { data };
houseWithFacts.SetAction((line, ct) => HouseWithFacts.RunAsync(line.GetValue(data)!, ct));
foreach (var own in (Command[])[rawServer, houseWithHello, houseWithFacts])
    own.Hidden = true;

var root = new RootCommand("What JobDating can do, measured.") { b2b, plan, contention, day, all, rawServer, houseWithHello, houseWithFacts };
measured.ForEach(root.Add);
return await root.Parse(args).InvokeAsync();

Command Measured(string name, string description, Func<Report, ParseResult, CancellationToken, Task> runAsync, params Option[] more)
{
    var command = new Command(name, description) { isShort, json };
    foreach (var option in more)
        command.Add(option);
    command.SetAction(async (line, ct) =>
    {
        var report = new Report(name, line.GetValue(isShort));
        await runAsync(report, line, ct);
        await report.WriteAsync(Console.Out, line.GetValue(json));
    });
    return command;
}
