using System.Globalization;
using Xunit;

namespace JobDating.Tests.AllInOne;

/// <summary>The demo's days could have happened: seats, hours, tables and people are where they can be, and nobody in it exists.</summary>
public sealed class DemoRealismTests(WrittenDemo demo) : IClassFixture<WrittenDemo>
{
    private List<Dictionary<string, string>> Read(string file) => demo.Read(file);

    [Fact]
    public void Workshops_take_no_more_than_their_seats_and_come_before_the_date()
    {
        var attendances = Read("workshop_attendances.csv").ToLookup(a => a["workshop_code"]);
        var registered = Read("registrations.csv").ToLookup(r => r["candidate_code"], r => r["registered_at"]);
        var dates = Read("sites.csv").ToDictionary(s => s["code"], s => DateOnly.Parse(s["date"], CultureInfo.InvariantCulture));
        foreach (var workshop in Read("workshops.csv"))
        {
            var seats = int.Parse(workshop["capacity"], CultureInfo.InvariantCulture);
            Assert.InRange(attendances[workshop["code"]].Count(), 5, seats);
            if (workshop["audience"] == "employers")
                continue;
            Assert.InRange(seats, 12, 14);
            var day = DateOnly.FromDateTime(NaiveCount.Time(workshop["starts_at"]));
            var date = dates[workshop["code"][2..^2]];
            Assert.InRange(date.DayNumber - day.DayNumber, 1, 12);
            // Nobody is at a workshop before being known.
            Assert.All(attendances[workshop["code"]], a => Assert.True(registered[a["participant_code"]].Min()!.CompareTo(workshop["starts_at"]) < 0));
        }
    }

    [Fact]
    public void Interviews_keep_to_the_hours_the_tables_and_the_people_that_were_there()
    {
        var sites = Read("sites.csv").ToDictionary(s => s["code"]);
        var tables = Read("attendances.csv").Where(a => a["status"] == "present")
            .ToDictionary(a => (a["site_code"], a["siret"]), a => int.Parse(a["tables"], CultureInfo.InvariantCulture));
        var registrations = Read("registrations.csv").ToDictionary(r => (r["candidate_code"], r["site_code"]));
        var interviews = Read("interviews.csv");
        foreach (var interview in interviews)
        {
            var site = sites[interview["site_code"]];
            var start = NaiveCount.Time(interview["starts_at"]);
            Assert.Equal("10", interview["minutes"]);
            Assert.Equal(site["date"], interview["starts_at"][..10]);
            Assert.InRange(start, NaiveCount.Time($"{site["date"]}T{site["opens_at"]}"), NaiveCount.Time($"{site["date"]}T{site["closes_at"]}").AddMinutes(-10));
            Assert.False(start.TimeOfDay > new TimeSpan(12, 20, 0) && start.TimeOfDay < new TimeSpan(13, 30, 0), "the lunch hour is free");
            Assert.InRange(int.Parse(interview["table"], CultureInfo.InvariantCulture), 1, tables[(interview["site_code"], interview["siret"])]);
            var registration = registrations[(interview["candidate_code"], interview["site_code"])];
            Assert.Equal("", registration["cancelled_at"]);
            if (interview["status"] == "held" || registration["received_at"] != "")
                Assert.True(NaiveCount.Time(registration["received_at"]) <= start);
            Assert.Equal(interview["status"] == "held", interview["result"] != "");
        }

        Assert.DoesNotContain(interviews.CountBy(i => (i["candidate_code"], i["starts_at"])), slot => slot.Value > 1);
        Assert.DoesNotContain(interviews.CountBy(i => (i["siret"], i["table"], i["starts_at"])), slot => slot.Value > 1);
        Assert.True(interviews.Count(i => i["status"] == "no_show") > 20);
        Assert.True(interviews.Count(i => i["status"] == "cancelled") > 10);
        Assert.InRange(interviews.Count(i => i["result"] == "undecided"), 10, 60);
    }

    [Fact]
    public void The_mobility_stand_sees_each_once_while_there_and_not_during_an_interview()
    {
        var visits = Read("mobility_visits.csv");
        var received = Read("registrations.csv").Where(r => r["received_at"] != "").ToDictionary(r => r["candidate_code"]);
        var busy = Read("interviews.csv").ToLookup(i => i["candidate_code"], i => NaiveCount.Time(i["starts_at"]));
        Assert.Equal(750, visits.Select(v => v["candidate_code"]).Distinct().Count());
        Assert.All(visits, v =>
        {
            var at = NaiveCount.Time(v["visited_at"]);
            Assert.Equal(v["site_code"], received[v["candidate_code"]]["site_code"]);
            Assert.True(NaiveCount.Time(received[v["candidate_code"]]["received_at"]) <= at);
            Assert.DoesNotContain(busy[v["candidate_code"]], start => Math.Abs((start - at).TotalMinutes) < 10);
        });
    }

    [Fact]
    public void Everybody_is_fifty_or_more_and_numbers_belong_to_nobody()
    {
        var candidates = Read("candidates.csv");
        Assert.All(candidates, c => Assert.True(string.CompareOrdinal(c["birth_date"], "1973-03-14") <= 0));
        Assert.All(candidates.Where(c => c["email"] != ""), c => Assert.Matches(@"^[a-z0-9.-]+@example\.(org|com)$", c["email"]));
        Assert.All(candidates.Where(c => c["phone"] != ""), c => Assert.Matches(@"^(06 39 98|03 53 01) \d\d \d\d$", c["phone"]));
        foreach (var column in new[] { "email", "phone" })
            Assert.DoesNotContain(candidates.Where(c => c[column] != "").CountBy(c => c[column]), n => n.Value > 1);
        var sirets = Read("establishments.csv").Select(e => e["siret"]).Concat(Read("followups.csv").Select(f => f["siret"]).Where(s => s != ""));
        Assert.All(sirets, siret => Assert.True(siret.Length == 14 && Luhn(siret) && Luhn(siret[..9]), siret));
    }

    [Fact]
    public void What_a_row_refers_to_exists_and_no_key_comes_twice()
    {
        var keys = new Dictionary<string, string[]>
        {
            ["edition.csv"] = ["code"],
            ["structures.csv"] = ["code"],
            ["sites.csv"] = ["code"],
            ["establishments.csv"] = ["siret"],
            ["attendances.csv"] = ["site_code", "siret"],
            ["offers.csv"] = ["code"],
            ["candidates.csv"] = ["code"],
            ["registrations.csv"] = ["candidate_code", "site_code"],
            ["workshops.csv"] = ["code"],
            ["workshop_attendances.csv"] = ["workshop_code", "participant_code"],
            ["interviews.csv"] = ["code"],
            ["followups.csv"] = ["candidate_code", "answered_at", "source", "siret", "situation"],
            ["press.csv"] = ["published_on", "outlet", "title"],
            ["mobility_visits.csv"] = ["site_code", "candidate_code", "visited_at"],
        };
        Assert.Equal(keys.Keys.Order(), Directory.GetFiles(demo.Folder).Select(f => Path.GetFileName(f)).Order());
        foreach (var (file, key) in keys)
            Assert.DoesNotContain(Read(file).CountBy(row => string.Join('|', key.Select(column => row[column]))), n => n.Value > 1);

        void Refers(string file, string column, string to, string code) => Assert.Empty(
            Read(file).Select(r => r[column]).Where(v => v != "").Except(Read(to).Select(r => r[code])));
        Refers("candidates.csv", "structure_code", "structures.csv", "code");
        Refers("offers.csv", "siret", "establishments.csv", "siret");
        Refers("attendances.csv", "siret", "establishments.csv", "siret");
        Refers("attendances.csv", "site_code", "sites.csv", "code");
        Refers("registrations.csv", "candidate_code", "candidates.csv", "code");
        Refers("workshop_attendances.csv", "workshop_code", "workshops.csv", "code");
        Refers("followups.csv", "candidate_code", "candidates.csv", "code");
    }

    private static bool Luhn(string digits) =>
        digits.Reverse().Select((c, i) => (c - '0') * (1 + i % 2)).Sum(d => d > 9 ? d - 9 : d) % 10 == 0;
}
