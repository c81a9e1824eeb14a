using JobDating.Benchmarks.Day;
using NodaTime;

namespace JobDating.Benchmarks.Importing;

/// <summary>
/// An edition as an archive, as large as one likes: one site, employers with one table each, candidates who all were received, and one interview each while there are tables and rounds. Its interviews are
/// held and nobody has noted what came of them, unless <paramref name="HasResults"/>; then every sixth of them was hired too, and said so.
/// </summary>
internal sealed record Archive(string Edition, LocalDate Date, int Candidates, int Employers, bool HasResults)
{
    private const int Minutes = 10;
    private const int Rounds = 60;

    /// <summary>How many lines, without the heads.</summary>
    public int Rows { get; private set; }

    private int Interviews => Math.Min(Candidates, Employers * Rounds);

    /// <returns>The folder.</returns>
    public async Task<string> WriteAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        await SaveAsync("edition", "code,name,time_zone", [$"{Edition},{Edition},Europe/Paris"]);
        await SaveAsync("sites", "code,name,date,opens_at,closes_at,interview_minutes", [$"site,Site,{Date:uuuu'-'MM'-'dd},08:00,{new LocalTime(8, 0).PlusMinutes(Minutes * Rounds):HH':'mm},{Minutes}"]);
        await SaveAsync("structures", "code,name,kind", Enumerable.Range(0, 15).Select(at => $"S{at},Structure {at},agency"));
        await SaveAsync("establishments", "siret,company_name", Enumerable.Range(0, Employers).Select(at => $"{DaySite.Siret(at)},Employer {at:D4}"));
        await SaveAsync("attendances", "site_code,siret,tables,status", Enumerable.Range(0, Employers).Select(at => $"site,{DaySite.Siret(at)},1,present"));
        await SaveAsync("candidates", "code,last_name,first_name,birth_date,structure_code,consent_followup", Enumerable.Range(0, Candidates).Select(at => $"C{at:D6},Name{at:D6},Ada,{1955 + (at % 20)}-03-04,S{at % 15},yes"));
        await SaveAsync("registrations", "candidate_code,site_code,registered_at,channel,received_at", Enumerable.Range(0, Candidates).Select(at => $"C{at:D6},site,{Date.PlusDays(-7):uuuu'-'MM'-'dd}T12:00,online,{Date:uuuu'-'MM'-'dd}T08:30"));
        await SaveAsync("interviews", "code,site_code,siret,table,candidate_code,starts_at,minutes,status,result", Enumerable.Range(0, Interviews).Select(at => $"I{at:D6},site,{DaySite.Siret(at % Employers)},1,C{at:D6},{Date.At(new LocalTime(8, 0)).PlusMinutes(Minutes * (at / Employers)):uuuu'-'MM'-'dd'T'HH':'mm},{Minutes},held,{(!HasResults ? "" : at % 9 < 4 ? "conclusive" : "not_conclusive")}"));
        if (HasResults)
            await SaveAsync("followups", "candidate_code,answered_at,source,siret,situation,contract_type", Enumerable.Range(0, Candidates / 6).Select(at => $"C{at * 6:D6},{Date.PlusDays(30):uuuu'-'MM'-'dd}T12:00,candidate,,hired,CDI"));
        return folder;

        async Task SaveAsync(string name, string head, IEnumerable<string> lines)
        {
            List<string> all = [head, .. lines];
            Rows += all.Count - 1;
            await File.WriteAllLinesAsync(Path.Combine(folder, $"{name}.csv"), all);
        }
    }
}
