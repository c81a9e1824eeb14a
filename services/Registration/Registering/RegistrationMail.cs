using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JobDating.Platform;
using JobDating.Registration.Candidates;
using NodaTime;

namespace JobDating.Registration.Registering;

/// <summary>
/// The mail after registering, with the link to the own page, in the candidate's language. An address gets at most four a day: families share one, and a form that anybody
/// may send must not fill a stranger's mailbox.
/// </summary>
internal static class RegistrationMail
{
    private const int MostADay = 4;
    private static readonly Duration _notAfter = Duration.FromDays(3);

    private const string SitesSql = """
        SELECT s.id, s.name, s.commune, s.address, s.date, s.opens_at, s.closes_at
        FROM registration r
        JOIN site s ON s.id = r.site_id
        WHERE r.candidate_id = @Id AND r.cancelled_at IS NULL
        ORDER BY s.date, s.code
        """;

    private const string EditionSql = "SELECT id, name, time_zone FROM edition WHERE id = @EditionId";

    public static async Task QueueAsync(Transaction tx, SaveCandidates.Row candidate, string link, CancellationToken ct)
    {
        if (candidate.Email is not { } address)
            return;
        var language = candidate.Language ?? "fr";
        // Dates and hours are written as that language has them; set within this method, it ends with it.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = MailText.Culture(language);
        var edition = (await tx.QueryFirstOrDefaultAsync<SitesToCome.Edition>(EditionSql, new { candidate.EditionId }, ct))!;
        var sites = await tx.QueryAsync<SitesToCome.Site>(SitesSql, new { candidate.Id }, ct);
        var mail = new Mail
        {
            Key = "",
            To = address,
            ToName = $"{candidate.FirstName} {candidate.LastName}",
            Text = MailText.Compose(RegisteringTexts.Words, language, "Mail",
                candidate.FirstName, edition.Name, string.Join(" ; ", sites.Select(site => $"{site.Name}, {SiteLine.Of(site)}")), link),
            NotAfter = tx.Now + _notAfter,
            Urgency = Urgency.SomebodyWaits,
            About = "candidate",
            AboutId = candidate.Id,
        };
        var day = tx.Now.InUtc().Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        var who = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.ToLowerInvariant())))[..24];
        for (var number = 1; number <= MostADay && !await tx.MailAsync(mail with { Key = $"candidate-registered/{who}/{day}/{number}" }, ct); number++)
        {
        }
    }
}
