using System.Net;
using System.Text.RegularExpressions;

namespace JobDating.Tests.Registration.Registering;

/// <summary>Somebody with a browser without JavaScript: cookies are kept, forms are sent as the last page had them, redirects are followed.</summary>
internal sealed partial class Reader : IDisposable
{
    private readonly HttpClient _http;

    public Reader(Uri address, string language)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = true, CookieContainer = new CookieContainer() }) { BaseAddress = address };
        _http.DefaultRequestHeaders.Add("Accept", "text/html");
        _http.DefaultRequestHeaders.Add("Accept-Language", language);
    }

    public string Html { get; private set; } = "";
    public HttpStatusCode Status { get; private set; }
    public Uri At { get; private set; } = null!;

    public async Task<string> GetAsync(string path) => await TakeAsync(await _http.GetAsync(path));

    /// <summary>Presses a button of the last page: its hidden fields, where these do not say otherwise, and these.</summary>
    public async Task<string> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        var form = Hidden().Where(field => fields.All(own => own.Name != field.Key)).Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await TakeAsync(await _http.PostAsync(path, new FormUrlEncodedContent(form)));
    }

    /// <summary>The hidden fields of the page's last form; a token stands in each form.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Hidden() =>
        [.. HiddenField().Matches(Html).Select(match => KeyValuePair.Create(match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value))).GroupBy(field => field.Key).Select(group => group.Last())];

    private async Task<string> TakeAsync(HttpResponseMessage answer)
    {
        Status = answer.StatusCode;
        At = answer.RequestMessage!.RequestUri!;
        Html = PageText.Plain(await answer.Content.ReadAsStringAsync());
        return Html;
    }

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();
}
