using System.Diagnostics;
using System.Globalization;
using JobDating.Contracts.Registration;
using JobDating.Outcomes;
using JobDating.Outcomes.FollowUp;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace JobDating.Benchmarks.Waves;

/// <summary>
/// <c>wave</c>: a wave opens; how many invitations a second are made and their mails queued, and how much memory that takes, for few people and for many. Beside it the same rows inserted raw, as many a
/// commit as the sweep has in one. Sending them is the mail server's pace: what is queued is taken away between two sweeps, and not timed.
/// </summary>
internal static class MakeInvitations
{
    /// <summary>As many as one transaction of the sweep hands over.</summary>
    private const int Together = 100;

    private static readonly string[] _tables = ["invitation", "mail", "mail_word", "personal_link"];

    public static async Task RunAsync(Report report, CancellationToken ct)
    {
        double? smallest = null;
        if (!report.IsShort)
            await MeasureAsync(500, ct);
        foreach (var people in report.IsShort ? (int[])[60] : [2_000, 50_000])
        {
            var (rate, rows, raw, memory, queued) = await MeasureAsync(people, ct);
            var name = people.ToString("N0", CultureInfo.InvariantCulture);
            report.Add($"rows of invitations and their mails, {name} people", rate * rows, "/s", raw, Goal.RatioAtLeast(0.3));
            report.Add($"invitations, {name} people", rate, "/s");
            report.Add($"queued mails, {name} people", queued, "everybody's", queued == people);
            report.Add($"most memory, {name} people, beside the fewest", memory, "MB", smallest, smallest is null ? null : Goal.RatioAtMost(1.5));
            smallest ??= memory;
        }
    }

    private static async Task<(double Rate, double RowsEach, double Raw, double Memory, long Queued)> MeasureAsync(int people, CancellationToken ct)
    {
        using var folder = new Folder("wave");
        var service = new OutcomesService();
        await using var app = ServiceHost.Build(new Settings { Data = folder.Path }, [service], "http://127.0.0.1:0");
        await app.StartHouseAsync(listen: false);
        var (db, links) = (app.Services.GetRequiredService<OutcomesDatabase>(), app.Services.GetRequiredService<PersonalLinks>());
        await SayAsync(db, service, people);
        GC.Collect();
        var (most, over) = (0L, new CancellationTokenSource());
        var watching = Task.Run(async () =>
        {
            for (; !over.IsCancellationRequested; await Task.Delay(10, CancellationToken.None))
                most = Math.Max(most, GC.GetTotalMemory(false));
        }, ct);
        var took = TimeSpan.Zero;
        await TimedAsync(() => OpenDueWaves.RunAsync(db, ct));
        for (var sweeps = 0; sweeps <= people / 1_000; sweeps++)
        {
            await TimedAsync(() => SendDueInvitations.RunAsync(db, links, ct));
            await using var tx = await db.BeginAsync(Actor.Command("sent"), ct);
            await tx.ExecuteAsync("UPDATE mail SET status = 'sent', ended_at = queued_at WHERE status = 'waiting'", null, ct);
            await tx.CommitAsync(ct);
        }
        await over.CancelAsync();
        await watching;
        var queued = await db.QueryFirstOrDefaultAsync<long>("SELECT COUNT(*) FROM mail", null, ct);
        var tables = await db.QueryAsync<string>("SELECT name FROM sqlite_master WHERE type = 'table'", null, ct);
        var written = _tables.Intersect(tables).ToList();
        var rows = 0L;
        foreach (var table in written)
            rows += await db.QueryFirstOrDefaultAsync<long>($"SELECT COUNT(*) FROM {table}", null, ct);
        await app.StopHouseAsync();
        return (queued / took.TotalSeconds, rows / (double)people, RawCopies.Insert(Path.Combine(folder.Path, "outcomes.db"), written, Together), most / 1e6, queued);

        async Task TimedAsync(Func<Task> workAsync)
        {
            var from = Stopwatch.GetTimestamp();
            await workAsync();
            took += Stopwatch.GetElapsedTime(from);
        }
    }

    /// <summary>An edition whose site was a month ago, where it is noon now: its first wave is due, and mails may leave.</summary>
    private static async Task SayAsync(OutcomesDatabase db, OutcomesService service, int people)
    {
        var consumers = service.ListConsumers().ToDictionary(consumer => consumer.Message);
        var (edition, site) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var ahead = 12 - db.Now.InUtc().Hour;
        var date = db.Now.WithOffset(Offset.FromHours(ahead)).Date.PlusMonths(-1);
        await HearAsync(new EditionSaved { EditionId = edition, Version = 1, Code = "wave", Name = "Wave", TimeZone = ahead == 0 ? "Etc/GMT" : $"Etc/GMT{(ahead > 0 ? "-" : "+")}{Math.Abs(ahead)}" });
        await HearAsync(new SitesSaved { EditionId = edition, Sites = [new() { Id = site, Version = 1, Code = "site", Name = "Site", Date = date }] });
        var received = date.At(new LocalTime(12, 0)).WithOffset(Offset.FromHours(ahead)).ToInstant();
        foreach (var part in Enumerable.Range(0, people).Select(at => (At: at, Id: Guid.CreateVersion7())).Chunk(500))
        {
            await HearAsync(new CandidatesSaved { EditionId = edition, Candidates = [.. part.Select(one => new CandidatesSaved.Candidate { Id = one.Id, Version = 1, Code = $"C{one.At:D6}", LastName = $"Name{one.At}", FirstName = "Ada", Email = $"ada{one.At}@example.org", ConsentFollowUp = true })] });
            await HearAsync(new RegistrationsRecorded { EditionId = edition, Registrations = [.. part.Select(one => new RegistrationsRecorded.Registration { CandidateId = one.Id, SiteId = site, Version = 1, RegisteredAt = received, ReceivedAt = received })] });
        }

        async Task HearAsync(object message)
        {
            await using var tx = await db.BeginAsync(Actor.Message(message.GetType().Name), CancellationToken.None);
            await consumers[message.GetType()].ConsumeAsync(message, tx, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
    }
}
