using System.Net;
using System.Text.RegularExpressions;

namespace JobDating.Tests.Registration.Accounts;

/// <summary>Somebody's browser without JavaScript: keeps cookies, follows no redirects, fills in the forms that it gets.</summary>
public sealed partial class Browser : IDisposable
{
    private readonly HttpClient _client;

    /// <param name="address">The installation's.</param>
    /// <param name="from">Where this browser is, as the proxy on the same machine says; null: on this machine.</param>
    public Browser(Uri address, string? from = null)
    {
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(120) };
        _client.DefaultRequestHeaders.Add("Accept", "text/html");
        _client.DefaultRequestHeaders.Add("Accept-Language", "en");
        if (from is not null)
            _client.DefaultRequestHeaders.Add("X-Forwarded-For", from);
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>As after a night: who was signed in is no longer, and nothing else is forgotten.</summary>
    public void LoseSession() => Cookies.GetCookies(_client.BaseAddress!)["jobdating"]!.Expired = true;

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(path);

    /// <summary>The page's text, entities as signs.</summary>
    public async Task<string> ReadAsync(string path) => PageText.Plain(WebUtility.HtmlDecode(await (await GetAsync(path)).Content.ReadAsStringAsync()));

    /// <summary>Opens the page and sends its form that goes to <paramref name="action"/> (the only one that has a field, when null), with these answers.</summary>
    public async Task<HttpResponseMessage> SendAsync(string page, string? action, params (string Name, string Value)[] answers)
    {
        var html = await (await GetAsync(page)).Content.ReadAsStringAsync();
        return await SendPageAsync(html, page, action, answers);
    }

    /// <summary>The same from a page that lies open already.</summary>
    public Task<HttpResponseMessage> SendPageAsync(string html, string page, string? action, params (string Name, string Value)[] answers)
    {
        var form = Forms().Matches(html).First(form => form.Groups[1].Value != "/out" && (action is null || form.Groups[1].Value == action));
        var fields = Hidden().Matches(form.Groups[2].Value).Select(field => (Name: Name().Match(field.Value).Groups[1].Value, Value: WebUtility.HtmlDecode(Value().Match(field.Value).Groups[1].Value)))
            .Where(field => answers.All(answer => answer.Name != field.Name)).Concat(answers);
        return PostAsync(form.Groups[1].Value is { Length: > 0 } to ? WebUtility.HtmlDecode(to) : page, fields);
    }

    public Task<HttpResponseMessage> PostAsync(string path, IEnumerable<(string Name, string Value)> fields) =>
        _client.PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    public Task<HttpResponseMessage> SignInAsync(string email, string password, string back = "/") =>
        SendAsync($"/registration/sign-in?back={Uri.EscapeDataString(back)}", "/registration/sign-in", ("email", email), ("password", password));

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("<form[^>]*?method=\"post\"(?:[^>]*?action=\"([^\"]*)\")?[^>]*>(.*?)</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Hidden();

    [GeneratedRegex("name=\"([^\"]*)\"")]
    private static partial Regex Name();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex Value();
}
