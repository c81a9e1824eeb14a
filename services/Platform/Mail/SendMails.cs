using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace JobDating.Platform;

/// <summary>
/// The sweep that sends what waits: a row is claimed, sent, and noted together with the next claim, in one commit a mail. It reads a page of
/// rows at a time, urgent ones first, so a newsletter to thousands holds up nobody's link for long; where the other side is slow, a page that has grown old is left and
/// read anew.
/// </summary>
public static class SendMails
{
    /// <summary>The longest one mail may take.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private const int Page = 50;

    /// <summary>Somebody may have begun to wait meanwhile.</summary>
    private static readonly Duration Fresh = Duration.FromSeconds(10);

    private static readonly ConcurrentDictionary<Database, bool> Running = [];

    /// <summary>The job: a run that is still busy here lets the next one go by.</summary>
    internal static async Task RunAsync(IServiceProvider things, Service service, CancellationToken ct)
    {
        var database = (Database)things.GetRequiredService(service.DatabaseType);
        if (!Running.TryAdd(database, true))
            return;
        try
        {
            await RunAsync(database, service.Name, things.GetRequiredService<Settings>(), things.GetRequiredService<ILoggerFactory>(), ct);
        }
        finally
        {
            Running.TryRemove(database, out _);
        }
    }

    public static async Task RunAsync(Database database, string service, Settings settings, ILoggerFactory logs, CancellationToken ct)
    {
        var rows = new MailRows(database);
        await rows.ExpireAsync(ct);
        await DrainAsync(database, rows, Mail.ByMail, () => settings.Smtp is { } server ? new SmtpWay(server, settings, service, logs.CreateLogger("JobDating.Mail")) : new PickupFolder(settings, service), ct);
        await DrainAsync(database, rows, Mail.BySms, () => new SmsWay(settings), ct);
        await PickupFolder.ForgetAsync(rows, settings, ct);
    }

    private static async Task DrainAsync(Database database, MailRows rows, string channel, Func<IWayOut> open, CancellationToken ct)
    {
        var due = await rows.DueAsync(channel, Page, ct);
        if (due.Count == 0)
            return;
        var claim = Guid.CreateVersion7();
        MailRows.End? last = null;
        await using var way = open();
        try
        {
            while (due.Count > 0)
            {
                var read = database.Now;
                foreach (var mail in due)
                {
                    if (database.Now - read > Fresh)
                        break;
                    if (Night.Ends(database.Now, mail.QuietZone) is { } morning)
                    {
                        await rows.PostponeAsync(mail.Id, morning, ct);
                        continue;
                    }
                    if (!await way.ReadyAsync(ct))
                    {
                        if (way.Trouble is { } why)
                            await rows.WaitAsync([.. due.Select(waiting => waiting.Id)], why, ct);
                        return;
                    }
                    var ended = last;
                    last = null;
                    if (await rows.NextAsync(ended, mail.Id, claim, ct))
                        last = await SendAsync(way, mail, ct);
                }
                due = await rows.DueAsync(channel, Page, ct);
            }
        }
        finally
        {
            // Also when told to stop: what was accepted must not be sent again.
            if (last is not null)
                await rows.NextAsync(last, null, claim, CancellationToken.None);
        }
    }

    private static async Task<MailRows.End> SendAsync(IWayOut way, MailRows.Due mail, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Longest);
        Sending sending;
        try
        {
            sending = await way.SendAsync(mail, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            sending = Sending.Later("The other side did not answer in time.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever is wrong with one mail holds up no other; it is tried again, and shown with these words.
            sending = Sending.Later(exception.Message);
        }
        return sending.Fate switch
        {
            Fate.Sent => new MailRows.End(mail.Id, "sent", Duration.Zero, null),
            Fate.Later when Pauses.After(mail.Attempts + 1) is { } pause => new MailRows.End(mail.Id, "waiting", pause, sending.Words),
            _ => new MailRows.End(mail.Id, "refused", Duration.Zero, sending.Words),
        };
    }
}

/// <summary>How long to wait after a failed attempt: pure.</summary>
public static class Pauses
{
    private static readonly Duration[] Growing = [.. ((int[])[1, 5, 15, 30, 60, 120, 240, 360, 360, 720, 720]).Select(minutes => Duration.FromMinutes(minutes))];

    /// <param name="attempts">How many have failed, from 1. Null: enough, about two days have gone by.</param>
    public static Duration? After(int attempts) => attempts <= Growing.Length ? Growing[attempts - 1] : null;
}

/// <summary>When nobody wants to be woken: pure.</summary>
public static class Night
{
    private static readonly LocalTime Morning = new(8, 0);
    private static readonly LocalTime Evening = new(20, 0);

    /// <summary>The morning to wait for; null when it may be sent now.</summary>
    public static Instant? Ends(Instant now, string? zone)
    {
        if (zone is null || DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not { } known)
            return null;
        var there = now.InZone(known);
        return there.TimeOfDay >= Evening ? known.AtLeniently(there.Date.PlusDays(1) + Morning).ToInstant()
            : there.TimeOfDay < Morning ? known.AtLeniently(there.Date + Morning).ToInstant()
            : null;
    }
}
