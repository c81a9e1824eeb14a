using System.Globalization;
using CsvHelper;
using NodaTime;
using NodaTime.Text;

namespace JobDating.AllInOne.Demo;

/// <summary>The files of an edition archive that the demonstration writes: the same bytes at every run, rows in order of their key.</summary>
internal sealed class ArchiveFolder
{
    private static readonly LocalTimePattern Minutes = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly CsvWriterOptions Csv = new() { NewLine = "\n" };

    private readonly string folder;

    /// <param name="folder">Made when absent; files of the same names are replaced.</param>
    public ArchiveFolder(string folder)
    {
        Directory.CreateDirectory(folder);
        this.folder = folder;
    }

    /// <param name="name">The file's.</param>
    /// <param name="columns">Its columns, those of the key first.</param>
    /// <param name="keys">How many columns the key has.</param>
    /// <param name="rows">Its rows, in any order.</param>
    public void Put(string name, string columns, int keys, IEnumerable<string[]> rows)
    {
        using var csv = CsvWriter.ToFile(Path.Combine(folder, name), Csv);
        csv.WriteHeader(columns.Split(' '));
        foreach (var row in rows.OrderBy(row => string.Join('\u0001', row.Take(keys)), StringComparer.Ordinal))
            csv.WriteRecord(row);
    }

    public void Edition(string code, string name) => Put("edition.csv", "code name time_zone", 1, [[code, name, "Europe/Paris"]]);

    public void Structures() => Put("structures.csv", "code name kind", 1, Demo.Structures.All.Select(s => new[] { s.Code, s.Name, s.Kind }));

    public void Sites(IEnumerable<TourSite> sites, int interviewMinutes) =>
        Put("sites.csv", "code name commune address date opens_at closes_at interview_minutes", 1, sites.Select(s => new[]
            { s.Code, s.Name, s.Commune, s.Address, Text(s.Date), Text(s.OpensAt), Text(s.ClosesAt), Text(interviewMinutes) }));

    public void Establishments(IEnumerable<DemoEstablishment> establishments) =>
        Put("establishments.csv", "siret company_name name commune charter_signed_on", 1, establishments.Select(e => new[]
            { e.Siret, e.Company.Name, e.Name, e.Commune, Text(e.Company.CharterSignedOn) }));

    public void Attendances(IEnumerable<(DemoAttendance Attendance, string Status)> attendances) =>
        Put("attendances.csv", "site_code siret tables status", 2, attendances.Select(a => new[]
            { a.Attendance.Site.Code, a.Attendance.Establishment.Siret, Text(a.Attendance.Tables), a.Status }));

    public void Offers(IEnumerable<DemoOffer> offers) =>
        Put("offers.csv", "code siret title rome_code contract_type positions", 1, offers.Select(o => new[]
            { o.Code, o.Establishment.Siret, o.Job.Title, o.Job.RomeCode, o.Job.ContractType, Text(o.Positions) }));

    public void Candidates(IReadOnlyList<DemoCandidate> candidates)
    {
        Put("candidates.csv", "code last_name first_name birth_date email phone commune structure_code consent_followup consented_on", 1, candidates.Select(c => new[]
            { c.Code, c.LastName, c.FirstName, Text(c.BirthDate), c.Email, c.Phone, c.Commune, c.StructureCode, c.ConsentFollowUp, Text(c.ConsentedOn) }));
        Put("registrations.csv", "candidate_code site_code registered_at channel cancelled_at received_at", 2, candidates.SelectMany(c => c.Registrations, (c, r) => new[]
            { c.Code, r.Site.Code, Text(r.RegisteredAt), r.Channel, Text(r.CancelledAt), Text(r.ReceivedAt) }));
    }

    public void Workshops(IReadOnlyList<DemoWorkshop> workshops)
    {
        Put("workshops.csv", "code name audience starts_at place capacity", 1, workshops.Select(w => new[]
            { w.Code, w.Name, w.Audience, Text(w.StartsAt), w.Place, Text(w.Capacity) }));
        Put("workshop_attendances.csv", "workshop_code participant_code structure attended", 2,
            workshops.SelectMany(w => w.Attendances, (w, a) => new[] { w.Code, a.Participant, a.Structure, a.Attended ? "yes" : "no" }));
    }

    public void Articles(IEnumerable<DemoArticle> articles) =>
        Put("press.csv", "published_on outlet title url", 3, articles.Select(a => new[] { Text(a.PublishedOn), a.Outlet, a.Title, a.Url }));

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    public static string Text(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : "";
    public static string Text(LocalTime time) => Minutes.Format(time);
    public static string Text(LocalDateTime? at) => at is { } moment ? $"{Text(moment.Date)}T{Text(moment.TimeOfDay)}" : "";
}
