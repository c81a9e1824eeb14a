using JobDating.Outcomes.Bilan;
using JobDating.Outcomes.Bilan.Frozen;
using JobDating.Outcomes.Bilan.Observatory;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.Bilan.Frozen;

/// <summary>A bilan that was kept is read years later, by a program that counts more than the one that kept it.</summary>
public sealed class SinceThenTests
{
    [Fact]
    public void What_is_kept_comes_back_whole()
    {
        var bilan = Bilan(hires: 144);
        var read = ReadFrozen.Read(ReadFrozen.Write(bilan));
        Assert.Equal(ReadFrozen.Write(bilan), ReadFrozen.Write(read));
        Assert.Equal((144, "144", "Embauches"), (read.Count(BilanFigures.Hires), read.Find("hires")!.Text(read.Total), read.Find("hires")!.Names["fr"]));
        Assert.Equal(26_000, read.Observatory!.SeekersOver50);
        Assert.True(SinceThen.Between(read, bilan).IsUnchanged);
    }

    [Fact]
    public void A_figure_that_joined_later_is_not_known_in_an_old_one_and_never_zero()
    {
        var now = Bilan(hires: 144);
        var durable = new KeptFigure { Key = "durableHires", OfSites = true, Names = new Dictionary<string, string> { ["fr"] = "Embauches durables" } };
        var later = now with { Figures = [.. now.Figures, durable], Total = new Dictionary<string, int?>(now.Total) { [durable.Key] = 98 } };
        Assert.Equal("—", durable.Text(now.Total));
        Assert.Equal("98", durable.Text(later.Total));
        var since = SinceThen.Between(now, later);
        Assert.True(since.IsUnchanged);
        Assert.Equal([durable], since.Later);
    }

    [Fact]
    public void An_older_and_a_newer_program_s_text_is_read_as_far_as_it_goes()
    {
        var kept = ReadFrozen.Read("""
            {"schema":7,"code":"2023","asOf":"2023-11-30","figures":[{"key":"received","names":{"fr":"Reçus"},"invented":[1,2]}],"total":{"received":949,"invented":3},"invented":{"deep":true}}
            """);
        Assert.Equal((949, null, 0, 0), (kept.Count(BilanFigures.Received), kept.Count(BilanFigures.Hires), kept.Sites.Count, kept.Charter.Count));
        Assert.Null(kept.Observatory);
        var since = SinceThen.Between(kept, Bilan(hires: 144));
        Assert.Equal(["received"], since.Changes.Select(change => change.Figure.Key));
        Assert.Contains(since.Later, figure => figure.Key == "hires");
    }

    [Fact]
    public void Each_place_says_what_changed_there()
    {
        var (then, now) = (Bilan(hires: 144), Bilan(hires: 146));
        Assert.Equal([(SinceThen.PlaceKind.Edition, null, 144, 146), (SinceThen.PlaceKind.Site, "Ronchin", 144, 146), (SinceThen.PlaceKind.NotPrepared, null, 100, 102)],
            SinceThen.Between(then, now).Changes.Where(change => change.Figure.Key == "hires").Select(change => (change.Kind, change.Site, change.Then, change.Now)));
        Assert.Equal("Depuis, 2 embauches de plus sont connues (144 → 146).", Said(SinceThen.Between(then, now)));
        Assert.Equal("Depuis, 1 embauche ne compte plus (144 → 143).", Said(SinceThen.Between(then, Bilan(hires: 143))));
        Assert.Equal("Embauches : 144 alors, plus connu maintenant.", Said(SinceThen.Between(then, Bilan(hires: null))));
        Assert.Equal("Embauches : pas encore connu alors, 144 maintenant.", Said(SinceThen.Between(Bilan(hires: null), then)));
        var wattrelos = new KeptSite { Code = "wattrelos", Name = "Wattrelos" };
        Assert.Equal(["Wattrelos"], SinceThen.Between(then, then with { Sites = [.. then.Sites, wattrelos] }).Added);
        Assert.Equal(["Ronchin"], SinceThen.Between(then, then with { Sites = [] }).Gone);
    }

    private static string Said(SinceThen since) => French.Read(() => PageText.Plain(FrozenReading.Says(since.OfEdition.First(change => change.Figure.Key == "hires"))));

    private static KeptBilan Bilan(int? hires)
    {
        var counts = new TotalCounts { Received = 950, Hires = hires ?? 0, Answered = hires is null ? 0 : 445 };
        var kept = KeptBilan.Of(new BilanReport("2023", "Tour 2023", "Europe/Paris", new BilanCounts
        {
            Edition = "2023",
            AsOf = new LocalDate(2023, 11, 30),
            Total = counts,
            Sites = [new SiteCounts { Code = "ronchin", Name = "Ronchin", Date = new LocalDate(2023, 4, 11), Hires = hires ?? 0, Answered = hires is null ? 0 : 445 }],
            PreparedVersusNot = new SplitCounts { Prepared = new GroupCounts { Hires = 44 }, NotPrepared = new GroupCounts { Hires = (hires ?? 44) - 44 } },
        }, new BilanDetails { Workshops = new(), Charter = [new(2019, 14, 14)], Mobility = new(), Press = [] }), new ObservatoryContext { Territory = "Lille", Year = 2023, SeekersOver50 = 26_000, Growth = new Growth(2.9m, false, false), Source = "Rapport" });
        // Whether anybody answered is the edition's own matter; here only hires differ.
        return kept with { Total = new Dictionary<string, int?>(kept.Total) { ["answered"] = 445, ["trainingEntries"] = 25, ["toSettle"] = 0 }, Sites = [.. kept.Sites.Select(site => site with { Counts = new Dictionary<string, int?>(site.Counts) { ["answered"] = 445, ["trainingEntries"] = 25, ["toSettle"] = 0 } })] };
    }
}
