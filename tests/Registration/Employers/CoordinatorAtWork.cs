using System.Net;
using System.Text.RegularExpressions;
using JobDating.Platform;
using JobDating.Registration.Editions;
using JobDating.Registration.Sites;
using NodaTime;

namespace JobDating.Tests.Registration.Employers;

/// <summary>A house with the edition 2024, its site Ronchin, and a coordinator who fills in the forms of its pages.</summary>
internal sealed partial class CoordinatorAtWork : IAsyncDisposable
{
    /// <summary>Of Acme: two establishments of one company; and of Globex.</summary>
    public const string Acme = "73282932000074";
    public const string AcmeLille = "73282932000082";
    public const string Globex = "40483304800022";

    private readonly HttpClient _browser;

    private CoordinatorAtWork(TestHouse house)
    {
        House = house;
        _browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = house.Address, Timeout = TimeSpan.FromSeconds(120) };
        _browser.DefaultRequestHeaders.Authorization = new("Bearer", TestHouse.Token);
        _browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        _browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
    }

    public TestHouse House { get; }
    public Guid Edition { get; } = Guid.CreateVersion7();
    public Guid Ronchin { get; } = Guid.CreateVersion7();

    /// <summary>/registration/editions/2024</summary>
    public static string Address => "/registration/editions/2024";

    public static async Task<CoordinatorAtWork> StartAsync(Engine engine = Engine.Sqlite)
    {
        var work = new CoordinatorAtWork(await TestHouse.StartAsync(engine, listen: true));
        await using var tx = await work.House.Registration.BeginAsync(Actor.Visitor, CancellationToken.None);
        await SaveEdition.ApplyAsync(tx, "2024", _ => new() { Id = work.Edition, Code = "2024", Name = "Tour 2024", TimeZone = "Europe/Paris" }, CancellationToken.None);
        await SaveSites.ApplyAsync(tx, work.Edition, new Dictionary<string, Func<SaveSites.Row?, SaveSites.Row>>
        {
            ["ronchin"] = _ => new() { Id = work.Ronchin, EditionId = work.Edition, Code = "ronchin", Name = "Ronchin", Date = new LocalDate(2024, 4, 11) },
        }, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
        return work;
    }

    public async Task<string> SeeAsync(string page, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var answer = await _browser.GetAsync(page);
        var html = PageText.Plain(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
        Xunit.Assert.True(expected == answer.StatusCode, $"{page}: {answer.StatusCode} {html}");
        return html;
    }

    /// <summary>Opens the page, fills in what is named, leaves its other fields as they are, and posts to <paramref name="to"/> (the page itself).</summary>
    public async Task<(HttpStatusCode Status, string Text)> FillAsync(string page, string? to, params (string Name, string? Value)[] fields) =>
        await PostAsync(to ?? page, FieldsOf(await SeeAsync(page), to ?? page), fields);

    /// <summary>Posts the fields of a form that was opened before. A status of 303 has the address it leads to as its text.</summary>
    public async Task<(HttpStatusCode Status, string Text)> PostAsync(string to, IReadOnlyList<(string Name, string Value)> form, params (string Name, string? Value)[] fields)
    {
        var all = form.Where(field => fields.All(changed => changed.Name != field.Name)).Concat(fields.Where(field => field.Value is not null).Select(field => (field.Name, field.Value!)));
        using var content = new FormUrlEncodedContent(all.Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using var answer = await _browser.PostAsync(to, content);
        return (answer.StatusCode, answer.StatusCode == HttpStatusCode.SeeOther ? answer.Headers.Location!.ToString() : PageText.Plain(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync())));
    }

    public async Task<(HttpStatusCode Status, string Text)> UploadAsync(string page, string file, byte[] bytes, params (string Name, string Value)[] fields)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in FieldsOf(await SeeAsync(page), page).Where(field => fields.All(changed => changed.Name != field.Name)).Concat(fields))
            content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(bytes), "file", file);
        using var answer = await _browser.PostAsync(page, content);
        return (answer.StatusCode, answer.StatusCode == HttpStatusCode.SeeOther ? answer.Headers.Location!.ToString() : PageText.Plain(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync())));
    }

    /// <summary>The fields of the form of a page that posts there, as a browser would send them untouched.</summary>
    public static IReadOnlyList<(string Name, string Value)> FieldsOf(string html, string to)
    {
        var form = Form().Matches(html).Select(match => match.Value).First(form => form.Contains($"action=\"{to}\"", StringComparison.Ordinal));
        var fields = new List<(string, string)>();
        foreach (var tag in Input().Matches(form).Select(match => match.Value))
        {
            var type = Attribute(tag, "type");
            if (Attribute(tag, "name") is { } name && type is not "file" && (type is not ("checkbox" or "radio") || Checked().IsMatch(tag)))
                fields.Add((name, Attribute(tag, "value") ?? ""));
        }
        foreach (Match select in Select().Matches(form))
        {
            var options = Option().Matches(select.Groups[2].Value).Select(match => match.Value).ToList();
            if (options.Count > 0)
                fields.Add((select.Groups[1].Value, Attribute(options.Find(option => option.Contains(" selected", StringComparison.Ordinal)) ?? options[0], "value") ?? ""));
        }
        return fields;
    }

    public async Task<T?> OneAsync<T>(string sql) => await House.Registration.QueryFirstOrDefaultAsync<T>(sql, new { Edition, Take = 1 }, CancellationToken.None);

    public Task<IReadOnlyList<T>> AllAsync<T>(string sql) => House.Registration.QueryAsync<T>(sql, new { Edition }, CancellationToken.None);

    /// <summary>An establishment by the page that makes it.</summary>
    public async Task AddAsync(string siret, string company, string? commune = null) =>
        Xunit.Assert.Equal(HttpStatusCode.SeeOther, (await FillAsync($"{Address}/employers/new", null, ("siret", siret), ("companyName", company), ("commune", commune))).Status);

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await House.DisposeAsync();
    }

    private static string? Attribute(string tag, string name) => Regex.Match(tag, $"\\s{name}=\"([^\"]*)\"") is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex(@"\schecked[\s>=]")]
    private static partial Regex Checked();

    [GeneratedRegex("<select[^>]*\\sname=\"([^\"]*)\"[^>]*>(.*?)</select>", RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex("<option[^>]*>")]
    private static partial Regex Option();
}
