using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace JobDating.Tests.Registration.Sites;

/// <summary>Somebody who opens a page, fills in its form and sends it, as a browser without JavaScript does.</summary>
internal sealed partial class FormVisitor : IDisposable
{
    private readonly HttpClient _client;

    public FormVisitor(TestHouse house, string language = "fr")
    {
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = house.Address };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestHouse.Token);
        _client.DefaultRequestHeaders.Add("Accept", "text/html");
        _client.DefaultRequestHeaders.Add("Accept-Language", language);
    }

    public sealed record Answer(HttpStatusCode Status, string? Location, string Html);

    public async Task<Answer> GetAsync(string path)
    {
        using var answer = await _client.GetAsync(path);
        return new Answer(answer.StatusCode, answer.Headers.Location?.ToString(), PageText.Plain(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>What the page's form holds before anything is typed: its address and its fields, hidden ones too.</summary>
    public async Task<(string Action, Dictionary<string, string> Fields)> OpenAsync(string path)
    {
        var page = await GetAsync(path);
        var form = Form().Matches(page.Html).Select(match => match.Value).First(html => html.Contains("novalidate", StringComparison.Ordinal));
        var fields = Input().Matches(form).ToDictionary(input => input.Groups[1].Value, input => WebUtility.HtmlDecode(Value().Match(input.Value).Groups[1].Value));
        foreach (Match choice in Select().Matches(form))
            fields[choice.Groups[1].Value] = Selected().Match(choice.Value).Groups[1].Value;
        return (WebUtility.HtmlDecode(Action().Match(form).Groups[1].Value), fields);
    }

    public async Task<Answer> SendAsync(string action, Dictionary<string, string> fields)
    {
        using var answer = await _client.PostAsync(action, new FormUrlEncodedContent(fields));
        return new Answer(answer.StatusCode, answer.Headers.Location?.ToString(), PageText.Plain(await answer.Content.ReadAsStringAsync()));
    }

    /// <summary>Opens, types, sends.</summary>
    public async Task<Answer> FillAsync(string path, params (string Field, string Value)[] typed)
    {
        var (action, fields) = await OpenAsync(path);
        foreach (var (field, value) in typed)
            fields[field] = value;
        return await SendAsync(action, fields);
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("<form .*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<form [^>]*action=\"([^\"]+)\"")]
    private static partial Regex Action();

    [GeneratedRegex("<input [^>]*name=\"([^\"]+)\"[^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex(" value=\"([^\"]*)\"")]
    private static partial Regex Value();

    [GeneratedRegex("<select [^>]*name=\"([^\"]+)\".*?</select>", RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex("<option value=\"([^\"]*)\" selected")]
    private static partial Regex Selected();
}
