using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace JobDating.Tests.Platform.Mail;

/// <summary>A mailbox on loopback that speaks as much IMAP (RFC 3501) as reading unseen mails takes. Messages are numbered from 1.</summary>
internal sealed partial class ImapListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly string[] _messages;
    private readonly Task _serving;

    public ImapListener(params string[] messages)
    {
        _messages = messages;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address => new($"imap://ada:secret@127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public List<int> Seen { get; } = [];

    /// <summary>Whose whole text was asked for.</summary>
    public List<int> Fetched { get; } = [];

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
        {
            // Closed.
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        Task SayAsync(string text) => stream.WriteAsync(Encoding.Latin1.GetBytes(text + "\r\n"), _end.Token).AsTask();
        await SayAsync("* OK [CAPABILITY IMAP4rev1] ready");
        while (await reader.ReadLineAsync(_end.Token) is { } line)
        {
            var words = line.Split(' ');
            var answer = "OK done";
            switch (string.Join(' ', words[1..Math.Min(words.Length, words[1] == "UID" ? 3 : 2)]))
            {
                case "LOGIN":
                    answer = words[2..] is ["ada", "secret"] ? "OK [CAPABILITY IMAP4rev1] welcome" : "NO wrong password";
                    break;
                case "LIST":
                    await SayAsync(line.Contains("INBOX", StringComparison.Ordinal) ? "* LIST () \"/\" INBOX" : "* LIST (\\Noselect) \"/\" \"\"");
                    break;
                case "SELECT":
                    await SayAsync($"* {_messages.Length} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 7] valid\r\n* OK [UIDNEXT {_messages.Length + 1}] next\r\n* FLAGS (\\Seen)\r\n* OK [PERMANENTFLAGS (\\Seen)] flags");
                    answer = "OK [READ-WRITE] selected";
                    break;
                case "UID SEARCH":
                    await SayAsync($"* SEARCH {string.Join(' ', Enumerable.Range(1, _messages.Length).Except(Seen).Where(uid => uid >= int.Parse(From().Match(line).Groups[1].Value)))}".TrimEnd());
                    break;
                case "UID FETCH" when line.Contains("BODYSTRUCTURE", StringComparison.Ordinal):
                    foreach (var uid in Numbers(words[3]))
                        await SayAsync($"* {uid} FETCH (UID {uid} RFC822.SIZE {_messages[uid - 1].Length} BODYSTRUCTURE {Structure(_messages[uid - 1])})");
                    break;
                case "UID FETCH":
                    Fetched.Add(int.Parse(words[3]));
                    var text = _messages[int.Parse(words[3]) - 1];
                    await SayAsync($"* {words[3]} FETCH (UID {words[3]} BODY[] {{{Encoding.Latin1.GetByteCount(text)}}}\r\n{text})");
                    break;
                case "UID STORE":
                    Seen.AddRange(Numbers(words[3]));
                    break;
                case "LOGOUT":
                    await SayAsync($"* BYE\r\n{words[0]} OK bye");
                    return;
            }
            await SayAsync($"{words[0]} {answer}");
        }
    }

    private static string Structure(string message) => message.Contains("multipart/report", StringComparison.Ordinal)
        ? """(("TEXT" "PLAIN" NIL NIL NIL "7BIT" 30 1)("MESSAGE" "DELIVERY-STATUS" NIL NIL NIL "7BIT" 300) "REPORT" ("REPORT-TYPE" "delivery-status" "BOUNDARY" "b1"))"""
        : """("TEXT" "PLAIN" NIL NIL NIL "7BIT" 14 1)""";

    private static IEnumerable<int> Numbers(string set) => set.Split(',').SelectMany(part => part.Split(':') is [var from, var to] ? Enumerable.Range(int.Parse(from), int.Parse(to) - int.Parse(from) + 1) : [int.Parse(part)]);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _end.Dispose();
    }

    [GeneratedRegex(@"UID (\d+):")]
    private static partial Regex From();
}
