using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;

namespace JobDating.Tests.Platform.Mail;

/// <summary>A mail server on loopback that really speaks SMTP (RFC 5321, with DSN and AUTH PLAIN), and misbehaves as a test asks.</summary>
internal sealed partial class SmtpListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _talks = [];
    private readonly Task _accepting;
    private int _connections;

    public SmtpListener()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"smtp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public int Connections => _connections;

    /// <summary>What was accepted, in order.</summary>
    public ConcurrentQueue<Received> Mails { get; } = [];

    /// <summary>Every command line that was heard.</summary>
    public ConcurrentQueue<string> Heard { get; } = [];

    /// <summary>The answer to RCPT TO, by address.</summary>
    public Func<string, string> Recipient { get; set; } = _ => "250 2.1.5 Ok";

    public string Sender { get; set; } = "250 2.1.0 Ok";

    /// <summary>The answer after the message; null: hangs up without one.</summary>
    public Func<Received, string?> Accept { get; set; } = _ => "250 2.0.0 Ok: queued";

    /// <summary>Before each answer.</summary>
    public TimeSpan Pause { get; set; }

    /// <summary>What it says first; anything but 220 is followed by hanging up.</summary>
    public string Greeting { get; set; } = "220 ronchin.test ESMTP";

    /// <summary>Hangs up after so many lines of the next message, before its end; null: hears it out.</summary>
    public int? CutAfterLines { get; set; }

    /// <summary>Keeps neither mails nor commands: for very many. <see cref="Accept"/> is asked all the same.</summary>
    public bool Forgets { get; init; }

    public bool Auth { get; set; }

    /// <summary>Offers STARTTLS with it; with <see cref="Tls"/> the connection begins with it.</summary>
    public X509Certificate2? Certificate { get; set; }

    public bool Tls { get; set; }

    /// <summary>For this address, signed by nobody but itself.</summary>
    public static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ronchin.test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    public sealed record Received(string From, string To, string Parameters, byte[] Data)
    {
        public MimeMessage Message => MimeMessage.Load(new MemoryStream(Data));
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Interlocked.Increment(ref _connections);
                _talks.Add(TalkAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // Closed.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var hangUp = client;
        try
        {
            client.NoDelay = true;
            Stream stream = Tls ? await EncryptedAsync(client.GetStream()) : client.GetStream();
            await using var end = stream;
            var reader = new StreamReader(stream, Encoding.Latin1);
            async Task SayAsync(string line)
            {
                if (Pause > TimeSpan.Zero)
                    await Task.Delay(Pause, _end.Token);
                await stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), _end.Token);
            }

            await SayAsync(Greeting);
            if (!Greeting.StartsWith("220", StringComparison.Ordinal))
                return;
            var (from, to, parameters) = ("", "", "");
            while (await reader.ReadLineAsync(_end.Token) is { } line)
            {
                if (!Forgets)
                    Heard.Enqueue(line);
                var word = line.Split(' ')[0].ToUpperInvariant();
                if (word == "EHLO")
                    await SayAsync($"250-ronchin.test\r\n250-DSN\r\n250-8BITMIME\r\n{(Auth ? "250-AUTH PLAIN\r\n" : "")}{(Certificate is not null && stream is NetworkStream ? "250-STARTTLS\r\n" : "")}250 SIZE 10000000");
                else if (word == "STARTTLS")
                {
                    await SayAsync("220 2.0.0 Ready");
                    stream = await EncryptedAsync(stream);
                    reader = new StreamReader(stream, Encoding.Latin1);
                }
                else if (word == "AUTH")
                    await SayAsync(Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])) == "\0ada\0s3cret!" ? "235 2.7.0 Ok" : "535 5.7.8 Wrong password");
                else if (word == "MAIL")
                {
                    (from, parameters) = (Path().Match(line).Groups[1].Value, line);
                    await SayAsync(Sender);
                }
                else if (word == "RCPT")
                {
                    var answer = Recipient(Path().Match(line).Groups[1].Value);
                    if (answer.StartsWith('2'))
                        to = Path().Match(line).Groups[1].Value;
                    await SayAsync(answer);
                }
                else if (word == "DATA")
                {
                    await SayAsync("354 Go on");
                    var data = new StringBuilder();
                    string? text;
                    for (var lines = 1; (text = await reader.ReadLineAsync(_end.Token)) is not null && text != "."; lines++)
                    {
                        if (lines > CutAfterLines)
                        {
                            CutAfterLines = null;
                            return;
                        }
                        data.Append(text.StartsWith('.') ? text[1..] : text).Append("\r\n");
                    }
                    // Whoever is gone before the end has sent nothing.
                    if (text is null)
                        return;
                    var received = new Received(from, to, parameters, Encoding.Latin1.GetBytes(data.ToString()));
                    if (Accept(received) is not { } answer)
                        return;
                    if (answer.StartsWith('2') && !Forgets)
                        Mails.Enqueue(received);
                    await SayAsync(answer);
                }
                else if (word == "QUIT")
                {
                    await SayAsync("221 2.0.0 Bye");
                    return;
                }
                else
                    await SayAsync(word is "RSET" or "NOOP" ? "250 2.0.0 Ok" : "502 5.5.2 Not known");
            }
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException or OperationCanceledException or SocketException)
        {
            // The other side has gone, or the test has ended.
        }
    }

    private async Task<SslStream> EncryptedAsync(Stream stream)
    {
        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, _end.Token);
        return encrypted;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_talks).WaitAsync(TimeSpan.FromSeconds(10));
        _end.Dispose();
    }

    [GeneratedRegex("<([^>]*)>")]
    private static partial Regex Path();
}
