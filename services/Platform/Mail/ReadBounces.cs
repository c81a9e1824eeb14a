using System.Collections.Concurrent;
using System.Net;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace JobDating.Platform;

/// <summary>
/// The sweep that looks for mails that came back: in the folder <c>mail-in</c> below the data folder, where a mail server may drop them as files, and in the
/// IMAP mailbox of the sender when one is set. Only bounces of this service's own mails are touched: a file is deleted once its words stand on the mail, so
/// that whoever is erased later leaves none; a message is marked as read. Everything else stays for whoever reads that mailbox.
/// </summary>
public static partial class ReadBounces
{
    private const long Largest = 5 * 1024 * 1024;
    private static readonly ConcurrentDictionary<(string Service, string Data), (uint Validity, uint Uid)> Looked = [];

    internal static Task RunAsync(IServiceProvider things, Service service, CancellationToken ct) =>
        RunAsync((Database)things.GetRequiredService(service.DatabaseType), service.Name, things.GetRequiredService<Settings>(), things.GetRequiredService<ILoggerFactory>(), ct);

    public static async Task RunAsync(Database database, string service, Settings settings, ILoggerFactory logs, CancellationToken ct)
    {
        await FolderAsync(new MailRows(database), service, Path.Combine(settings.Data, "mail-in"), ct);
        if (settings.Imap is not { } server)
            return;
        try
        {
            await MailboxAsync(new MailRows(database), service, server, settings.Data, ct);
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException or ProtocolException or CommandException or AuthenticationException or SslHandshakeException)
        {
            Away(logs.CreateLogger("JobDating.Mail"), server.Host, exception.Message);
        }
    }

    private static async Task FolderAsync(MailRows rows, string service, string folder, CancellationToken ct)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder).ToList())
        {
            try
            {
                if (new FileInfo(file).Length > Largest || Bounce.Read(await MimeMessage.LoadAsync(file, ct)) is not { } bounce || bounce.Service != service)
                    continue;
                await rows.BouncedAsync(bounce.Mail, bounce.Words, ct);
                File.Delete(file);
            }
            catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
            {
                // Not a mail, or still being written, or another instance has just taken it.
            }
        }
    }

    private static async Task MailboxAsync(MailRows rows, string service, Uri server, string data, CancellationToken ct)
    {
        using var client = new ImapClient { Timeout = 60_000, CheckCertificateRevocation = false };
        var tls = server.Scheme == "imaps";
        await client.ConnectAsync(server.IdnHost, server.Port > 0 ? server.Port : tls ? 993 : 143, tls ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTlsWhenAvailable, ct);
        if (!client.IsSecure && !server.IsLoopback)
            throw new AuthenticationException("The mailbox offers no encryption: the password was not sent.");
        if (server.UserInfo.Split(':', 2) is [{ Length: > 0 } user, var password])
            await client.AuthenticateAsync(new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password)), ct);
        var inbox = client.Inbox!;
        await inbox.OpenAsync(FolderAccess.ReadWrite, ct);
        var looked = Looked.GetValueOrDefault((service, data));
        var from = looked.Validity == inbox.UidValidity ? looked.Uid : 0;
        var news = await inbox.SearchAsync(SearchQuery.NotSeen.And(SearchQuery.Uids(new UniqueIdRange(new UniqueId(from + 1), UniqueId.MaxValue))), ct);
        foreach (var summary in await inbox.FetchAsync(news, MessageSummaryItems.UniqueId | MessageSummaryItems.Size | MessageSummaryItems.BodyStructure, ct))
        {
            // Only reports are fetched whole; people's mails are none of ours.
            if (summary.Size <= Largest && summary.Body?.ContentType.IsMimeType("multipart", "report") == true
                && Bounce.Read(await inbox.GetMessageAsync(summary.UniqueId, ct)) is { } bounce && bounce.Service == service)
            {
                await rows.BouncedAsync(bounce.Mail, bounce.Words, ct);
                await inbox.AddFlagsAsync(summary.UniqueId, MessageFlags.Seen, silent: true, ct);
            }
            if (summary.UniqueId.Id > from)
                Looked[(service, data)] = (inbox.UidValidity, from = summary.UniqueId.Id);
        }
        await client.DisconnectAsync(quit: true, ct);
    }

    [LoggerMessage(LogLevel.Warning, "The mailbox at {Host} cannot be read now. {Words}")]
    private static partial void Away(ILogger log, string host, string words);
}
