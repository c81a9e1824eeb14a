using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using JobDating.Platform;

namespace JobDating.Benchmarks.Day;

/// <summary>One of the day's devices: a browser's connections, and a network that is gone for a while and loses a request or an answer now and then.</summary>
internal abstract class Device(Uri address, string pass, DayRecord record, int seed) : IDisposable
{
    /// <summary>Of what is sent, by how many one is lost: on the way there, in the middle, or on the way back.</summary>
    private const int LostOf = 12;

    private readonly HttpClient _client = Browser(address, pass);

    /// <summary>Of requests to which nobody answers: the first, in the way of a board that looks while somebody taps on it.</summary>
    private readonly ConcurrentDictionary<string, (long From, string Why)> _unanswered = [];

    protected DayRecord Record { get; } = record;
    protected Random Dice { get; } = new(seed);

    /// <summary>From when until when there is no network; null: always.</summary>
    public (long From, long Until)? Cut { get; init; }

    protected bool IsOnline => Cut is not { } cut || Stopwatch.GetTimestamp() is var now && (now < cut.From || now > cut.Until);

    /// <param name="until">Then nothing new is done, but what waits is sent.</param>
    public abstract Task RunAsync(long until, CancellationToken ct);

    public void Dispose() => _client.Dispose();

    protected sealed record Reply(HttpStatusCode Status, string? ETag, Uri? Location, string Body);

    /// <summary>Null: no network.</summary>
    protected Task<Reply?> GetAsync(string kind, string path, CancellationToken ct, string? known = null) => SendAsync(kind, () =>
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (known is not null)
            request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue($"\"{known}\""));
        return request;
    }, canBeLost: false, ct);

    /// <summary>Null: no network, or the answer was lost.</summary>
    protected Task<Reply?> PostAsync(string kind, string path, object body, CancellationToken ct) =>
        SendAsync(kind, () => new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: Json.Options) }, canBeLost: true, ct);

    /// <inheritdoc cref="PostAsync"/>
    protected Task<Reply?> PostFormAsync(string kind, string path, IReadOnlyDictionary<string, string> form, CancellationToken ct) =>
        SendAsync(kind, () => new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) }, canBeLost: true, ct);

    private async Task<Reply?> SendAsync(string kind, Func<HttpRequestMessage> make, bool canBeLost, CancellationToken ct)
    {
        var isLost = canBeLost && Dice.Next(LostOf) == 0;
        if (!IsOnline)
            return null;
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (isLost && Dice.Next(2) == 0)
            cut.CancelAfter(Dice.Next(1, 30));
        var from = Stopwatch.GetTimestamp();
        try
        {
            using var request = make();
            using var answer = await _client.SendAsync(request, cut.Token);
            var body = await answer.Content.ReadAsByteArrayAsync(cut.Token);
            Record.Asked(kind, from, body.Length);
            if (answer.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
            {
                // As the pages' scripts do: what was to be sent is kept and sent again.
                _unanswered.TryAdd(kind, (from, $"{(int)answer.StatusCode}"));
                return null;
            }
            if (_unanswered.TryRemove(kind, out var still))
                Record.Standstills.Add(new DayRecord.Standstill(kind, Stopwatch.GetElapsedTime(still.From), still.Why));
            if (answer.StatusCode >= HttpStatusCode.InternalServerError)
                Record.Problems.Add($"{kind}: {(int)answer.StatusCode}");
            return isLost ? null : new Reply(answer.StatusCode, answer.Headers.ETag?.Tag.Trim('"'), answer.Headers.Location, System.Text.Encoding.UTF8.GetString(body));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
        catch (HttpRequestException broken)
        {
            if (!isLost)
                _unanswered.TryAdd(kind, (from, broken.Message));
            return null;
        }
    }

    private static HttpClient Browser(Uri address, string pass)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 6 }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", pass);
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return client;
    }

    protected static long After(TimeSpan time) => Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);

    protected static Task WaitUntilAsync(long at, CancellationToken ct) => Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), at) is { Ticks: > 0 } left ? Task.Delay(left, ct) : Task.CompletedTask;
}
