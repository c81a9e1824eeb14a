using System.Diagnostics;
using System.Net.Http.Headers;
using JobDating.Benchmarks.Contention;
using JobDating.Benchmarks.Raw;
using JobDating.Scheduling.Bookings;

namespace JobDating.Benchmarks.Booking;

/// <summary>
/// <c>booking</c>: employers book free times over HTTP, everybody another candidate, a table and a time that nobody else wants: nothing is refused, and each answer stands on the disk. Beside it
/// the least server that does that (<see cref="RawServer"/>), asked by as many clients, and a loop that commits one row after the other.
/// </summary>
internal static class BookFreeSlots
{
    private const int Rounds = 40;

    /// <param name="Warm">Booked before it is measured: what runs for the first time is compiled first.</param>
    private sealed record Size(int Clients, int Employers, int Warm, int Bookings)
    {
        public static readonly Size Whole = new(64, 200, 2_000, 6_000);
        public static readonly Size Short = new(8, 5, 20, 80);
    }

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        var size = report.IsShort ? Size.Short : Size.Whole;
        var (server, serverWorked) = await RawAsync(size, ct);
        var loop = Loop(size);
        using var folder = new Folder("booking");
        var crowd = await Crowd.MakeAsync(folder.Path, size.Warm + size.Bookings, size.Employers, Rounds, at => at % size.Employers);
        using var instance = await Instance.StartAsync(folder.Path);
        using var client = Client(instance.Address);
        await Load.ByClientsAsync(size.Clients, size.Warm, at => BookAsync(at));
        var worked = instance.Worked;
        var times = await Load.ByClientsAsync(size.Clients, size.Bookings, at => BookAsync(size.Warm + at));
        report.Add($"bookings, {size.Clients} clients, beside the raw server", times.PerSecond, "/s", server.PerSecond, Goal.RatioAtLeast(0.6));
        report.Add("bookings, beside a loop of commits", times.PerSecond, "/s", loop, Goal.RatioAtLeast(1));
        report.Add("slowest booking, beside p99", times.Slowest, "ms", times.P99, Goal.RatioAtMost(5));
        report.Add("booking, median", times.Half, "ms", server.Half);
        report.Add("processors, each booking, all that follows from it included", (instance.Worked - worked).TotalMilliseconds / times.Count, "ms", serverWorked.TotalMilliseconds / server.Count);

        async Task BookAsync(int at)
        {
            var by = crowd.Employers[at % size.Employers];
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/scheduling/employer/sites/{crowd.Site}/candidates/{crowd.Candidates[at]}/book")
            {
                Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["id"] = $"{Guid.CreateVersion7()}", ["time"] = ReadTimes.WordOf(by.Table, crowd.Rounds[at / size.Employers]) }),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", by.Pass);
            using var answer = await client.SendAsync(request, ct);
            if (answer.StatusCode != System.Net.HttpStatusCode.SeeOther)
                throw new InvalidOperationException($"A free time was not booked: {answer.StatusCode}.");
        }
    }

    private static async Task<(Times Times, TimeSpan Worked)> RawAsync(Size size, CancellationToken ct)
    {
        using var folder = new Folder("raw-server");
        using var server = await Instance.StartOwnAsync("raw-server", folder.Path);
        using var client = Client(server.Address);
        await Load.ByClientsAsync(size.Clients, size.Warm, BookAsync);
        var worked = server.Worked;
        return (await Load.ByClientsAsync(size.Clients, size.Bookings, BookAsync), server.Worked - worked);

        async Task BookAsync(int at)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["id"] = $"{Guid.CreateVersion7()}", ["table"] = $"{Guid.NewGuid()}", ["candidate"] = $"{Guid.NewGuid()}", ["time"] = "2024-04-11 09:00:00.0000000" });
            using var answer = await client.PostAsync("/book", form, ct);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <returns>Rows a second.</returns>
    private static double Loop(Size size)
    {
        using var folder = new Folder("raw-loop");
        using var table = new RawBookings(Path.Combine(folder.Path, "raw.db"));
        var from = Stopwatch.GetTimestamp();
        for (var at = 0; at < size.Bookings; at++)
        {
            table.Begin();
            table.Insert($"{Guid.CreateVersion7()}", $"{Guid.NewGuid()}", $"{Guid.NewGuid()}", "2024-04-11 09:00:00.0000000");
            table.Commit();
        }
        return size.Bookings / Stopwatch.GetElapsedTime(from).TotalSeconds;
    }

    private static HttpClient Client(Uri address) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
}
