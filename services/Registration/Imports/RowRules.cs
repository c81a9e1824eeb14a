using JobDating.Contracts.Flow;
using NodaTime.Text;

namespace JobDating.Registration.Imports;

/// <summary>What the cells of one row must say together. What IMPORT.md does not forbid is allowed: the past is as it was.</summary>
internal static class RowRules
{
    public static void Check(ArchiveRow row, List<Finding> found)
    {
        if (row.File == ArchiveFormat.Sites)
            Site(row, found);
        else if (row.File == ArchiveFormat.Registrations)
            Registration(row, found);
        else if (row.File == ArchiveFormat.Interviews)
            Interview(row, found);
        else if (row.File == ArchiveFormat.FollowUps)
            FollowUp(row, found);
    }

    private static void Site(ArchiveRow row, List<Finding> found)
    {
        if (row.Time("opens_at") is { } opens && row.Time("closes_at") is { } closes && closes <= opens)
            found.Add(ArchiveFindings.About(row, "closes_at", Time(closes), FindingRules.ClosesBeforeOpens, Time(opens)));
    }

    /// <summary>Of one row only: a column that is absent leaves what is stored, which whoever writes it must look at.</summary>
    private static void Registration(ArchiveRow row, List<Finding> found)
    {
        if (row.Instant("cancelled_at") is { } cancelled && row.Instant("received_at") is not null)
            found.Add(ArchiveFindings.About(row, "cancelled_at", InstantPattern.General.Format(cancelled), FindingRules.CancelledAndReceived));
    }

    private static void Interview(ArchiveRow row, List<Finding> found)
    {
        if (row.Text("result") is { } result && row.Text("status") is { } status && status != "held")
            found.Add(ArchiveFindings.About(row, "result", result, FindingRules.ResultUnlessHeld, status));
    }

    private static void FollowUp(ArchiveRow row, List<Finding> found)
    {
        if (row.Text("source") == "employer" && row.Has("siret") && row.Text("siret") is null && !row.IsBroken("siret"))
            found.Add(ArchiveFindings.About(row, "siret", "", FindingRules.EmployerWithoutSiret));
        if (row.Date("started_on") is { } started && row.Date("ended_on") is { } ended && ended < started)
            found.Add(ArchiveFindings.About(row, "ended_on", LocalDatePattern.Iso.Format(ended), FindingRules.EndsBeforeStart, LocalDatePattern.Iso.Format(started)));
    }

    private static string Time(NodaTime.LocalTime time) => LocalTimePattern.ExtendedIso.Format(time)[..5];
}
