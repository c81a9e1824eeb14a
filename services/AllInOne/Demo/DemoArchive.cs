using System.Globalization;
using CsvHelper;
using NodaTime;
using NodaTime.Text;

namespace JobDating.AllInOne.Demo;

/// <summary>
/// The 2023 tour as an edition archive: the report's figures, told with invented people and employers. It comes in by the ordinary import,
/// like any other edition.
/// </summary>
public static class DemoArchive
{
    public const string EditionCode = "2023";

    private static readonly LocalTimePattern Minutes = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly CsvWriterOptions Csv = new() { NewLine = "\n" };

    /// <summary>
    /// Writes the archive's files into <paramref name="folder"/>, which is made when absent; files of the same names are replaced.
    /// Every run writes the same bytes, rows in order of their key.
    /// </summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var candidates = new Candidates();
        var employers = new Employers();
        var workshops = PreparationWorkshops.Hold(candidates).Concat(EmployerWorkshops.Hold(employers)).ToList();
        var interviews = Timetable.Hold(candidates, employers);
        var visits = MobilityStand.Receive(candidates);
        var answers = FollowUpStory.Tell(candidates, employers);

        void Put(string name, string columns, int keys, IEnumerable<string[]> rows) =>
            WriteFile(Path.Combine(folder, name), columns.Split(' '), keys, rows);

        Put("edition.csv", "code name time_zone", 1, [[EditionCode, "Job Dating Tour 2023", "Europe/Paris"]]);
        Put("structures.csv", "code name kind", 1, Structures.All.Select(s => new[] { s.Code, s.Name, s.Kind }));
        Put("sites.csv", "code name commune address date opens_at closes_at interview_minutes", 1, Tour2023.Sites.Select(s => new[]
            { s.Code, s.Name, s.Commune, s.Address, Text(s.Date), Text(s.OpensAt), Text(s.ClosesAt), Text(Tour2023.InterviewMinutes) }));
        Put("establishments.csv", "siret company_name name commune charter_signed_on", 1, employers.Establishments.Select(e => new[]
            { e.Siret, e.Company.Name, e.Name, e.Commune, Text(e.Company.CharterSignedOn) }));
        Put("attendances.csv", "site_code siret tables status", 2, employers.Attendances.Select(a => new[]
            { a.Site.Code, a.Establishment.Siret, Text(a.Tables), a.Present ? "present" : "absent" }));
        Put("offers.csv", "code siret title rome_code contract_type positions", 1, employers.Offers.Select(o => new[]
            { o.Code, o.Establishment.Siret, o.Job.Title, o.Job.RomeCode, o.Job.ContractType, Text(o.Positions) }));
        Put("candidates.csv", "code last_name first_name birth_date email phone commune structure_code consent_followup consented_on", 1,
            candidates.All.Select(c => new[]
            {
                c.Code, c.LastName, c.FirstName, Text(c.BirthDate), c.Email, c.Phone, c.Commune, c.StructureCode, c.ConsentFollowUp, Text(c.ConsentedOn),
            }));
        Put("registrations.csv", "candidate_code site_code registered_at channel cancelled_at received_at", 2,
            candidates.All.SelectMany(c => c.Registrations, (c, r) => new[]
                { c.Code, r.Site.Code, Text(r.RegisteredAt), r.Channel, Text(r.CancelledAt), Text(r.ReceivedAt) }));
        Put("workshops.csv", "code name audience starts_at place capacity", 1, workshops.Select(w => new[]
            { w.Code, w.Name, w.Audience, Text(w.StartsAt), w.Place, Text(w.Capacity) }));
        Put("workshop_attendances.csv", "workshop_code participant_code structure attended", 2,
            workshops.SelectMany(w => w.Attendances, (w, a) => new[] { w.Code, a.Participant, a.Structure, a.Attended ? "yes" : "no" }));
        Put("interviews.csv", "code site_code siret table candidate_code starts_at minutes status result second_interview_on", 1,
            interviews.Select(i => new[]
            {
                i.Code, i.Attendance.Site.Code, i.Attendance.Establishment.Siret, Text(i.Table), i.Candidate.Code, Text(i.StartsAt),
                Text(Tour2023.InterviewMinutes), i.Status, i.Result, Text(i.SecondInterviewOn),
            }));
        Put("followups.csv", "candidate_code answered_at source siret situation contract_type started_on ended_on", 5, answers.Select(a => new[]
        {
            a.Candidate.Code, Text(a.AnsweredAt), a.Source, a.Siret, a.Situation,
            a.Contract?.Type ?? "", Text(a.Contract?.StartedOn), Text(a.Contract?.EndedOn),
        }));
        Put("press.csv", "published_on outlet title url", 3, Press.Articles().Select(a => new[] { Text(a.PublishedOn), a.Outlet, a.Title, a.Url }));
        Put("mobility_visits.csv", "site_code candidate_code visited_at outcome", 3, visits.Select(v => new[]
            { v.Candidate.Site.Code, v.Candidate.Code, Text(v.VisitedAt), v.Outcome }));
    }

    /// <param name="path">The file.</param>
    /// <param name="columns">Its columns, those of the key first.</param>
    /// <param name="keys">How many columns the key has.</param>
    /// <param name="rows">Its rows, in any order.</param>
    private static void WriteFile(string path, string[] columns, int keys, IEnumerable<string[]> rows)
    {
        using var csv = CsvWriter.ToFile(path, Csv);
        csv.WriteHeader(columns);
        foreach (var row in rows.OrderBy(row => string.Join('\u0001', row.Take(keys)), StringComparer.Ordinal))
            csv.WriteRecord(row);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    private static string Text(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : "";
    private static string Text(LocalTime time) => Minutes.Format(time);
    private static string Text(LocalDateTime? at) => at is { } moment ? $"{Text(moment.Date)}T{Text(moment.TimeOfDay)}" : "";
}
