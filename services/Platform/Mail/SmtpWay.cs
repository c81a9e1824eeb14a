using System.Net;
using System.Net.Sockets;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace JobDating.Platform;

/// <summary>
/// To a mail server, one connection for a whole run. Asks for delivery status by our own envelope id where the server can do that. A password
/// only goes over an encrypted connection, or to this very machine.
/// </summary>
public sealed partial class SmtpWay(Uri server, Settings settings, string service, ILogger log, TimeSpan? patience = null) : IWayOut
{
    /// <summary>After so many in a row this run ends; the next one tries again.</summary>
    private const int LossesInARow = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Revocation lists are often out of reach from where a mail server is reached; mail servers do not ask for them either.
    private readonly Client _client = new(service) { Timeout = (int)(patience ?? Patience).TotalMilliseconds, CheckCertificateRevocation = false };
    private int _losses;

    public string? Trouble { get; private set; }

    public async Task<bool> ReadyAsync(CancellationToken ct)
    {
        if (_losses >= LossesInARow)
            return false;
        if (_client.IsConnected)
            return true;
        try
        {
            await ConnectAsync(ct);
            return true;
        }
        catch (Exception exception) when (IsTheirs(exception, ct))
        {
            Trouble = Words(exception);
            Away(log, server.Host, Trouble);
            await LeaveAsync();
            return false;
        }
    }

    public async Task<Sending> SendAsync(MailRows.Due mail, CancellationToken ct)
    {
        if (!Ascii.IsValid(mail.ToAddress.AsSpan(0, mail.ToAddress.IndexOf('@'))) && !_client.Capabilities.HasFlag(SmtpCapabilities.UTF8))
            return Sending.Refused("The mail server takes no address with such letters (no SMTPUTF8).");
        using var message = MimeMail.Write(mail, service, settings.MailFrom);
        try
        {
            _client.Envelope = MimeMail.EnvelopeId(mail.Id, service);
            await _client.SendAsync(message, ct);
            _losses = 0;
            return Sending.Sent;
        }
        catch (SmtpCommandException refusal)
        {
            var words = $"{(int)refusal.StatusCode} {refusal.Message}";
            // A sender that is refused is our setting, not this person's address: nobody's mail is given up for it.
            var aboutThisMail = refusal.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted && refusal.StatusCode != SmtpStatusCode.ServiceNotAvailable;
            _losses = aboutThisMail ? 0 : _losses + 1;
            return aboutThisMail && (int)refusal.StatusCode >= 500 ? Sending.Refused(words) : Sending.Later(words);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // In the middle of a mail: this connection says nothing sensible any more.
            _losses++;
            await LeaveAsync();
            throw;
        }
        catch (Exception exception) when (IsTheirs(exception, ct))
        {
            _losses++;
            await LeaveAsync();
            return Sending.Later(Words(exception));
        }
    }

    private async Task ConnectAsync(CancellationToken ct)
    {
        var tls = server.Scheme == "smtps";
        var port = server.Port > 0 ? server.Port : tls ? 465 : 587;
        // Without delay: the end of a message would otherwise wait 40 ms for the acknowledgement of what went before.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server.IdnHost, port, ct).AsTask().WaitAsync(patience ?? Patience, ct);
            await _client.ConnectAsync(socket, server.IdnHost, port, tls ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTlsWhenAvailable, ct);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        if (server.UserInfo.Split(':', 2) is not [{ Length: > 0 } user, var password])
            return;
        if (!_client.IsSecure && !server.IsLoopback)
            throw new AuthenticationException($"{server.Host} offers no encryption: the password was not sent. Use smtps://, or a server with STARTTLS.");
        await _client.AuthenticateAsync(new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password)), ct);
    }

    private async Task LeaveAsync()
    {
        try
        {
            await _client.DisconnectAsync(quit: false);
        }
        catch (Exception exception) when (IsTheirs(exception, CancellationToken.None))
        {
            // It had gone already.
        }
    }

    private string Words(Exception exception) => exception switch
    {
        SslHandshakeException { ServerCertificate: not null } untrusted => MailText.OneLine($"The certificate of {server.Host} cannot be trusted, so nothing was sent: {Reason(untrusted)}"),
        _ => MailText.OneLine(exception.Message),
    };

    /// <summary>MailKit explains on many lines what a certificate is, then lists what is wrong with this one: • …</summary>
    private static string Reason(SslHandshakeException untrusted) =>
        untrusted.Message.IndexOf('\u2022') is var list and >= 0 ? untrusted.Message[(list + 1)..] : untrusted.Message;

    private static bool IsTheirs(Exception exception, CancellationToken ct) => exception is IOException or SocketException or ProtocolException or CommandException or AuthenticationException or SslHandshakeException or TimeoutException or ServiceNotConnectedException or ServiceNotAuthenticatedException
        || (exception is OperationCanceledException && !ct.IsCancellationRequested);

    public async ValueTask DisposeAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            if (_client.IsConnected)
                await _client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException || IsTheirs(exception, CancellationToken.None))
        {
            // Its goodbye is not needed.
        }
        _client.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "The mail server {Host} cannot be used now; mails wait. {Words}")]
    private static partial void Away(ILogger log, string host, string words);

    private sealed class Client(string service) : SmtpClient
    {
        public string Envelope { get; set; } = service;

        protected override string GetEnvelopeId(MimeMessage message) => Envelope;

        protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) => DeliveryStatusNotification.Failure;
    }
}
