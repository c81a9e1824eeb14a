using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace JobDating.Benchmarks.Raw;

/// <summary>
/// The least that a server can do that books durably: reads a form, inserts one row under two unique keys, answers when it is on the disk (<c>synchronous=FULL</c>); one commit for all who
/// wait at that moment, 64 at most. No sign-in, no rules, no pages. A process of its own, as the program is.
/// </summary>
internal static class RawServer
{
    private const int GroupSize = 64;

    private sealed record Booking(string Id, string Table, string Candidate, string Time, TaskCompletionSource<bool> Done);

    public static async Task<int> RunAsync(string data, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        await using var app = builder.Build();
        var bookings = Channel.CreateUnbounded<Booking>(new UnboundedChannelOptions { SingleReader = true });
        app.MapPost("/book", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var booking = new Booking(form["id"]!, form["table"]!, form["candidate"]!, form["time"]!, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
            bookings.Writer.TryWrite(booking);
            return await booking.Done.Task ? Results.Ok() : Results.Conflict();
        });
        var writing = Task.Factory.StartNew(() => Write(Path.Combine(data, "raw.db"), bookings.Reader), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await app.StartAsync(ct);
        await app.WaitForShutdownAsync(ct);
        bookings.Writer.Complete();
        await writing;
        return 0;
    }

    private static void Write(string file, ChannelReader<Booking> bookings)
    {
        using var table = new RawBookings(file);
        while (bookings.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            var group = new List<(TaskCompletionSource<bool> Done, bool Kept)>();
            table.Begin();
            while (group.Count < GroupSize && bookings.TryRead(out var booking))
                group.Add((booking.Done, table.Insert(booking.Id, booking.Table, booking.Candidate, booking.Time)));
            table.Commit();
            group.ForEach(one => one.Done.SetResult(one.Kept));
        }
    }
}
