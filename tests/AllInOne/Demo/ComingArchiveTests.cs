using System.Globalization;
using JobDating.AllInOne.Demo;
using JobDating.AllInOne.Demo.Coming;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace JobDating.Tests.AllInOne.Demo;

/// <summary>The tour to come, told from any day: also from the last of a year, around the changes of clocks, before holidays and on a leap day.</summary>
public sealed class ComingArchiveTests
{
    public static TheoryData<string> Days { get; } =
        ["2026-11-23", "2026-12-31", "2026-12-14", "2027-03-24", "2027-03-28", "2027-10-25", "2027-10-31", "2027-04-20", "2028-02-29", "2023-03-14"];

    [Theory, MemberData(nameof(Days))]
    public async Task It_is_taken_in_without_a_finding(string today)
    {
        using var coming = new WrittenComing(Day(today));
        await using var house = await TestHouse.StartAsync();
        house.Clock.Reset(Day(today).At(new LocalTime(9, 0)).InZoneLeniently(Tour2023.Zone).ToInstant());
        var check = await house.ImportAsync(coming.Folder, dryRun: true);
        Assert.Equal((0, 0), (check.Errors, check.Notices));
        Assert.NotEqual("2023", check.EditionCode);
    }

    [Theory, MemberData(nameof(Days))]
    public void Its_sites_lie_ahead_on_days_when_people_work(string today)
    {
        var tour = new ComingTour(Day(today));
        Assert.Equal(6, tour.Sites.Count);
        Assert.InRange(Period.DaysBetween(Day(today), tour.Sites[0].Date), 10, 25);
        Assert.Equal(tour.Sites, tour.Sites.OrderBy(site => site.Date));
        Assert.All(tour.Sites, site => Assert.True(WorkingDays.Is(site.Date), $"{site.Date}"));
        Assert.InRange(Period.DaysBetween(tour.Sites[0].Date, tour.Sites[^1].Date), 40, 80);
    }

    [Theory, MemberData(nameof(Days))]
    public void What_has_happened_was_before_today_and_what_is_planned_comes_before_its_site(string today)
    {
        using var coming = new WrittenComing(Day(today));
        Assert.All(coming.Read("registrations.csv"), registration =>
        {
            Assert.True(string.CompareOrdinal(registration["registered_at"], today) < 0, registration["registered_at"]);
            Assert.True(registration["cancelled_at"] == "" || string.CompareOrdinal(registration["cancelled_at"], registration["registered_at"]) > 0);
            Assert.Equal("", registration["received_at"]);
        });
        var attended = coming.Read("workshop_attendances.csv").ToLookup(attendance => attendance["workshop_code"], attendance => attendance["attended"] == "yes");
        Assert.All(coming.Read("workshops.csv"), workshop =>
        {
            var isOver = string.CompareOrdinal(workshop["starts_at"], today) < 0;
            Assert.Equal(isOver, attended[workshop["code"]].Any(yes => yes));
            Assert.InRange(attended[workshop["code"]].Count(), 5, int.Parse(workshop["capacity"], CultureInfo.InvariantCulture));
        });
        Assert.All(coming.Read("candidates.csv"), candidate => Assert.True(Day(candidate["birth_date"]).PlusYears(49) < Day(today)));
    }

    [Fact]
    public void Some_forty_establishments_come_some_four_hundred_are_registered_and_a_few_employers_are_wanted_by_most()
    {
        var story = new ComingStory(new(2026, 11, 23));
        Assert.Equal(40, story.Employers.Establishments.Count());
        Assert.InRange(story.Candidates.All.Count, 400, 500);
        Assert.All(story.Candidates.All, candidate => Assert.InRange(candidate.Wishes.Select(wish => wish.Establishment).Distinct().Count(), candidate.Wishes.Count, 5));
        var wishes = story.Candidates.At(story.First).SelectMany(candidate => candidate.Wishes).CountBy(wish => wish.Establishment).ToDictionary();
        var here = story.Employers.At(story.First);
        Assert.True(wishes[here[0]] > 3 * wishes[here[8]], $"{wishes[here[0]]} want the first, {wishes[here[8]]} the ninth");
        Assert.Equal(here.Count, here.Select(establishment => establishment.Company).Distinct().Count());
        Assert.Equal(story.Employers.Offers.Count, story.Employers.Offers.Select(offer => offer.Code).Distinct().Count());
    }

    [Fact]
    public void The_same_day_tells_the_same_story()
    {
        using var one = new WrittenComing(new(2026, 11, 23));
        using var other = new WrittenComing(new(2026, 11, 23));
        foreach (var file in Directory.GetFiles(one.Folder))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(other.Folder, Path.GetFileName(file))));
        Assert.Equal(
            new ComingStory(new(2026, 11, 23)).Bookings.Select(booking => (booking.Candidate.Code, booking.Establishment.Siret, booking.StartsAt)),
            new ComingStory(new(2026, 11, 23)).Bookings.Select(booking => (booking.Candidate.Code, booking.Establishment.Siret, booking.StartsAt)));
    }

    /// <summary>The first, Easter Monday, Ascension and Whit Monday as calendars have them.</summary>
    [Theory]
    [InlineData("2027-01-01", false)]
    [InlineData("2026-04-06", false)]
    [InlineData("2027-05-06", false)]
    [InlineData("2028-06-05", false)]
    [InlineData("2027-03-29", false)]
    [InlineData("2027-03-30", true)]
    [InlineData("2027-11-11", false)]
    [InlineData("2027-11-12", true)]
    [InlineData("2027-11-13", false)]
    public void Nobody_works_on_holidays(string day, bool works) => Assert.Equal(works, WorkingDays.Is(Day(day)));

    private static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;
}
