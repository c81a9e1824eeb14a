using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.WaitingList;
using JobDating.Tests.Registration.Accounts;
using JobDating.Tests.Scheduling.Bookings;
using JobDating.Tests.Scheduling.EmployerPages;
using NodaTime;

namespace JobDating.Tests.Scheduling.MyPages;

/// <summary>Candidates book by themselves at Ronchin: Ada and Grace, each with a browser that came in by her personal link; both wished for Acme. Acme and Globex have theirs.</summary>
internal sealed class AtRonchin : IAsyncDisposable
{
    public const string My = "/scheduling/my";

    private AtRonchin(AtAcme at) => (At, Ada, Grace) = (at, new Browser(at.Work.House.Address), new Browser(at.Work.House.Address));

    public AtAcme At { get; }
    public SiteAtWork Work => At.Work;
    public Browser Ada { get; }
    public Browser Grace { get; }

    public string Site => $"{My}/sites/{Work.Ronchin}";

    public static async Task<AtRonchin> StartAsync(Engine engine = Engine.Sqlite, bool candidatesBook = true)
    {
        var here = new AtRonchin(await AtAcme.StartAsync(engine));
        await here.Work.RulesAsync($"candidates_book = {(candidatesBook ? 1 : 0)}");
        await here.Ada.GetAsync(await here.LinkAsync(here.Work.Ada));
        await here.Grace.GetAsync(await here.LinkAsync(here.Work.Grace));
        return here;
    }

    public Task<string> LinkAsync(Guid candidate) => At.LinkAsync(Role.Candidate, candidate, $"{candidate}");

    public string BookPage(string siret) => $"{Site}/employers/{siret}/book";

    /// <summary>She books by the page; what she was answered.</summary>
    public Task<HttpResponseMessage> BookAsync(Browser who, string siret, Guid table, Instant at) => who.SendAsync(BookPage(siret), BookPage(siret), ("time", ReadTimes.WordOf(table, at)));

    public async Task WaitAsync(Browser who, string siret) => await AtAcme.FollowAsync(who, await who.SendAsync(BookPage(siret), $"{Site}/employers/{siret}/wait"));

    /// <summary>The site has one round only, 9:00 to 9:10.</summary>
    public Task OneRoundAsync()
    {
        var short_ = Work.Site(Work.Ronchin, 2, "ronchin", SiteAtWork.Day);
        return Work.HearAsync(short_ with { Sites = [short_.Sites[0] with { ClosesAt = new LocalTime(9, 10) }] });
    }

    public Task SweepAsync() => OfferFreedTimes.RunAsync(Work.House.Scheduling, CancellationToken.None);

    /// <summary>Who waits for whom, in order: candidate, employer, who asked, status.</summary>
    public async Task<string> WaitsAsync() => string.Join(", ", await Work.AllAsync<string>("""
        SELECT CONCAT(CASE WHEN candidate_id = @Ada THEN 'Ada ' WHEN candidate_id = @Grace THEN 'Grace ' ELSE '? ' END, CASE WHEN siret = @Acme THEN 'Acme ' ELSE 'Globex ' END, asked_by, ' ', status)
        FROM waiting
        ORDER BY asked_at
        """));

    public async Task<string> AcceptOfAsync(Guid candidate) => $"{My}/waiting/{(await Work.House.Scheduling.QueryAsync<Guid>("SELECT id FROM waiting WHERE candidate_id = @candidate ORDER BY asked_at DESC", new { candidate }, CancellationToken.None))[0]}/accept";

    /// <summary>What Registration knows of offers: to whom, which version, and until when (UTC) or nothing.</summary>
    public async Task<string> KnownAsync()
    {
        await Work.House.SettleAsync();
        return string.Join(", ", await Work.House.Registration.QueryAsync<string>("""
            SELECT CONCAT(CASE WHEN candidate_id = @Ada THEN 'Ada ' ELSE 'Grace ' END, asked_by, ' ', version, ' ', CASE WHEN expires_at IS NULL THEN 'nothing' ELSE SUBSTRING(CAST(expires_at AS char(19)), 12, 5) END)
            FROM offered_time
            ORDER BY asked_by DESC, version DESC
            """, new { Work.Ada }, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        Ada.Dispose();
        Grace.Dispose();
        await At.DisposeAsync();
    }
}
