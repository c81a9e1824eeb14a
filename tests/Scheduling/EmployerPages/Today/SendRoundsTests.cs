using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Running;
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

    [Theory, EachEngine]
    public async Task Judged_and_noted_without_network_each_once_and_wrong_ones_are_told_as_the_page_tells_them(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        var (ada, grace) = await DayAsync(at);
        object[] commands = [Command(ada, "start", 1), Command(ada, "conclusive", 12), Judge(ada, "conclusive", "conclusive", "2024-04-25"), Note(ada, "Parle\r\nnéerlandais "), Judge(grace, "no_show", "booked")];
        Assert.Equal("applied, applied, applied, applied, applied", await SendAsync(at, commands));
        Assert.Equal("already, already, already, already, already", await SendAsync(at, commands));
        Assert.Equal("held conclusive 2024-04-25, no_show  ", await StandsAsync(at));
        Assert.Equal(["Parle\nnéerlandais"], await at.Work.AllAsync<string>("SELECT text FROM interview_note"));
        Assert.Equal(["ended", "judged", "judged", "noted", "started"], (await at.Work.AllAsync<string>("SELECT kind FROM booking_act WHERE kind IN ('started', 'ended', 'judged', 'noted')")).Order());

        object[] wrong = [Judge(ada, "conclusive", "conclusive", "2024-04-10", "2024-04-25"), Judge(ada, "undecided", "conclusive", "2024-04-26", "2024-04-25"), Note(ada, new string('x', 1001), "Parle\nnéerlandais"), Judge(ada, "dance", "conclusive"), Note(ada, null, "Parle\nnéerlandais")];
        Assert.Equal("refused, refused, refused, refused, applied", await SendAsync(at, wrong));
        Assert.Equal("held conclusive 2024-04-25, no_show  ", await StandsAsync(at));
        Assert.Empty(await at.Work.AllAsync<string>("SELECT text FROM interview_note"));
    }

    [Theory, EachEngine]
    public async Task What_somebody_else_noted_meanwhile_stays_and_the_phone_is_told(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        var (ada, grace) = await DayAsync(at);
        // The hall ended Ada's without a result, and said that Grace did not come: who sat at the table knows better.
        await HallAsync(at, (tx, act) => RunInterview.EndAsync(tx, act, ada, null, default, CancellationToken.None));
        await HallAsync(at, (tx, act) => RunInterview.MissAsync(tx, act, grace, null, CancellationToken.None));
        Assert.Equal("applied, applied", await SendAsync(at, [Command(ada, "undecided", 12), Judge(grace, "not_conclusive", "booked")]));
        Assert.Equal("held undecided , held not_conclusive ", await StandsAsync(at));

        // Another device said otherwise, which this one did not know.
        Assert.Equal("applied", await SendAsync(at, [Judge(ada, "conclusive", "undecided", "2024-04-25")]));
        Assert.Equal("refused, refused, refused", await SendAsync(at, [Judge(ada, "not_conclusive", "undecided"), Command(ada, "not_conclusive", 13), Judge(grace, "no_show", "booked")]));
        Assert.Contains("it stays: conclusive on Thursday 25 April 2024", await SaidAsync(at, Judge(ada, "not_conclusive", "undecided")));
        Assert.Equal("held conclusive 2024-04-25, held not_conclusive ", await StandsAsync(at));

        // Of two notes none is lost.
        Assert.Equal("applied, applied", await SendAsync(at, [Note(ada, "From one"), Note(ada, "From the other")]));
        Assert.Equal(["From one\nFrom the other"], await at.Work.AllAsync<string>("SELECT text FROM interview_note"));
        Assert.Equal("refused, refused", await SendAsync(at, [Note(ada, null), Note(ada, new string('x', 990))]));
    }

    [Theory, EachEngine]
    public async Task One_that_has_not_begun_is_not_judged_and_one_that_was_cancelled_keeps_nothing(Engine engine)
    {
        await using var at = await AtAcme.StartAsync(engine);
        var (ada, grace) = await DayAsync(at);
        at.Work.House.Clock.Reset(SiteAtWork.At(8, 58));
        Assert.Contains("has not begun yet", await SaidAsync(at, Judge(ada, "conclusive", "booked")));
        await at.Work.CancelAsync(grace, Booker.Hall);
        at.Work.House.Clock.Reset(SiteAtWork.At(10, 0));
        Assert.Contains("cancelled", await SaidAsync(at, Note(grace, "Parle néerlandais")));
        Assert.Empty(await at.Work.AllAsync<string>("SELECT text FROM interview_note"));
    }

    private static async Task<(Guid Ada, Guid Grace)> DayAsync(AtAcme at)
    {
        var ada = await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Ada, SiteAtWork.At(9, 0), Booker.Coordinator);
        var grace = await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Grace, SiteAtWork.At(9, 20), Booker.Coordinator);
        at.Work.House.Clock.Reset(SiteAtWork.At(12, 0));
        return (ada, grace);
    }

    private static async Task HallAsync(AtAcme at, Func<Transaction, Act, Task> act)
    {
        await using var tx = await at.Work.House.Scheduling.BeginAsync(Actor.Command("test"), CancellationToken.None);
        await act(tx, new Act(Guid.CreateVersion7(), Booker.Hall));
        await tx.CommitAsync(CancellationToken.None);
    }

    private static async Task<string> StandsAsync(AtAcme at) => string.Join(", ", await at.Work.AllAsync<string>("SELECT CONCAT(status, ' ', result, ' ', SUBSTRING(CAST(second_interview_on AS char(10)), 1, 10)) FROM interview WHERE status <> 'cancelled' ORDER BY starts_at"));

    private static object Judge(Guid interview, string outcome, string seen, string? secondOn = null, string? seenOn = null) =>
        new { Id = Guid.CreateVersion7(), Interview = interview, Do = "judge", At = $"{SiteAtWork.At(9, 30)}", Outcome = outcome, SecondOn = secondOn, Seen = seen, SeenOn = seenOn };

    private static object Note(Guid interview, string? text, string? seen = null) => new { Id = Guid.CreateVersion7(), Interview = interview, Do = "note", At = $"{SiteAtWork.At(9, 30)}", Text = text, Seen = seen };

    private static async Task<string> SaidAsync(AtAcme at, object command)
    {
        using var answer = await PostAsync(at.Acme, at, [command]);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("answers")[0].GetProperty("sentence").GetString() ?? "";
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
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return await client.PostAsJsonAsync($"/scheduling/employer/today/{at.Work.AcmeOne}/commands", new { Commands = commands });
    }
}
