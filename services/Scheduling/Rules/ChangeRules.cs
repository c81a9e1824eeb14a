using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Timetables;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Scheduling.Rules;

/// <summary>
/// How a site is booked: <c>/scheduling/editions/{code}/sites/{site}/rules</c>. Booked interviews that a new lunch would cut are said before it is saved; they stay booked, and the
/// timetable lists them as to review.
/// </summary>
public static class ChangeRules
{
    private const string InsertSql = """
        INSERT INTO site_rules (site_id, version, pause_minutes, lunch_starts_at, lunch_ends_at, most_per_candidate, gap_minutes, notice_minutes, once_per_establishment,
          candidates_book, booking_opens_at, booking_closes_at)
        VALUES (@SiteId, @Version, @PauseMinutes, @LunchStartsAt, @LunchEndsAt, @MostPerCandidate, @GapMinutes, @NoticeMinutes, @OncePerEstablishment,
          @CandidatesBook, @BookingOpensAt, @BookingClosesAt)
        """;

    private const string UpdateSql = """
        UPDATE site_rules
        SET version = @Version, pause_minutes = @PauseMinutes, lunch_starts_at = @LunchStartsAt, lunch_ends_at = @LunchEndsAt, most_per_candidate = @MostPerCandidate,
          gap_minutes = @GapMinutes, notice_minutes = @NoticeMinutes, once_per_establishment = @OncePerEstablishment, candidates_book = @CandidatesBook,
          booking_opens_at = @BookingOpensAt, booking_closes_at = @BookingClosesAt
        WHERE site_id = @SiteId AND version = @Version - 1
        """;

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> ShowAsync(string code, string site, string? done, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindAsync(http, code, site, db, ct);
        var rules = await FindAsync(db, found.Id, ct);
        return Page(found, rules, RulesForm.Of(rules, found.Zone), new FormErrors(), done == "saved");
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> SaveAsync(string code, string site, [FromForm] RulesForm form, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindAsync(http, code, site, db, ct);
        var errors = new FormErrors();
        var version = Typed.Version(form.Version);
        if (form.Read(errors, found.Id, found.Zone) is not { } typed)
            return Page(found, (await FindAsync(db, found.Id, ct)) with { Version = version }, form, errors);
        if (form.Confirmed is null && await ReadTimetable.OfSiteAsync(db, found.Id, null, ct) is { } timetable
            && Conflicts.Caused(timetable, place => place with { Rules = typed }, db.Now) is { Count: > 0 } caused)
            return new RazorComponentResult<ConfirmPage>(new
            {
                Title = RuleTexts.Words["Title", found.Name],
                Sentence = TimetableTexts.Count("Conflict.Caused", caused.Count),
                Consequences = Conflicts.Sentences(caused, found),
                Action = $"{found.Path}/rules",
                Button = TimetableTexts.Words["Conflict.SaveAnyway"],
                Back = $"{found.Path}/rules",
                Kept = form.Kept(),
                Version = (int?)version,
            });
        return await SecondTry.RunAsync<IResult>(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            var old = await tx.QueryFirstOrDefaultAsync<SiteRules>(SiteRules.FindSql, new { SiteId = found.Id }, ct);
            // A second press of the same button finds it done.
            if (old is not null && old == typed with { Version = old.Version })
                return SeeOther.To($"{found.Path}/rules?done=saved");
            if ((old?.Version ?? 0) != version)
            {
                errors.ChangedMeanwhile();
                return Page(found, old ?? SiteRules.Unset(found.Id), form, errors);
            }
            await ApplyAsync(tx, old, typed, ct);
            await tx.CommitAsync(ct);
            return SeeOther.To($"{found.Path}/rules?done=saved");
        });
    }

    /// <param name="old">As they stand; null: nobody has set any.</param>
    /// <exception cref="ChangedMeanwhileException">Another transaction was quicker.</exception>
    internal static async Task ApplyAsync(Transaction tx, SiteRules? old, SiteRules rules, CancellationToken ct)
    {
        if ((await tx.SaveAsync(InsertSql, UpdateSql, [(old, rules with { Version = old?.Version ?? 0 })], ct)).Count > 0)
            await tx.AuditAsync("site", rules.SiteId, "booking rules changed", null, ct);
    }

    private static async Task<SiteRules> FindAsync(SchedulingDatabase db, Guid siteId, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<SiteRules>(SiteRules.FindSql, new { SiteId = siteId }, ct) ?? SiteRules.Unset(siteId);

    private static RazorComponentResult Page(CoordinatedSite.Site site, SiteRules rules, RulesForm form, FormErrors errors, bool isSaved = false) =>
        errors.Page<ChangeRulesPage>(new { Site = site, Form = form, rules.Version, Day = DaySentence(site, rules), IsSaved = isSaved, Errors = errors });

    /// <summary>What a table's day looks like by the rules that stand: how many rounds, the first and the last.</summary>
    private static string DaySentence(CoordinatedSite.Site site, SiteRules rules)
    {
        if (site is not { OpensAt: { } opens, ClosesAt: { } closes, InterviewMinutes: { } minutes })
            return RuleTexts.Words["Day.Unknown"];
        var rounds = Rounds.Of(site.Date, site.Zone, opens, closes, minutes, rules.PauseMinutes, rules.Lunch);
        var hours = (TimetableTexts.Time(opens), TimetableTexts.Time(closes));
        return rounds.Count == 0
            ? RuleTexts.Words["Day.None", hours.Item1, hours.Item2, minutes]
            : RuleTexts.Words[rounds.Count == 1 ? "Day.One" : "Day.Many", rounds.Count, hours.Item1, hours.Item2, minutes,
                TimetableTexts.Time(rounds[0].StartsAt, site.Zone), TimetableTexts.Time(rounds[^1].StartsAt, site.Zone), TimetableTexts.Time(rounds[^1].EndsAt, site.Zone)];
    }
}
