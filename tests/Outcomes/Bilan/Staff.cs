using System.Net;
using JobDating.Platform.SignIn;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.Bilan;

/// <summary>Somebody of the house with one role, who reads pages and sends forms.</summary>
internal sealed class Staff : IDisposable
{
    private readonly HttpClient _client;

    public Staff(TestHouse house, string role = Role.Staff, string language = "fr")
    {
        var id = Guid.CreateVersion7();
        _client = house.Client(asAdministrator: false);
        _client.DefaultRequestHeaders.Add("Accept", "text/html");
        _client.DefaultRequestHeaders.Add("Accept-Language", language);
        _client.DefaultRequestHeaders.Authorization = new("Bearer", house.App.Services.GetRequiredService<BearerTokens>()
            .Issue(new Ticket { Id = id, Name = "Margaret", Roles = [role], Revisions = new Dictionary<Guid, int> { [id] = 0 } }, house.Clock.GetCurrentInstant() + Duration.FromDays(400)));
    }

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(path, TestContext.Current.CancellationToken);

    public async Task<string> ReadAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(status, answer.StatusCode);
        return await TextAsync(answer);
    }

    public Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] form) =>
        _client.PostAsync(path, new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))), TestContext.Current.CancellationToken);

    public async Task<HttpResponseMessage> SendFileAsync(string path, byte[] file)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "years.csv" } };
        return await _client.PostAsync(path, form, TestContext.Current.CancellationToken);
    }

    /// <summary>Where the answer leads.</summary>
    public async Task<string> DoAsync(string path, params (string Name, string Value)[] form)
    {
        using var answer = await SendAsync(path, form);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    public async Task<string> RefusedAsync(HttpStatusCode status, string path, params (string Name, string Value)[] form)
    {
        using var answer = await SendAsync(path, form);
        Assert.Equal(status, answer.StatusCode);
        return await TextAsync(answer);
    }

    public static async Task<string> TextAsync(HttpResponseMessage answer) =>
        PageText.Plain(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))).Replace('\u202F', ' ');

    public void Dispose() => _client.Dispose();
}
