using System.Collections.Concurrent;
using System.Net;
using JobDating.Tests.Registration.Accounts;

namespace JobDating.Tests.Journeys.Waves;

/// <summary>People who open the link in their mail and tap one of the buttons, a few at a time; whoever finds the door closed tries again later.</summary>
internal sealed class Respondents(MailSink sink, int most) : IDisposable
{
    private const string Page = "/outcomes/my/follow-up";
    private static readonly string[] _situations = ["hired", "training", "neither"];

    private readonly CancellationTokenSource _end = new();
    private Task _answering = Task.CompletedTask;

    /// <summary>When the page said that the answer was taken, by address.</summary>
    public ConcurrentDictionary<string, DateTime> Answered { get; } = [];

    public void Begin(Func<Uri?> address) => _answering = Task.WhenAll(Enumerable.Range(0, 2).Select(number => Task.Run(async () =>
    {
        while (!_end.IsCancellationRequested)
            if (Answered.Count < most && address() is { } there && sink.Links.TryDequeue(out var link))
            {
                if (!Answered.ContainsKey(link.To) && !await AnswerAsync(there, link.Path, _situations[Answered.Count % 3]))
                    sink.Links.Enqueue(link);
                else
                    Answered.TryAdd(link.To, DateTime.UtcNow);
            }
            else
                await Task.Delay(50);
    })));

    public async Task EndAsync()
    {
        await _end.CancelAsync();
        await _answering;
    }

    private static async Task<bool> AnswerAsync(Uri there, string path, string situation)
    {
        try
        {
            using var browser = new Browser(there);
            using var entered = await browser.GetAsync(path);
            using var answer = await browser.SendAsync($"{Page}?change=yes", Page, ("situation", situation));
            return answer.StatusCode == HttpStatusCode.SeeOther;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidOperationException)
        {
            // Killed in the middle: nobody knows whether it was taken.
            return false;
        }
    }

    public void Dispose() => _end.Dispose();
}
