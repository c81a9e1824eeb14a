using JobDating.Contracts.Flow;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Registration.Imports;

/// <summary>Interviews of the past are facts: two at once, or at a table that nobody announced, are notices.</summary>
internal sealed class InterviewRules
{
    private readonly Dictionary<(string Site, string Siret), int> _tables = [];
    private readonly Dictionary<(string, string, int), int> _atTable = [];
    private readonly Dictionary<string, int> _ofCandidate = [];
    private readonly List<Span> _tableSpans = [];
    private readonly List<Span> _candidateSpans = [];
    private bool _knowsAttendances, _knowsTables;

    private readonly record struct Span(int Who, Instant Start, int Minutes, int Line)
    {
        public Instant End => Start + Duration.FromMinutes(Minutes);
    }

    /// <summary>An attendance of the archive; an empty number of tables is one.</summary>
    public void Learn(ArchiveRow attendance)
    {
        if (attendance.Text("site_code") is { } site && attendance.Text("siret") is { } siret)
            _tables[(site, siret)] = attendance.IsBroken("tables") ? int.MaxValue : attendance.Number("tables") ?? 1;
    }

    /// <summary>The archive's attendances have all been learned.</summary>
    /// <param name="withTables">False when the column is absent: then the numbers are those in the database.</param>
    public void KnowAttendances(bool withTables) => (_knowsAttendances, _knowsTables) = (true, withTables);

    public void Check(ArchiveRow row, List<Finding> found)
    {
        if (row.Text("site_code") is { } site && row.Text("siret") is { } siret && row.Number("table") is { } table)
        {
            if (_knowsAttendances && !_tables.ContainsKey((site, siret)))
                found.Add(ArchiveFindings.About(row, "siret", siret, FindingRules.AttendanceAbsent, site) with { IsNotice = true });
            else if (_knowsAttendances && _knowsTables && _tables[(site, siret)] is var tables && table > tables)
                found.Add(ArchiveFindings.About(row, "table", $"{table}", FindingRules.TableBeyondAttendance, $"{tables}") with { IsNotice = true });
            Remember(row, _tableSpans, Number(_atTable, (site, siret, table)));
        }
        if (row.Text("candidate_code") is { } candidate)
            Remember(row, _candidateSpans, Number(_ofCandidate, candidate));
    }

    /// <summary>A notice at the later of two that overlap; one that ends when the next begins does not.</summary>
    public IEnumerable<Finding> Overlaps(DateTimeZone zone) =>
        Overlaps(_tableSpans, "table", FindingRules.TableOverlap, zone).Concat(Overlaps(_candidateSpans, "candidate_code", FindingRules.CandidateOverlap, zone));

    private static IEnumerable<Finding> Overlaps(List<Span> spans, string column, string rule, DateTimeZone zone)
    {
        spans.Sort((one, other) => (one.Who, one.Start, one.Line).CompareTo((other.Who, other.Start, other.Line)));
        var longest = default(Span);
        foreach (var span in spans)
        {
            if (longest.Line > 0 && span.Who == longest.Who && span.Start < longest.End)
                yield return ArchiveFindings.About(ArchiveFormat.Interviews.Name, span.Line, column, Text(span.Start, zone), rule, $"{longest.Line}") with { IsNotice = true };
            if (longest.Line == 0 || span.Who != longest.Who || span.End > longest.End)
                longest = span;
        }
    }

    private static void Remember(ArchiveRow row, List<Span> spans, int who)
    {
        if (row.Text("status") is { } status && status != "cancelled" && row.Instant("starts_at") is { } start && row.Number("minutes") is { } minutes)
            spans.Add(new Span(who, start, minutes, row.Line));
    }

    private static int Number<T>(Dictionary<T, int> numbers, T who) where T : notnull
    {
        if (!numbers.TryGetValue(who, out var number))
            numbers.Add(who, number = numbers.Count);
        return number;
    }

    private static string Text(Instant instant, DateTimeZone zone) => LocalDateTimePattern.GeneralIso.Format(instant.InZone(zone).LocalDateTime)[..16];
}
