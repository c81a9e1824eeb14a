using System.Globalization;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.MyPages;
using JobDating.Scheduling.Timetables;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Scheduling.Hall;

/// <summary>
/// A first table for whoever was received and has no interview left, <c>…/first/{candidate}</c>: a few free rounds that begin soon, one button each, and then where to go. The desk's page,
/// though the desk is Registration's: somebody who was entered a moment ago may not have been heard of here yet, so the page comes again by itself.
/// </summary>
public static class PlaceFirst
{
    /// <summary>How often the page comes again by itself, each second.</summary>
    private const int MostTries = 8;

    /// <summary>Two desks, or a page that stood open: whoever has somewhere to go is not sent to a second table.</summary>
    private const string OthersSql = """
        SELECT COUNT(*)
        FROM interview
        WHERE candidate_id = @CandidateId AND site_id = @SiteId AND status = 'booked' AND ends_at > @Now AND id <> @Id
        """;

    public sealed record Form
    {
        /// <summary>Of the act: whatever is pressed in one page, however often, books once.</summary>
        public string? Id { get; init; }

        /// <summary>A <see cref="FirstTables.Proposal.Word"/>.</summary>
        public string? Place { get; init; }
    }

    /// <param name="tries">How often this page has come again by itself.</param>
    /// <exception cref="Rejected">404: no such site, or not theirs.</exception>
    public static async Task<IResult> ShowAsync(string code, string site, Guid candidate, string? tries, SchedulingDatabase db, HttpContext http, CancellationToken ct) => await PageAsync(
        await CoordinatedSite.FindForDeskAsync(http, code, site, db, ct), candidate, Guid.CreateVersion7(), int.TryParse(tries, NumberStyles.None, CultureInfo.InvariantCulture, out var told) ? told : 0, new FormErrors(), db, http, ct);

    /// <exception cref="Rejected">404: no such site, table or candidate.</exception>
    public static async Task<IResult> RunAsync(string code, string site, Guid candidate, [FromForm] Form form, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForDeskAsync(http, code, site, db, ct);
        var errors = new FormErrors();
        var act = new Act(Typed.Id(form.Id), found.Booker);
        if (ReadTimes.Read(form.Place) is not { } place)
            errors.Add("", HallTexts.Words["First.Choose"]);
        else if (await ChosenTime.TryAsync(errors, () => PlaceAsync(found, act, new BookInterview.Wish(place.TableId, candidate, place.StartsAt), Caller.Of(http).Actor, db, ct)))
            return SeeOther.To(PathOf(found, candidate));
        return await PageAsync(found, candidate, act.Id, 0, errors, db, http, ct);
    }

    internal static string PathOf(CoordinatedSite.Site site, Guid candidate) => $"{site.Path}/first/{candidate}";

    /// <exception cref="Rejected">404; 409: the time is taken or over, a rule says no, or the candidate was given a table meanwhile.</exception>
    private static async Task PlaceAsync(CoordinatedSite.Site site, Act act, BookInterview.Wish wish, Actor actor, SchedulingDatabase db, CancellationToken ct)
    {
        if (await act.IsDoneAsync(db, ct))
            return;
        await using var tx = await db.BeginAsync(actor, ct);
        if (await Place.FindAsync(tx, wish.TableId, ct) is not { } place || place.SiteId != site.Id)
            throw new Rejected(StatusCodes.Status404NotFound, BookingTexts.Words["Refused.Nobody"]);
        if (!site.IsToday(tx.Now))
            throw new Rejected(StatusCodes.Status409Conflict, HallTexts.Words["First.OtherDay", TimetableTexts.Day(site.Date)]);
        // The team may book beside the rounds and what has begun; this page proposes neither, so whoever asks for it looked too long.
        if (wish.StartsAt + HallTable.Grace <= tx.Now || !place.Rounds().Any(round => round.StartsAt == wish.StartsAt))
            throw new Rejected(StatusCodes.Status409Conflict, HallTexts.Words["First.Past", TimetableTexts.Time(wish.StartsAt, site.Zone)]);
        await BookInterview.ApplyAsync(tx, act, wish, ct);
        if (await tx.QueryFirstOrDefaultAsync<int>(OthersSql, new { wish.CandidateId, SiteId = site.Id, tx.Now, act.Id }, ct) > 0)
            throw new Rejected(StatusCodes.Status409Conflict, HallTexts.Words["First.Has"]);
        await tx.CommitAsync(ct);
    }

    private static async Task<IResult> PageAsync(CoordinatedSite.Site site, Guid candidate, Guid id, int tries, FormErrors errors, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var caller = Caller.Of(http);
        var desk = caller.MaySite(Role.Desk, site.Id) || site.MayCoordinate;
        // A cancelled registration that the desk has just made good again is heard of in a moment, too.
        if (await ReadRegistered.FindAsync(db, site.Id, candidate, ct) is not { HasCancelled: false } who)
            return errors.Page<PlaceFirstPage>(new { Site = site, IsDesk = desk, CandidateId = candidate, Again = tries < MostTries ? tries + 1 : (int?)null, Errors = errors });
        var hall = await ReadHall.AtAsync(db, site, ct, whole: true);
        var goes = hall.Tables.SelectMany(one => one.Seats, (one, seat) => (one.Table, seat.Interview)).Where(one => one.Interview.CandidateId == candidate && one.Interview.Status == "booked" && one.Interview.EndsAt > db.Now)
            .OrderBy(one => one.Interview.StartsAt).Select(one => new FirstTables.Proposal(one.Table.Id, TimetableTexts.Table(one.Table.CompanyName, one.Table.Number), one.Interview.StartsAt, null)).FirstOrDefault();
        var proposed = goes is not null || !site.IsToday(db.Now) ? [] : FirstTables.For(
            hall.Timetable, hall.Tables, candidate, who.Presence, await ReadEmployers.RanksAsync(db, candidate, site.EditionId, ct), await ReadTimes.BusyAsync(db, hall.Timetable, candidate, ct), db.Now);
        return errors.Page<PlaceFirstPage>(new
        {
            Site = site,
            IsDesk = desk,
            CandidateId = candidate,
            Who = who,
            Goes = goes,
            Proposed = (IReadOnlyList<FirstTables.Proposal>)[.. proposed.Take(FirstTables.Most)],
            db.Now,
            Id = id,
            Errors = errors,
        });
    }
}
