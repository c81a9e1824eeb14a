using JobDating.Tests.Registration.Imports;
using NodaTime;
using Xunit;

namespace JobDating.Tests.AllInOne;

/// <summary>What a second archive does to an edition that is already here, and what one that is refused does not.</summary>
public sealed class ImportAgainTests
{
    private const string Acme = WrittenArchive.Acme;

    [Fact]
    public async Task The_same_archive_again_changes_no_row_and_tells_nobody_of_any_fact()
    {
        using var archive = AwkwardArchive.Write();
        await using var house = await TestHouse.StartAsync();
        await house.ImportAsync(archive.Folder);
        var before = await Dump.AllAsync(house);
        var parts = await Dump.CountAsync(house.Registration, "import_part");
        await house.ImportAsync(archive.Folder);
        Assert.Equal(before, await Dump.AllAsync(house));
        // Interviews and answers went to their owners, who found nothing to do.
        Assert.Equal(parts + 2, await Dump.CountAsync(house.Registration, "import_part"));
    }

    [Fact]
    public async Task An_absent_column_keeps_an_empty_cell_empties_and_an_absent_row_stays()
    {
        using var archive = new WrittenArchive().WithCast()
            .With("candidates.csv", "code,last_name,first_name,email,phone,consent_followup", "C1,Lovelace,Ada,ada@example.org,0612,yes", "C2,Hopper,Grace,grace@example.org,0613,yes")
            .With("attendances.csv", "site_code,siret,tables,status", $"ronchin,{Acme},4,present")
            .With("registrations.csv", "candidate_code,site_code,registered_at,channel,received_at", "C1,ronchin,2023-03-01T09:00,online,2023-04-11T09:00")
            .With("interviews.csv", "code,site_code,siret,table,candidate_code,starts_at,minutes,status,result,second_interview_on", $"I1,ronchin,{Acme},1,C1,2023-04-11T09:30,10,held,conclusive,2023-04-20")
            .With("followups.csv", "candidate_code,answered_at,source,siret,situation,contract_type,started_on", $"C1,2023-09-01T10:00,candidate,{Acme},hired,CDI,2023-06-01");
        await using var house = await TestHouse.StartAsync();
        Assert.Equal(0, (await house.ImportAsync(archive.Folder)).Errors);
        using var second = new WrittenArchive()
            .With("candidates.csv", "code,last_name,first_name,phone", "C1,Byron,Ada,")
            .With("attendances.csv", "site_code,siret,status", $"ronchin,{Acme},absent")
            .With("registrations.csv", "candidate_code,site_code,registered_at,channel", "C1,ronchin,2023-03-02T09:00,staff")
            .With("interviews.csv", "code,site_code,siret,table,candidate_code,starts_at,minutes,status,second_interview_on", $"I1,ronchin,{Acme},1,C1,2023-04-11T09:30,12,held,")
            .With("followups.csv", "candidate_code,answered_at,source,siret,situation,contract_type", $"C1,2023-09-01T10:00,candidate,{Acme},hired,");
        Assert.Equal(0, (await house.ImportAsync(second.Folder)).Errors);

        using var exported = await Exported.FromAsync(house, "2023");
        Assert.Equal(["C1|Byron|Ada||ada@example.org||||yes|", "C2|Hopper|Grace||grace@example.org|0613|||yes|"], exported.Rows("candidates.csv"));
        Assert.Equal([$"ronchin|{Acme}|4|absent"], exported.Rows("attendances.csv"));
        Assert.Equal(["C1|ronchin|2023-03-02T09:00|staff||2023-04-11T09:00"], exported.Rows("registrations.csv"));
        Assert.Equal([$"I1|ronchin|{Acme}|1|C1|2023-04-11T09:30|12|held|conclusive|"], exported.Rows("interviews.csv"));
        Assert.Equal([$"C1|2023-09-01T10:00|candidate|{Acme}|hired||2023-06-01|"], exported.Rows("followups.csv"));
        Assert.Single(exported.Rows("sites.csv"));
        var bilan = await house.BilanAsync("2023", new LocalDate(2023, 11, 30));
        Assert.Equal((0, 1, 1), (bilan.Total.EstablishmentsPresent, bilan.Total.Received, bilan.Total.Hires));
    }

    [Fact]
    public async Task Checking_in_clears_a_cancellation_when_the_archive_says_nothing_of_it_and_a_late_cancellation_is_an_error()
    {
        using var archive = new WrittenArchive().WithCast().With("registrations.csv", "candidate_code,site_code,registered_at,channel,cancelled_at", "C1,ronchin,2023-03-01T09:00,online,2023-03-05T09:00");
        await using var house = await TestHouse.StartAsync();
        await house.ImportAsync(archive.Folder);
        using var came = new WrittenArchive().With("registrations.csv", "candidate_code,site_code,registered_at,channel,received_at", "C1,ronchin,2023-03-01T09:00,online,2023-04-11T09:00");
        Assert.Equal(0, (await house.ImportAsync(came.Folder)).Errors);
        using var exported = await Exported.FromAsync(house, "2023");
        Assert.Equal(["C1|ronchin|2023-03-01T09:00|online||2023-04-11T09:00"], exported.Rows("registrations.csv"));
        Assert.Equal(1, (await house.ImportAsync(archive.Folder)).Errors);
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        using var archive = AwkwardArchive.Write();
        await using var house = await TestHouse.StartAsync();
        var before = await Dump.AllAsync(house);
        Assert.Equal(0, (await house.ImportAsync(archive.Folder, dryRun: true)).Errors);
        Assert.Equal(before, await Dump.AllAsync(house));
        await Assert.ThrowsAsync<InvalidOperationException>(() => house.BilanAsync("2023"));
    }

    [Fact]
    public async Task One_error_in_the_last_row_and_nothing_is_written_anywhere()
    {
        using var archive = AwkwardArchive.Write().With("mobility_visits.csv", "site_code,candidate_code,visited_at", "ronchin,C00001,2023-04-11T11:00", "ronchin,C00009,2023-04-11T11:00");
        await using var house = await TestHouse.StartAsync();
        var before = await Dump.AllAsync(house);
        Assert.Equal(1, (await house.ImportAsync(archive.Folder)).Errors);
        Assert.Equal(before, await Dump.AllAsync(house));
    }

    [Fact]
    public async Task Every_row_of_a_first_import_leaves_a_trace_of_who_did_it()
    {
        using var archive = AwkwardArchive.Write();
        await using var house = await TestHouse.StartAsync();
        await house.ImportAsync(archive.Folder);
        await house.SettleAsync();
        Assert.Equal(4, await house.Registration.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM audit WHERE subject = 'candidate'", null, CancellationToken.None));
        Assert.Equal(5, await house.Scheduling.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM audit WHERE subject = 'interview'", null, CancellationToken.None));
        Assert.Equal(5, await house.Outcomes.QueryFirstOrDefaultAsync<int>("SELECT COUNT(*) FROM audit WHERE subject = 'answer'", null, CancellationToken.None));
    }
}
