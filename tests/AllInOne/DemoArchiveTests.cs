using Xunit;

namespace JobDating.Tests.AllInOne;

/// <summary>
/// The demo's archive, read back and counted by <see cref="NaiveCount"/>. The figures expected here are typed in from DOMAIN.md a second
/// time, so that the generator's own table cannot vouch for itself.
/// </summary>
public sealed class DemoArchiveTests(WrittenDemo demo) : IClassFixture<WrittenDemo>
{
    private static readonly DateOnly EndOfNovember = new(2023, 11, 30);

    private List<Dictionary<string, string>> Read(string file) => demo.Read(file);
    private NaiveCount CountAsOf(DateOnly day) => new(demo.Folder, day);

    [Fact]
    public void The_totals_at_the_end_of_November_are_the_reports()
    {
        var count = CountAsOf(EndOfNovember);
        Assert.Equal(1000, count.Registered(null).Count);
        Assert.Equal(950, count.Received(null).Count);
        Assert.Equal(274, count.Prepared(null).Count);
        Assert.Equal(116, count.EstablishmentsPresent(null).Count);
        Assert.Equal(87, count.EstablishmentsPresent(null).Select(siret => siret[..9]).Distinct().Count());
        Assert.Equal(1376, count.Held(null).Count);
        Assert.Equal(605, count.Held(null).Count(i => i["result"] == "conclusive"));
        Assert.Equal(144, count.Hires(null).Count);
        Assert.Equal(25, count.TrainingEntries(null).Count);
        Assert.Equal(3, count.ToSettle(null).Count);
        Assert.Equal(750, count.MobilityVisits(null).Count);
        Assert.Equal(550, count.MobilityVisits(null).Count(v => v["outcome"] == "accompanied"));
        Assert.Equal(30, count.PressArticles());
    }

    [Theory]
    [InlineData("wambrechies", "2023-03-14", 148, 140, 40, 205, 90, 21, 4)]
    [InlineData("mons-en-baroeul", "2023-03-28", 174, 165, 48, 240, 106, 25, 4)]
    [InlineData("ronchin", "2023-04-11", 158, 150, 43, 215, 95, 23, 4)]
    [InlineData("wattrelos", "2023-05-23", 152, 145, 42, 210, 92, 22, 4)]
    [InlineData("val-de-marque", "2023-09-19", 137, 130, 37, 186, 82, 19, 3)]
    [InlineData("tourcoing", "2023-10-10", 231, 220, 64, 320, 140, 34, 6)]
    public void Each_site_has_its_figures(
        string code, string date, int registered, int received, int prepared, int held, int conclusive, int hires, int trainings)
    {
        var count = CountAsOf(EndOfNovember);
        Assert.Equal(date, Read("sites.csv").Single(s => s["code"] == code)["date"]);
        Assert.Equal(registered, count.Registered(code).Count);
        Assert.Equal(received, count.Received(code).Count);
        Assert.Equal(prepared, count.Prepared(code).Count);
        Assert.Equal(held, count.Held(code).Count);
        Assert.Equal(conclusive, count.Held(code).Count(i => i["result"] == "conclusive"));
        Assert.Equal(hires, count.Hires(code).Count);
        Assert.Equal(trainings, count.TrainingEntries(code).Count);
    }

    [Fact]
    public void Nobody_is_received_twice_and_no_establishment_sits_twice_so_the_sites_add_up()
    {
        var count = CountAsOf(EndOfNovember);
        var sites = Read("sites.csv").Select(s => s["code"]).ToList();
        Assert.Equal(6, sites.Count);
        Assert.Equal(1000, sites.Sum(s => count.Registered(s).Count));
        Assert.Equal(950, sites.Sum(s => count.Received(s).Count));
        Assert.Equal(116, sites.Sum(s => count.EstablishmentsPresent(s).Count));
    }

    [Fact]
    public void About_half_of_those_asked_have_answered_and_one_in_ten_walked_in()
    {
        var count = CountAsOf(EndOfNovember);
        Assert.InRange(count.Answered(null).Count / (double)count.Asked(null).Count, 0.48, 0.54);
        Assert.InRange(Read("registrations.csv").Count(r => r["channel"] == "walk_in"), 90, 100);
        Assert.Contains(Read("registrations.csv"), r => r["cancelled_at"] != "");
        Assert.InRange(count.Received(null).Count - count.Asked(null).Count, 30, 120);
        Assert.InRange(Read("candidates.csv").Average(c => c["email"] == "" ? 1.0 : 0), 0.12, 0.18);
    }

    [Fact]
    public void Preparation_claims_no_effect_on_hires()
    {
        var count = CountAsOf(EndOfNovember);
        var (prepared, hires) = (count.Prepared(null), count.Hires(null));
        var among = hires.Count(prepared.Contains) / 274.0;
        var others = hires.Count(h => !prepared.Contains(h)) / 676.0;
        Assert.InRange(among - others, -0.01, 0.01);
    }

    [Fact]
    public void December_brings_what_November_did_not_know()
    {
        var later = CountAsOf(new(2023, 12, 31));
        Assert.Equal(151, later.Hires(null).Count);
        Assert.Equal(27, later.TrainingEntries(null).Count);
        Assert.Equal(2, later.ToSettle(null).Count);
        Assert.Equal(143, CountAsOf(new(2023, 11, 29)).Hires(null).Count);
        Assert.Equal(145, CountAsOf(new(2023, 12, 1)).Hires(null).Count);
    }

    [Fact]
    public void Thirty_one_companies_have_signed_the_charter()
    {
        var present = CountAsOf(EndOfNovember).EstablishmentsPresent(null).Select(siret => siret[..9]).ToHashSet();
        var signatures = Read("establishments.csv").Where(e => e["charter_signed_on"] != "")
            .Select(e => (Siren: e["siret"][..9], Year: e["charter_signed_on"][..4])).Distinct().ToList();
        Assert.All(signatures, s => Assert.Contains(s.Siren, present));
        Assert.Equal(31, signatures.Select(s => s.Siren).Distinct().Count());
        Assert.Equal([("2019", 14), ("2022", 9), ("2023", 8)], signatures.CountBy(s => s.Year).OrderBy(y => y.Key).Select(y => (y.Key, y.Value)));
    }

    [Fact]
    public void Twenty_one_employer_workshops_saw_209_people_of_137_structures()
    {
        var codes = Read("workshops.csv").Where(w => w["audience"] == "employers").Select(w => w["code"]).ToHashSet();
        var attended = Read("workshop_attendances.csv").Where(a => codes.Contains(a["workshop_code"]) && a["attended"] == "yes").ToList();
        Assert.Equal(21, codes.Count);
        Assert.Equal(209, attended.Count);
        Assert.All(Read("workshops.csv"), w => Assert.True(DateOnly.FromDateTime(NaiveCount.Time(w["starts_at"])) <= EndOfNovember));
        Assert.Equal(209, attended.Select(a => a["participant_code"]).Distinct().Count());
        Assert.Equal(137, attended.Select(a => a["structure"]).Distinct().Count());
    }

    [Fact]
    public void Two_runs_write_the_same_bytes()
    {
        using var again = new WrittenDemo();
        foreach (var file in Directory.GetFiles(demo.Folder))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(again.Folder, Path.GetFileName(file))));
    }
}
