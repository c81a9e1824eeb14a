using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using JobDating.Tests.Platform.Mail;

namespace JobDating.Tests.Journeys.Waves;

/// <summary>A mail server that remembers of each mail only how often it came and when, and gives the first link in some of them to whoever wants to answer.</summary>
internal sealed partial class MailSink : IAsyncDisposable
{
    private readonly int _oneIn;
    private int _mails;

    /// <param name="oneIn">Of so many mails one's link is kept.</param>
    public MailSink(int oneIn)
    {
        _oneIn = oneIn;
        Server = new SmtpListener { Forgets = true, Accept = Take };
    }

    public SmtpListener Server { get; }

    public sealed record Arrived(string To, int Times, DateTime Last);

    /// <summary>By the mail's id.</summary>
    public ConcurrentDictionary<Guid, Arrived> Mails { get; } = [];

    /// <summary>How many different people have got something.</summary>
    public int People => Mails.Values.Select(mail => mail.To).Distinct().Count();

    /// <summary>Each with whose it is: the path of the page that asks.</summary>
    public ConcurrentQueue<(string To, string Path)> Links { get; } = [];

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private string Take(SmtpListener.Received mail)
    {
        var text = Encoding.Latin1.GetString(mail.Data);
        var id = Guid.ParseExact(MessageId().Match(text).Groups[1].Value, "N");
        Mails.AddOrUpdate(id, _ => new Arrived(mail.To, 1, DateTime.UtcNow), (_, before) => before with { Times = before.Times + 1, Last = DateTime.UtcNow });
        if (Interlocked.Increment(ref _mails) % _oneIn == 0 && Link().Match(mail.Message.TextBody ?? "") is { Success: true } link)
            Links.Enqueue((mail.To, link.Value));
        return "250 2.0.0 Ok";
    }

    [GeneratedRegex("^Message-Id: *<([0-9a-f]{32})\\.", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex MessageId();

    [GeneratedRegex("/in/[^ \\r\\n]+")]
    private static partial Regex Link();
}
