using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Tests.Registration.Accounts;
using JobDating.Tests.Scheduling.Bookings;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.EmployerPages.Today;

/// <summary>What a phone did without network comes later, in its order: Ada at Acme's first table at 9:00, Grace at 9:20.</summary>
public sealed class SendRoundsTests
{
    [Theory, EachEngine]
    public async Task Each_is_done_once_with_its_own_time_and_one_that_cannot_be_does_not_hold_up_the_next(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        var ada = await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Ada, SiteAtWork.At(9, 0), Booker.Coordinator);
        var grace = await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Grace, SiteAtWork.At(9, 20), Booker.Coordinator);
        at.Work.House.Clock.Reset(SiteAtWork.At(12, 0));
        object[] commands = [Command(ada, "start", 1), Command(grace, "start", 2), Command(ada, "undecided", 12), Command(Guid.CreateVersion7(), "miss", 13), Command(grace, "dance", 14), Command(grace, "miss", 15)];
        Assert.Equal("applied, refused, applied, refused, refused, applied", await SendAsync(at, commands));
        Assert.Equal("already, refused, already, refused, refused, already", await SendAsync(at, commands));
        Assert.Equal(["held undecided", "no_show "], await at.Work.AllAsync<string>("SELECT CONCAT(status, ' ', result) FROM interview ORDER BY starts_at"));
        Assert.Equal((SiteAtWork.At(9, 1), SiteAtWork.At(9, 12)), ((await at.Work.AllAsync<Instant>("SELECT started_at FROM interview WHERE status = 'held'"))[0], (await at.Work.AllAsync<Instant>("SELECT finished_at FROM interview WHERE status = 'held'"))[0]));
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(at.Acme, at, [])).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(at.Globex, at, commands)).StatusCode);
    }

    private static object Command(Guid interview, string what, int minute) => new { Id = Guid.CreateVersion7(), Interview = interview, Do = what, At = $"{SiteAtWork.At(9, minute)}" };

    private static async Task<string> SendAsync(AtAcme at, object[] commands)
    {
        using var answer = await PostAsync(at.Acme, at, commands);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var answers = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("answers").EnumerateArray().ToList();
        Assert.All(answers, one => Assert.Equal(one.GetProperty("outcome").GetString() == "refused", one.TryGetProperty("sentence", out var sentence) && sentence.ValueKind == JsonValueKind.String));
        return string.Join(", ", answers.Select(one => one.GetProperty("outcome").GetString()));
    }

    private static async Task<HttpResponseMessage> PostAsync(Browser browser, AtAcme at, object[] commands)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = browser.Cookies }) { BaseAddress = at.Work.House.Address };
        return await client.PostAsJsonAsync($"/scheduling/employer/today/{at.Work.AcmeOne}/commands", new { Commands = commands });
    }
}
