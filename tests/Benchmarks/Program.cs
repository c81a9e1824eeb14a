using System.CommandLine;
using JobDating.Benchmarks;
using JobDating.Benchmarks.B2b;
using JobDating.Benchmarks.Contention;
using JobDating.Benchmarks.Day;
using JobDating.Benchmarks.Figures;

var seconds = new Option<double>("--seconds") { Description = "How long to go on with each file.", DefaultValueFactory = _ => 60 };
var threads = new Option<int>("--threads") { Description = "How many threads to use.", DefaultValueFactory = _ => Environment.ProcessorCount };
var seed = new Option<int>("--seed") { Description = "Where the dice begin.", DefaultValueFactory = _ => 1 };
var folder = new Argument<DirectoryInfo>("folder") { Description = "A folder of instances (*.dzn)." };

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

var sizes = new Option<int[]>("--interviews") { Description = "Among how many interviews: multiples of 2,000.", DefaultValueFactory = _ => [2_000, 200_000], AllowMultipleArgumentsPerToken = true };
var bilan = new Command("bilan", "The bilan and the pages of conversion of one edition, among few interviews and among many.") { sizes };
bilan.SetAction((line, ct) => ReadFigures.RunAsync(line.GetValue(sizes)!, Console.Out, ct));

var length = new Option<double>("--seconds") { Description = "How long the day is.", DefaultValueFactory = _ => DaySize.Whole.Seconds };
var day = new Command("day", "The day of a site with 40 devices, shortened: nothing lost, nothing twice, and how soon the others see it.") { length, seed };
day.SetAction(async (line, ct) =>
{
    var size = DaySize.Whole with { Seconds = line.GetValue(length) };
    await DayRun.WriteAsync(await DayRun.RunAsync(size, line.GetValue(seed), ct), size, Console.Out);
});

return await new RootCommand("What JobDating can do, measured.") { b2b, plan, contention, bilan, day }.Parse(args).InvokeAsync();
