using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace JobDating.Platform;

/// <summary>
/// To an SMS provider over HTTP: POST of <c>{"id", "to", "text"}</c> to the address set, and 2xx is its yes. <c>id</c> is the same when the same
/// message is tried again, also as Idempotency-Key. Off when no address is set: what was queued all the same is refused, and says so.
/// </summary>
internal sealed class SmsWay : IWayOut
{
    private const int LongestAnswer = 500;
    private readonly Uri? _provider;
    private readonly HttpClient _http;

    public SmsWay(Settings settings)
    {
        _provider = settings.SmsUrl;
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(15) }) { Timeout = TimeSpan.FromSeconds(60) };
        if (settings.SmsToken is { } token)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<bool> ReadyAsync(CancellationToken ct) => Task.FromResult(true);

    public string? Trouble => null;

    public async Task<Sending> SendAsync(MailRows.Due mail, CancellationToken ct)
    {
        if (_provider is null)
            return Sending.Refused("No SMS provider is set.");
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _provider) { Content = JsonContent.Create(new { id = mail.Id, to = mail.ToAddress, text = mail.Body }) };
            request.Headers.Add("Idempotency-Key", mail.Id.ToString("N"));
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (answer.IsSuccessStatusCode)
                return Sending.Sent;
            var words = $"{(int)answer.StatusCode} {await WordsAsync(answer, ct)}";
            // Not let in, not found, busy, broken: about the provider or our setting, not about this number.
            return answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.Gone ? Sending.Refused(words) : Sending.Later(words);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return Sending.Later(exception.Message);
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<string> WordsAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
        var words = new char[LongestAnswer];
        var length = await reader.ReadBlockAsync(words, ct);
        return MailText.OneLine(new string(words, 0, length));
    }
}
