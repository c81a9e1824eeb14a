using System.Net;
using System.Text.RegularExpressions;
using JobDating.Platform;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace JobDating.Tests.Registration.Newsletters;

/// <summary>A house with its pages open, and a coordinator of the whole tour at its forms.</summary>
internal sealed partial class LetterWriter : IAsyncDisposable
{
    public const string Letters = "/registration/newsletters";
    public const string Contacts = "/registration/newsletters/contacts";

    private readonly HttpClient _browser;

    private LetterWriter(TestHouse house)
    {
        House = house;
        _browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = house.Address, Timeout = TimeSpan.FromSeconds(120) };
        _browser.DefaultRequestHeaders.Authorization = new("Bearer", TestHouse.Token);
        _browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        _browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
    }

    public TestHouse House { get; }

    public static async Task<LetterWriter> StartAsync(Engine engine = Engine.Sqlite) => new(await TestHouse.StartAsync(engine, listen: true));

    public async Task<string> SeeAsync(string page)
    {
        using var answer = await _browser.GetAsync(page);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{page}: {answer.StatusCode} {html}");
        return PageText.Plain(WebUtility.HtmlDecode(html));
    }

    /// <summary>Opens the page, fills in its form that posts to <paramref name="to"/>, and sends it. The answer is the address a 303 leads to, or the page.</summary>
    public async Task<(HttpStatusCode Status, string Answer)> FillAsync(string page, string to, params (string Name, string Value)[] fields) => await SendAsync(to, Hidden(await SeeAsync(page), to), fields);

    /// <summary>Sends a form that was opened before.</summary>
    public async Task<(HttpStatusCode Status, string Answer)> SendAsync(string to, IEnumerable<(string Name, string Value)> hidden, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(hidden.Concat(fields).Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await _browser.PostAsync(to, content);
        return (answer.StatusCode, answer.StatusCode == HttpStatusCode.SeeOther ? answer.Headers.Location!.ToString() : PageText.Plain(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync())));
    }

    public static IReadOnlyList<(string Name, string Value)> Hidden(string html, string to)
    {
        var form = Form().Matches(html).Select(match => match.Value).First(form => form.Contains($"action=\"{to}\"", StringComparison.Ordinal));
        return [.. HiddenInput().Matches(form).Select(input => (input.Groups[1].Value, input.Groups[2].Value))];
    }

    public async Task<string> PasteAsync(string contacts) => (await FillAsync($"{Contacts}/paste", $"{Contacts}/paste", ("contacts", contacts), ("source", "form 2023"))).Answer;

    /// <summary>The newsletter's address.</summary>
    public async Task<string> WriteAsync(string subject = "The tour of 2024", string body = "Hello,\n\nsix towns, six dates.")
    {
        var (status, address) = await FillAsync($"{Letters}/new", Letters, ("subject", subject), ("body", body), ("language", "en"));
        Assert.Equal(HttpStatusCode.SeeOther, status);
        return address;
    }

    public Task<IReadOnlyList<T>> AllAsync<T>(string sql) => House.Registration.QueryAsync<T>(sql, null, CancellationToken.None);

    public Task SweepAsync() => SendMails.RunAsync(House.Registration, "registration", House.House.Settings, NullLoggerFactory.Instance, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await House.DisposeAsync();
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenInput();
}
