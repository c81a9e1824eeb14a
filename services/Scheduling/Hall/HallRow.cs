using JobDating.Platform;
using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.Scheduling.Hall;

/// <summary>A table as the board shows it.</summary>
/// <param name="Called">The table, as it is called.</param>
/// <param name="Attendance">'expected', 'present', 'absent'; null: not expected at all.</param>
/// <param name="IsFirst">The employer's first table on the page: what is said of the employer is said there once.</param>
/// <param name="State">As <see cref="HallTable.State"/>.</param>
/// <param name="Free">When the next round without anybody begins; null: none soon.</param>
public sealed record HallRow(Guid Table, string Siret, string Called, string? Recruiter, string? Attendance, bool IsFirst, string State, HallRow.Person? Now, HallRow.Person? Next, HallRow.Person? Last, int Forgotten, Instant? Free)
{
    /// <param name="Status">'booked', 'held' or 'no_show'.</param>
    /// <param name="IsIn">Checked in.</param>
    public sealed record Person(Guid Interview, int Version, string Name, string Number, Instant StartsAt, Instant EndsAt, string Status, bool IsIn, Instant? CalledAt, Instant? StartedAt)
    {
        public bool Runs => Status == "booked" && StartedAt is not null;
    }

    public static IReadOnlyList<HallRow> Of(IReadOnlyList<HallTable> tables) => [.. tables.Select((one, at) => new HallRow(
        one.Table.Id, one.Table.Siret, TimetableTexts.Table(one.Table.CompanyName, one.Table.Number), one.Table.Recruiter, one.Table.Place.AttendanceStatus,
        at == 0 || tables[at - 1].Table.Siret != one.Table.Siret, one.State, PersonOf(one.Now), PersonOf(one.Next), PersonOf(one.Last), one.Forgotten, one.Free?.StartsAt))];

    internal static Person? PersonOf(HallTable.Seat? seat) => seat?.Interview is not { } interview ? null
        : new Person(interview.Id, interview.Version, TimetableTexts.Name(interview.LastName, interview.FirstName), HallNumber.Of(interview.SiteId, interview.CandidateId), interview.StartsAt, interview.EndsAt,
            interview.Status, seat.IsIn, seat.CalledAt, seat.StartedAt);
}
