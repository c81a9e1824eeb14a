using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Scheduling.Timetables;

/// <summary>
/// A candidate's interviews at a site, and booking one more: <c>…/timetable/candidates/{candidate}</c>. First the table is chosen, then one of the times at which both are free.
/// </summary>
public static class BookForCandidate
{
    public sealed record Form
    {
        public string? Id { get; init; }
        public string? Table { get; init; }
        public string? At { get; init; }

        /// <summary>Another local time within the table's hours: goes before <see cref="At"/>.</summary>
        public string? Time { get; init; }
    }

    private const string WishesSql = """
        SELECT w.rank, w.siret, e.company_name, e.name AS establishment_name, o.title
        FROM wish w
        LEFT JOIN establishment e ON e.siret = w.siret
        LEFT JOIN offer o ON o.id = w.offer_id
        WHERE w.candidate_id = @CandidateId AND w.edition_id = @EditionId
        ORDER BY w.rank
        """;

    /// <summary>One of the candidate's wishes, most wanted first.</summary>
    public sealed record Wished
    {
        public int Rank { get; init; }
        public string Siret { get; init; } = "";

        /// <summary>These three are null as long as they are not heard of.</summary>
        public string? CompanyName { get; init; }
        public string? EstablishmentName { get; init; }
        public string? Title { get; init; }

        /// <summary>It has a table at this site that takes bookings.</summary>
        public bool IsHere { get; init; }

        /// <summary>The candidate is booked with it at this site, or was met there.</summary>
        public bool IsBooked { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> ShowAsync(string code, string site, Guid candidate, string? table, string? at, string? done, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        return await PageAsync(found, candidate, new Form { Id = $"{Guid.CreateVersion7()}", Table = table, At = at }, done is "booked" or "moved" or "cancelled" ? done : null, new FormErrors(), db, ct);
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(string code, string site, Guid candidate, [FromForm] Form form, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        var timetable = await ReadTimetable.OfSiteAsync(db, found.Id, null, ct);
        var errors = new FormErrors();
        if (timetable is null || ChosenTime.Table(timetable, form.Table) is not { } table)
            errors.Add("", TimetableTexts.Words["Table.Missing"]);
        else if (ChosenTime.Read(errors, form.At, form.Time, table.Place) is { } at
            && await ChosenTime.TryAsync(errors, async () =>
            {
                await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
                await BookInterview.ApplyAsync(tx, new Act(Typed.Id(form.Id), found.Booker), new BookInterview.Wish(table.Id, candidate, at), ct);
                await tx.CommitAsync(ct);
            }))
            return SeeOther.To($"{found.Path}/timetable/candidates/{candidate}?done=booked");
        return await PageAsync(found, candidate, form, null, errors, db, ct);
    }

    private static async Task<IResult> PageAsync(CoordinatedSite.Site site, Guid candidate, Form form, string? done, FormErrors errors, SchedulingDatabase db, CancellationToken ct)
    {
        var who = await ReadRegistered.OneAsync(db, site.Id, candidate, ct);
        var timetable = (await ReadTimetable.OfSiteAsync(db, site.Id, null, ct))!;
        var table = ChosenTime.Table(timetable, form.Table);
        var tables = timetable.Tables.ToLookup(one => one.Siret);
        var own = timetable.Tables.Where(one => one.Interviews.Any(interview => interview.CandidateId == candidate && interview.Occupies)).Select(one => one.Siret).ToHashSet();
        var wishes = await db.QueryAsync<Wished>(WishesSql, new { CandidateId = candidate, site.EditionId }, ct);
        return errors.Page<BookForCandidatePage>(new
        {
            Site = site,
            Candidate = who,
            Interviews = (IReadOnlyList<ListTimetableCandidates.Interview>)[.. ListTimetableCandidates.ByCandidate(timetable)[candidate]],
            Wishes = (IReadOnlyList<Wished>)[.. wishes.Select(wish => wish with { IsHere = tables[wish.Siret].Any(one => one.TakesBookings), IsBooked = own.Contains(wish.Siret) })],
            Most = timetable.Rules.MostPerCandidate is { } most && timetable.Tables.Sum(one => one.Interviews.Count(interview => interview.CandidateId == candidate && interview.Occupies)) >= most ? most : (int?)null,
            Tables = ChosenTime.Tables(timetable, db.Now),
            Table = table?.Id,
            TableCalled = table is null ? null : TimetableTexts.Table(table.CompanyName, table.Number),
            Free = table is null ? [] : await ChosenTime.FreeAsync(db, table.Place, candidate, null, ct),
            Form = form,
            Id = Typed.Id(form.Id),
            Done = done,
            Errors = errors,
        });
    }
}
