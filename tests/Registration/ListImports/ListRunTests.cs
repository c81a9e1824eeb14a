using System.Net;
using System.Text;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.ListImports;
using JobDating.Tests.Registration.Accounts;
using JobDating.Tests.Registration.Employers;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Registration.ListImports;

/// <summary>What becomes of a list's import between its steps, and after it, without anybody at the screen.</summary>
public sealed class ListRunTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly Instant Created = TestHouse.Start;

    [Theory]
    [InlineData("Nom;Prénom\nLovelace;Ada\n", false, true, "writing")]
    [InlineData("Nom;Prénom\nLovelace;Ada\n;Grace\n", true, true, "writing")]
    [InlineData("Nom;Prénom\nLovelace;Ada\n;Grace\n", false, false, "checked")]
    public async Task The_look_before_the_run_never_passes_for_a_dry_run(string list, bool onlyGood, bool goesOn, string status)
    {
        await using var work = await CoordinatorAtWork.StartAsync();
        var (id, claim) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await CreateAsync(work, id, "writing", onlyGood, claim, Created + Duration.FromDays(1), list);
        var import = (await ListImportRecord.FindAsync(work.House.Registration, id, Ct))!;

        Assert.Equal(goesOn, await RunListImport.CheckAsync(work.House.Registration, import, claim, PathOf(work, id), Ct));

        Assert.Equal(status, await work.OneAsync<string>("SELECT status FROM list_import"));
        Assert.Equal(goesOn ? 1 : 0, await work.OneAsync<int>("SELECT COUNT(*) FROM list_import WHERE claimed_by IS NOT NULL"));
        // Whose claim somebody else has taken over meanwhile stops here.
        await Assert.ThrowsAsync<ChangedMeanwhileException>(() => RunListImport.CheckAsync(work.House.Registration, import, Guid.NewGuid(), PathOf(work, id), Ct));
    }

    [Fact]
    public async Task What_was_found_is_forgotten_a_week_after_the_import_and_its_counts_stay()
    {
        await using var work = await CoordinatorAtWork.StartAsync();
        var (list, archive) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await CreateAsync(work, list, "done", false, null, Created, null);
        await WriteAsync(work, """
            INSERT INTO list_import_finding (import_id, line, field, rule_name, value, argument, is_notice)
            VALUES (@List, 2, '', 'CandidateKnown', '', 'Ada Lovelace (C1)', 1)
            """, new { List = list });
        await WriteAsync(work, """
            INSERT INTO edition_import (id, file_name, is_dry_run, status, created_at, done_at, errors, notices, claimed_until)
            VALUES (@Archive, '2024.zip', 0, 'done', @Created, @Created, 0, 1, @Created)
            """, new { Archive = archive, Created });
        await WriteAsync(work, """
            INSERT INTO import_finding (import_id, file_name, line, column_name, rule_name, value, arguments, is_notice)
            VALUES (@Archive, 'candidates.csv', 2, 'email', 'NotAnEmail', 'ada@', '[]', 1)
            """, new { Archive = archive });

        work.House.Clock.Reset(Created + Duration.FromDays(6));
        await SweepAsync(work);
        Assert.Contains("Ada Lovelace", await work.SeeAsync($"{CoordinatorAtWork.Address}/list-imports/{list}"), StringComparison.Ordinal);
        work.House.Clock.Reset(Created + Duration.FromDays(8));
        await SweepAsync(work);

        Assert.Equal((0, 0), (await work.OneAsync<int>("SELECT COUNT(*) FROM list_import_finding"), await work.OneAsync<int>("SELECT COUNT(*) FROM import_finding")));
        foreach (var page in (string[])[$"{CoordinatorAtWork.Address}/list-imports/{list}", $"/registration/imports/{archive}"])
            Assert.Contains("effacées une semaine après", await work.SeeAsync(page), StringComparison.Ordinal);
    }

    /// <summary>Its disk was changed: no instance has the file, so none would ever run it.</summary>
    [Fact]
    public async Task A_list_whose_file_is_lost_is_refused_after_a_week()
    {
        await using var work = await CoordinatorAtWork.StartAsync();
        var (lost, claimed) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await CreateAsync(work, lost, "ready", false, null, Created, null);
        await CreateAsync(work, claimed, "ready", false, Guid.NewGuid(), Created + Duration.FromDays(9), null);

        work.House.Clock.Reset(Created + Duration.FromDays(8));
        await SweepAsync(work);

        Assert.Equal("refused Expired", await work.OneAsync<string>($"SELECT CONCAT(status, ' ', refusal) FROM list_import WHERE id = '{lost.ToString().ToUpperInvariant()}'"));
        Assert.Equal("ready", await work.OneAsync<string>($"SELECT status FROM list_import WHERE id = '{claimed.ToString().ToUpperInvariant()}'"));
    }

    [Fact]
    public async Task The_same_file_sent_twice_at_once_is_one_import()
    {
        await using var work = await CoordinatorAtWork.StartAsync();
        var id = Guid.CreateVersion7();
        var list = Encoding.UTF8.GetBytes("Nom;Prénom\nLovelace;Ada\n");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => work.UploadAsync($"{CoordinatorAtWork.Address}/import-list", "liste.csv", list, ("kind", "candidates"), ("id", id.ToString()))));

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.SeeOther, $"{CoordinatorAtWork.Address}/list-imports/{id}"), answer));
        Assert.Equal(1, await work.OneAsync<int>("SELECT COUNT(*) FROM list_import"));
        Assert.Equal([PathOf(work, id)], Directory.EnumerateFiles(Path.GetDirectoryName(PathOf(work, id))!));
    }

    /// <summary>What was found in a list names people; so does the file.</summary>
    [Fact]
    public async Task A_coordinator_of_another_site_neither_sees_nor_runs_a_list_of_candidates()
    {
        await using var work = await CoordinatorAtWork.StartAsync();
        var (everywhere, ronchin) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await CreateAsync(work, everywhere, "checked", false, null, Created, null);
        await CreateAsync(work, ronchin, "checked", false, null, Created, null);
        await WriteAsync(work, "UPDATE list_import SET site_id = @Ronchin WHERE id = @Id", new { work.Ronchin, Id = ronchin });
        await work.House.AccountAsync(Staff.Grace, Role.Coordinator, site: work.Ronchin);
        await work.House.AccountAsync(Staff.Ada, Role.Coordinator, site: Guid.NewGuid());
        using var grace = await work.House.SignedInAsync(Staff.Grace);
        using var ada = await work.House.SignedInAsync(Staff.Ada);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(grace, ronchin, ""));
        foreach (var (browser, id) in ((Browser, Guid)[])[(grace, everywhere), (ada, everywhere), (ada, ronchin)])
            foreach (var below in (string[])["", "/findings.csv"])
                Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(browser, id, below));
        var page = await (await ada.GetAsync($"{CoordinatorAtWork.Address}/import-list")).Content.ReadAsStringAsync();
        Assert.DoesNotContain("liste.csv", page, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> StatusAsync(Browser browser, Guid id, string below)
    {
        using var answer = await browser.GetAsync($"{CoordinatorAtWork.Address}/list-imports/{id}{below}");
        return answer.StatusCode;
    }

    private static async Task CreateAsync(CoordinatorAtWork work, Guid id, string status, bool onlyGood, Guid? claim, Instant until, string? list)
    {
        if (list is not null)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(PathOf(work, id))!);
            await File.WriteAllTextAsync(PathOf(work, id), list, Encoding.UTF8);
        }
        await WriteAsync(work, """
            INSERT INTO list_import (id, edition_id, kind, file_name, status, header, columns, only_good, actor, created_at, done_at,
              row_count, done_count, good_count, known_count, error_count, notice_count, written, unchanged, through, claimed_by, claimed_until)
            VALUES (@Id, @Edition, 'candidates', 'liste.csv', @Status, '["Nom","Prénom"]', '{"last_name":0,"first_name":1}', @OnlyGood, 'test', @Created, @DoneAt, 0, 0, 0, 0, 0, 1, 0, 0, 0, @Claim, @Until)
            """, new { Id = id, work.Edition, Status = status, OnlyGood = onlyGood, Created, DoneAt = status == "done" ? Created : (Instant?)null, Claim = claim, Until = until });
    }

    private static async Task WriteAsync(CoordinatorAtWork work, string sql, object values)
    {
        await using var tx = await work.House.Registration.BeginAsync(Actor.Command("test"), Ct);
        await tx.ExecuteAsync(sql, values, Ct);
        await tx.CommitAsync(Ct);
    }

    private static Task SweepAsync(CoordinatorAtWork work) => ExpireLists.SweepAsync(work.House.Registration, SettingsOf(work), Ct);

    private static string PathOf(CoordinatorAtWork work, Guid id) => ListImportWorker.PathOf(SettingsOf(work), id);

    private static Settings SettingsOf(CoordinatorAtWork work) => work.House.App.Services.GetRequiredService<Settings>();
}
