using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using JobDating.AllInOne.Demo;
using JobDating.Outcomes;
using JobDating.Outcomes.Bilan.Observatory;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Tests.Outcomes.FollowUp;
using Xunit;

namespace JobDating.Tests.Outcomes.Bilan.Observatory;

/// <summary>Staff note the territory's job seekers by year, from a form or a file; the bilan of the tour of 2024 shows its year.</summary>
public sealed class ObservatoryTests
{
    private const string Observatory = "/outcomes/observatory";
    private const string Bilan = "/outcomes/editions/2024/bilan";

    [Theory, EachEngine]
    public async Task A_year_is_noted_once_changed_and_deleted(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine, listen: true);
        using var staff = new Staff(work.House);
        Assert.DoesNotContain("Sur le territoire", await staff.ReadAsync(Bilan));
        var form = Form("Métropole lilloise", "2024", "26 000", "+2,9 %");
        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Equal($"{Observatory}?done=added", await staff.DoAsync($"{Observatory}/new", form));
        Assert.Contains("déjà notée pour ce territoire", await staff.RefusedAsync(HttpStatusCode.Conflict, $"{Observatory}/new", Form("METROPOLE lilloise", "2024", "1", "")));
        Assert.Contains("26 000 demandeurs d’emploi de plus de 50 ans : Métropole lilloise, 2024 (+2,9 % en un an). <small>Source : Rapport annuel</small>", await staff.ReadAsync(Bilan));
        Assert.Contains("26 000 demandeurs d’emploi", await staff.ReadAsync($"{Bilan}/one-page"));
        Assert.Contains("+2,9 %, selon la source", await staff.ReadAsync(Observatory));

        // With the year before it is computed.
        await staff.DoAsync($"{Observatory}/new", Form("Métropole lilloise", "2023", "25000", ""));
        Assert.Contains("2024 (+4,0 % en un an)", await staff.ReadAsync(Bilan));
        Assert.Contains("+4,0 %, calculé", await staff.ReadAsync(Observatory));

        var one = Regex.Match(await staff.ReadAsync(Observatory), $"{Observatory}/[0-9a-f-]{{36}}(?=\">Métropole lilloise<span class=\"hidden\">, 2024)").Value;
        var page = await staff.ReadAsync(one);
        Assert.Contains("value=\"+2,9\"", page);
        (string, string)[] change = [.. Form("Métropole lilloise", "2024", "27000", "+2,9")[1..], ("version", "1")];
        Assert.Equal($"{Observatory}?done=changed", await staff.DoAsync(one, change));
        Assert.Contains("27 000 demandeurs", await staff.ReadAsync(Bilan));
        await staff.RefusedAsync(HttpStatusCode.Conflict, one, change);
        await staff.RefusedAsync(HttpStatusCode.Conflict, one, [.. Form("Métropole lilloise", "2023", "27000", "")[1..], ("version", "2")]);
        Assert.Contains("Les bilans déjà figés la gardent.", await staff.ReadAsync($"{one}/removal"));
        await staff.RefusedAsync(HttpStatusCode.Conflict, $"{one}/removal", ("version", "1"));
        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Equal($"{Observatory}?done=removed", await staff.DoAsync($"{one}/removal", ("version", "2")));
        Assert.DoesNotContain("Sur le territoire", await staff.ReadAsync(Bilan));
        await staff.ReadAsync(one, HttpStatusCode.NotFound);
        Assert.Equal(["observatory year added: metropole lilloise 2023", "observatory year added: metropole lilloise 2024", "observatory year changed: metropole lilloise 2024", "observatory year removed: metropole lilloise 2024"],
            await work.AllAsync("SELECT CONCAT(act, ': ', detail) FROM audit WHERE subject = 'observatory' ORDER BY act, detail"));
    }

    [Theory, EachEngine]
    public async Task A_file_is_taken_whole_or_not_at_all_and_the_list_s_own_file_changes_nothing(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine, listen: true);
        using var staff = new Staff(work.House);
        const string head = "territoire;annee;plus de 50 ans;source\n";
        using (var refused = await staff.SendFileAsync($"{Observatory}/import", Encoding.UTF8.GetBytes($"{head}Lille;2023;26000;Rapport\nLille;2024;;Rapport\n")))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("Ligne 3", await Staff.TextAsync(refused));
        }
        Assert.Empty(await work.AllAsync("SELECT territory FROM observatory_year"));
        Assert.Equal($"{Observatory}?imported=2/0/0", await FileAsync(staff, Encoding.UTF8.GetBytes($"{head}Lille;2023;26000;Rapport\nLille;2024;27000;Rapport\n")));
        Assert.Equal($"{Observatory}?imported=1/1/1", await FileAsync(staff, Encoding.UTF8.GetBytes($"{head}Lille;2023;26000;Rapport\nLille;2024;27500;Rapport\nRoubaix;2024;4000;Rapport\n")));
        using var csv = await staff.GetAsync($"{Observatory}.csv");
        var own = await csv.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Lille,2024,27500,no,,,Rapport,Margaret\n", Encoding.UTF8.GetString(own));
        Assert.Equal($"{Observatory}?imported=0/0/3", await FileAsync(staff, own));
        Assert.Contains("ajoutées : 1, modifiées : 1, déjà ainsi : 1", await staff.ReadAsync($"{Observatory}?imported=1/1/1"));
        foreach (var nothing in (byte[][])[[], new byte[ObservatoryFile.MaxBytes + 1]])
            using (var refused = await staff.SendFileAsync($"{Observatory}/import", nothing))
                Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Theory, EachEngine]
    public async Task With_several_territories_somebody_says_which_one_an_edition_is_shown_with(Engine engine)
    {
        await using var work = await WaveHouse.StartAsync(engine, listen: true);
        using var staff = new Staff(work.House);
        await staff.DoAsync($"{Observatory}/new", Form("Lille", "2024", "26000", ""));
        Assert.DoesNotContain("Quel territoire", await staff.ReadAsync(Observatory));
        await staff.DoAsync($"{Observatory}/new", Form("Roubaix", "2024", "4000", ""));
        Assert.DoesNotContain("Sur le territoire", await staff.ReadAsync(Bilan));
        Assert.Contains("Tour 2024 : Aucun", await staff.ReadAsync(Observatory));
        foreach (var _ in Enumerable.Range(0, 2))
            Assert.Equal($"{Observatory}?done=chosen", await staff.DoAsync($"{Observatory}/territory", ("edition", "2024"), ("territory", "roubaix")));
        Assert.Contains("4 000 demandeurs d’emploi de plus de 50 ans : Roubaix, 2024.", await staff.ReadAsync(Bilan));
        Assert.Contains("Tour 2024 : Roubaix", await staff.ReadAsync(Observatory));
        await staff.DoAsync($"{Observatory}/territory", ("edition", "2024"), ("territory", ""));
        Assert.DoesNotContain("Sur le territoire", await staff.ReadAsync(Bilan));
        await staff.RefusedAsync(HttpStatusCode.NotFound, $"{Observatory}/territory", ("edition", "2024"), ("territory", "paris"));
        await staff.RefusedAsync(HttpStatusCode.NotFound, $"{Observatory}/territory", ("edition", "1999"), ("territory", "lille"));
    }

    [Fact]
    public async Task A_long_list_goes_on_and_only_staff_write()
    {
        await using var work = await WaveHouse.StartAsync(listen: true);
        using var staff = new Staff(work.House);
        await FileAsync(staff, Encoding.UTF8.GetBytes("territoire;annee;plus de 50 ans;source\n" + string.Concat(Enumerable.Range(0, 150).Select(place => $"Bassin {place};{2020 + place % 3};{1000 + place};Rapport\n"))));
        using var hall = new Staff(work.House, Role.Hall);
        var first = await hall.ReadAsync(Observatory);
        var second = await hall.ReadAsync(Regex.Match(first, "href=\"([^\"]*after=[^\"]*)\"").Groups[1].Value);
        Assert.Equal((100, 50), (Regex.Count(first, "<th scope=\"row\">"), Regex.Count(second, "<th scope=\"row\">")));
        Assert.DoesNotContain("after=", second);
        await hall.ReadAsync($"{Observatory}?after=nonsense");
        Assert.DoesNotContain($"{Observatory}/", first);
        await hall.ReadAsync($"{Observatory}/new", HttpStatusCode.Forbidden);
        await hall.RefusedAsync(HttpStatusCode.Forbidden, $"{Observatory}/new", Form("Lille", "2024", "1", ""));
    }

    [Fact]
    public async Task The_demonstration_notes_the_report_s_year_once()
    {
        await using var house = await TestHouse.StartAsync();
        foreach (var _ in Enumerable.Range(0, 2))
            await ObservatoryOfReport.NoteAsync(house.Outcomes, CancellationToken.None);
        Assert.Equal(["26000 290"], await house.Outcomes.QueryAsync<string>("SELECT CONCAT(seekers_over_50, ' ', growth_hundredths) FROM observatory_year WHERE year = 2023", null, CancellationToken.None));
        await using (var tx = await house.Outcomes.BeginAsync(Actor.Command("test"), CancellationToken.None))
        {
            await SaveObservatory.RemoveAsync(tx, (await ReadObservatory.FindAsync(tx, ObservatoryOfReport.Id, CancellationToken.None))!, 1, CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }
        await ObservatoryOfReport.NoteAsync(house.Outcomes, CancellationToken.None);
        Assert.Empty(await house.Outcomes.QueryAsync<int>("SELECT year FROM observatory_year", null, CancellationToken.None));
    }

    /// <summary>The report's year, or the same numbers of another.</summary>
    internal static async Task NoteReportAsync(OutcomesDatabase db, int year = 2023)
    {
        await ObservatoryOfReport.NoteAsync(db, CancellationToken.None);
        await using var tx = await db.BeginAsync(Actor.Command("test"), CancellationToken.None);
        await tx.ExecuteAsync("UPDATE observatory_year SET year = @Year", new { Year = year }, CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
    }

    private static (string, string)[] Form(string territory, string year, string over50, string growth) =>
        [("id", $"{Guid.CreateVersion7()}"), ("territory", territory), ("year", year), ("seekersOver50", over50), ("growth", growth), ("source", "Rapport annuel")];

    private static async Task<string> FileAsync(Staff staff, byte[] file)
    {
        using var answer = await staff.SendFileAsync($"{Observatory}/import", file);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await Staff.TextAsync(answer));
        return answer.Headers.Location!.ToString();
    }
}
