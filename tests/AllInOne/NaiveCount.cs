using System.Globalization;

namespace JobDating.Tests.AllInOne;

/// <summary>
/// An archive's figures by IMPORT.md's rules, counted the plain way: everything in memory, every figure from the rows. It shares no line
/// with the program. Local times are compared as they stand, which holds for archives without offsets.
/// </summary>
internal sealed class NaiveCount
{
    private readonly DateTime end;
    private readonly Dictionary<string, DateTime> siteDates;
    private readonly Dictionary<string, Dictionary<string, string>> candidates;
    private readonly List<Dictionary<string, string>> registrations, attendances, interviews, visits, press;
    private readonly ILookup<string, Dictionary<string, string>> answers;
    private readonly ILookup<string, DateTime> preparations;

    /// <summary>The archive in <paramref name="folder"/>, as of the end of <paramref name="asOf"/>.</summary>
    public NaiveCount(string folder, DateOnly asOf)
    {
        List<Dictionary<string, string>> All(string file) => Read(Path.Combine(folder, file));
        end = asOf.AddDays(1).ToDateTime(TimeOnly.MinValue);
        siteDates = All("sites.csv").ToDictionary(s => s["code"], s => Time(s["date"]));
        candidates = All("candidates.csv").ToDictionary(c => c["code"]);
        registrations = All("registrations.csv");
        attendances = All("attendances.csv").Where(a => a["status"] == "present" && siteDates[a["site_code"]] < end).ToList();
        interviews = All("interviews.csv").Where(i => i["status"] == "held" && Known(i["starts_at"])).ToList();
        visits = All("mobility_visits.csv").Where(v => Known(v["visited_at"])).ToList();
        answers = All("followups.csv").Where(a => Known(a["answered_at"])).OrderBy(a => Time(a["answered_at"])).ToLookup(a => a["candidate_code"]);
        press = All("press.csv").Where(p => Known(p["published_on"])).ToList();
        var workshops = All("workshops.csv").Where(w => w["audience"] == "candidates" && Known(w["starts_at"]))
            .ToDictionary(w => w["code"], w => Time(w["starts_at"]));
        preparations = All("workshop_attendances.csv").Where(a => a["attended"] == "yes" && workshops.ContainsKey(a["workshop_code"]))
            .ToLookup(a => a["participant_code"], a => workshops[a["workshop_code"]]);
    }

    public HashSet<string> Registered(string? site) => registrations
        .Where(r => At(r, site) && Known(r["registered_at"]) && !Known(r["cancelled_at"])).Select(r => r["candidate_code"]).ToHashSet();

    public HashSet<string> Received(string? site) => registrations
        .Where(r => At(r, site) && Known(r["received_at"])).Select(r => r["candidate_code"]).ToHashSet();

    public HashSet<string> Prepared(string? site) => site is null
        ? siteDates.Keys.SelectMany(Prepared).ToHashSet()
        : Received(site).Where(c => preparations[c].Any(startsAt => startsAt < siteDates[site].AddDays(1))).ToHashSet();

    public HashSet<string> EstablishmentsPresent(string? site) => attendances.Where(a => At(a, site)).Select(a => a["siret"]).ToHashSet();

    public List<Dictionary<string, string>> Held(string? site) => interviews.Where(i => At(i, site)).ToList();

    public List<Dictionary<string, string>> MobilityVisits(string? site) => visits.Where(v => At(v, site)).ToList();

    public int PressArticles() => press.Count;

    public HashSet<string> Hires(string? site) => Received(site).Where(c => Claims(c).Contains(Claim.Counted)).ToHashSet();

    public HashSet<string> TrainingEntries(string? site) => Received(site)
        .Where(c => answers[c].Any(a => a["situation"] == "training")).Except(Hires(site)).ToHashSet();

    public HashSet<string> ToSettle(string? site) => Received(site).Where(c => Claims(c).Contains(Claim.Contested)).Except(Hires(site)).ToHashSet();

    public HashSet<string> Asked(string? site) => Received(site).Where(c => candidates[c]["consent_followup"] == "yes"
        && (candidates[c]["consented_on"] == "" || Known(candidates[c]["consented_on"]))).ToHashSet();

    public HashSet<string> Answered(string? site) => Asked(site)
        .Where(c => answers[c].Any(a => a["situation"] != "unreachable")).ToHashSet();

    private enum Claim { None, Counted, Contested }

    private List<Claim> Claims(string candidate) => answers[candidate]
        .Where(a => a["situation"] is "hired" or "not_hired")
        .GroupBy(a => a["siret"])
        .Select(pair =>
        {
            // What each source said last about this pair.
            var last = pair.GroupBy(a => a["source"]).ToDictionary(s => s.Key, s => s.Last()["situation"]);
            if (last.TryGetValue("staff", out var settled))
                return settled == "hired" ? Claim.Counted : Claim.None;
            if (!last.ContainsValue("hired"))
                return Claim.None;
            return last.ContainsValue("not_hired") ? Claim.Contested : Claim.Counted;
        })
        .ToList();

    private bool Known(string time) => time != "" && Time(time) < end;

    private static bool At(Dictionary<string, string> row, string? site) => site is null || row["site_code"] == site;

    public static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Rows as column to cell. Lines end where the file says; a quoted cell may hold commas and doubled quotes, not line ends.</summary>
    public static List<Dictionary<string, string>> Read(string path)
    {
        var lines = File.ReadAllLines(path);
        var columns = Cells(lines[0]);
        return lines.Skip(1).Select(line => columns.Zip(Cells(line)).ToDictionary(p => p.First, p => p.Second)).ToList();
    }

    private static List<string> Cells(string line)
    {
        var cells = new List<string> { "" };
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                cells[^1] += line[i++];
            else if (line[i] == '"')
                quoted = !quoted;
            else if (line[i] == ',' && !quoted)
                cells.Add("");
            else
                cells[^1] += line[i];
        }

        return cells;
    }
}
