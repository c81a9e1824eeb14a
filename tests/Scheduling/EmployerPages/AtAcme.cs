using System.Net;
using System.Text.RegularExpressions;
using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Scheduling.Bookings;
using JobDating.Tests.Registration.Accounts;
using JobDating.Tests.Scheduling.Bookings;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.EmployerPages;

/// <summary>The site at work, with a browser that came in by Acme's personal link and one by Globex's.</summary>
internal sealed partial class AtAcme : IAsyncDisposable
{
    private AtAcme(SiteAtWork work) => (Work, Acme, Globex) = (work, new Browser(work.House.Address), new Browser(work.House.Address));

    public SiteAtWork Work { get; }
    public Browser Acme { get; }
    public Browser Globex { get; }

    /// <summary>Acme's offer that Ada and Grace wished for.</summary>
    public Guid Accountant { get; } = Guid.CreateVersion7();

    public string Site => $"/scheduling/employer/sites/{Work.Ronchin}";

    public static async Task<AtAcme> StartAsync(Engine engine = Engine.Sqlite)
    {
        var at = new AtAcme(await SiteAtWork.StartAsync(engine, listen: true));
        await at.Work.HearAsync(
            new OffersSaved { EditionId = at.Work.Edition, Offers = [new() { Id = at.Accountant, Version = 1, Siret = SiteAtWork.Acme, Title = "Comptable" }, new() { Id = Guid.CreateVersion7(), Version = 1, Siret = SiteAtWork.Acme, Title = "Chauffeur", WithdrawnAt = TestHouse.Start }] },
            new WishesChanged { EditionId = at.Work.Edition, Lists = [at.Wishes(at.Work.Ada), at.Wishes(at.Work.Grace)] });
        await at.Acme.GetAsync(await at.LinkAsync(SiteAtWork.Acme));
        await at.Globex.GetAsync(await at.LinkAsync(SiteAtWork.Globex));
        return at;
    }

    /// <summary>The accountant's post first, then Globex.</summary>
    public WishesChanged.WishList Wishes(Guid candidate, int version = 2) => new()
    {
        CandidateId = candidate,
        Version = version,
        Wishes = [new() { Rank = 1, OfferId = Accountant, Siret = SiteAtWork.Acme }],
    };

    public string BookPage(Guid candidate) => $"{Site}/candidates/{candidate}/book";

    /// <summary>Acme books by the page; what it was answered.</summary>
    public Task<HttpResponseMessage> BookAsync(Guid table, Guid candidate, Instant at) => Acme.SendAsync(BookPage(candidate), BookPage(candidate), ("time", ReadTimes.WordOf(table, at)));

    /// <summary>The post led on with 303; the page it led to, entities as signs.</summary>
    public static async Task<string> FollowAsync(Browser browser, HttpResponseMessage answer)
    {
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, $"{answer.StatusCode}: {await TextAsync(answer)}");
        return await browser.ReadAsync(answer.Headers.Location!.ToString());
    }

    public static async Task<string> TextAsync(HttpResponseMessage answer) => PageText.Plain(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));

    /// <summary>The names in the list of candidates, in its order.</summary>
    public static string Names(string page) => string.Join(", ", RowHead().Matches(page).Select(match => match.Groups[1].Value.Split(' ')[0]));

    public async ValueTask DisposeAsync()
    {
        Acme.Dispose();
        Globex.Dispose();
        await Work.DisposeAsync();
    }

    /// <summary>A personal link of that employer's.</summary>
    public Task<string> LinkAsync(string siret) => LinkAsync(Role.Employer, Guid.CreateVersion7(), siret);

    /// <summary>Somebody's personal link.</summary>
    public async Task<string> LinkAsync(string role, Guid holder, string subject)
    {
        await using var tx = await Work.House.Registration.BeginAsync(Actor.Visitor, CancellationToken.None);
        var link = await Work.House.App.Services.GetRequiredService<PersonalLinks>().IssueAsync(tx, new() { Role = role, Holder = holder, Subject = subject, Name = "Hank", Expires = tx.Now + Duration.FromDays(30) }, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
        return link;
    }

    [GeneratedRegex("<tr id=\"c-[^\"]*\"[^>]*>\\s*<th scope=\"row\">([^<]*)</th>")]
    private static partial Regex RowHead();
}
