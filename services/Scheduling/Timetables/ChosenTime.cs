using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Scheduling.Timetables;

/// <summary>A table and a time, chosen among those where both sides are free, or a time of the team's own.</summary>
internal static class ChosenTime
{
    /// <summary>The tables that take bookings, each with how many rounds to come are free.</summary>
    public static IReadOnlyList<Option> Tables(Timetable timetable, Instant now) =>
        [.. timetable.Tables.Where(table => table.TakesBookings).Select(table => new Option(
            $"{table.Id}", TimetableTexts.Count("Table.Free", table.Slots().Count(slot => slot.IsFree && slot.StartsAt > now)) is var free ? $"{TimetableTexts.Table(table.CompanyName, table.Number)} – {free}" : ""))];

    /// <summary>The table of that id at this site, or null.</summary>
    public static Timetable.Table? Table(Timetable timetable, string? id) => Guid.TryParse(id, out var read) ? timetable.Tables.FirstOrDefault(table => table.Id == read && table.TakesBookings) : null;

    /// <summary>The table's rounds to come in which the candidate is free too, whatever the site.</summary>
    /// <param name="except">The interview that is moved: its own time is free for it.</param>
    public static async Task<IReadOnlyList<Option>> FreeAsync(SchedulingDatabase db, Place place, Guid candidateId, Guid? except, CancellationToken ct)
    {
        var rounds = place.Rounds();
        if (rounds.Count == 0)
            return [];
        var gap = place.Rules.Gap;
        var busy = await db.QueryAsync<FreeTimes.Busy>(FreeTimes.BusySql, new { place.TableId, CandidateId = candidateId, From = rounds[0].StartsAt - gap, Until = rounds[^1].EndsAt + gap }, ct);
        var presence = Presence.Row.Of(await db.QueryFirstOrDefaultAsync<Presence.Row>(Presence.FindSql, new { CandidateId = candidateId, place.SiteId }, ct));
        return [.. FreeTimes.Of(rounds, busy, gap, except).Where(free => free.BothAreFree && free.Round.StartsAt > db.Now && presence.Covers(place, free.Round.StartsAt, free.Round.EndsAt))
            .Select(free => new Option(InstantPattern.General.Format(free.Round.StartsAt), TimetableTexts.Time(free.Round.StartsAt, place.Zone)))];
    }

    /// <summary>What was chosen: a typed local time goes before a ticked one; null when nothing was, which then stands in <paramref name="errors"/>.</summary>
    public static Instant? Read(FormErrors errors, string? at, string? time, Place place)
    {
        if (!string.IsNullOrWhiteSpace(time))
        {
            if (new Typed(errors).Time("time", time) is not { } hour)
                return null;
            return place.At(hour);
        }
        if (InstantPattern.General.Parse(at ?? "") is { Success: true } read)
            return read.Value;
        errors.Add("time", TimetableTexts.Words["Time.Missing"]);
        return null;
    }

    /// <summary>For a sentence about a whole act: what the database or a rule refused stands above the form.</summary>
    public static async Task<bool> TryAsync(FormErrors errors, Func<Task> act)
    {
        try
        {
            await SecondTry.RunAsync(async () =>
            {
                await act();
                return true;
            });
            return true;
        }
        catch (Rejected rejected) when (rejected.Status == StatusCodes.Status409Conflict)
        {
            errors.Conflict("", rejected.Message);
            return false;
        }
    }
}
