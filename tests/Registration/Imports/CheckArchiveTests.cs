using JobDating.Registration.Imports;
using Xunit;

namespace JobDating.Tests.Registration.Imports;

public sealed class CheckArchiveTests
{
    private const string Acme = WrittenArchive.Acme;
    private const string AcmeLille = WrittenArchive.AcmeLille;
    private const string Globex = WrittenArchive.Globex;
    private const string InterviewColumns = "code,site_code,siret,table,candidate_code,starts_at,minutes,status,result";

    [Theory]
    [InlineData("edition.csv:0  EditionRowMissing")]
    [InlineData("edition.csv:3 code EditionRowExtra", "2023,Tour,Europe/Paris", "2024,Tour,Europe/Paris")]
    [InlineData("edition.csv:2 time_zone UnknownTimeZone", "2023,Tour,Europe/Ronchin")]
    [InlineData("edition.csv:2 code Required", ",Tour,Europe/Paris")]
    public async Task An_edition_is_one_row(string finding, params string[] rows)
    {
        using var archive = new WrittenArchive().With("edition.csv", ["code,name,time_zone", .. rows]);
        (await archive.CheckAsync()).Are(finding);
    }

    [Fact]
    public async Task An_archive_that_says_all_that_the_text_allows_has_no_finding()
    {
        using var archive = new WrittenArchive().WithCast()
            .With("structures.csv", "code,name,kind", "S1,Mission locale,")
            .With("offers.csv", "code,siret,title,rome_code,contract_type,positions", $"O1,{Acme},Comptable,M1203,cdi,0", $"O2,{Acme},Comptable,,,")
            .With("candidates.csv", "code,last_name,first_name,birth_date,structure_code,consent_followup,consented_on",
                "C1,Lovelace,Ada,,,,", "C2,Hopper,Grace,1965-02-10,S1,oui,")
            .With("registrations.csv", "candidate_code,site_code,registered_at,channel,cancelled_at,received_at",
                "C1,ronchin,2023-04-11T10:00,Walk_In,,2023-04-11T09:00", "C2,ronchin,2023-04-01T10:00,online,2023-03-01T10:00,")
            .With("workshops.csv", "code,name,audience,starts_at,capacity", "W1,Prépa,candidates,2023-04-01T10:00,0", "W2,RH,employers,2023-04-01T10:00,")
            .With("workshop_attendances.csv", "workshop_code,participant_code,structure,attended", "W1,C1,,yes", "W2,Mme Martin,Acme,no")
            .With("interviews.csv", InterviewColumns, $"I1,ronchin,{Acme},1,C1,2099-04-11T10:00,10,HELD,", $"I2,ronchin,{Globex},1,C1,2099-04-11T10:10,10,booked,")
            .With("followups.csv", "candidate_code,answered_at,source,siret,situation,contract_type,started_on,ended_on",
                $"C1,2023-09-01T10:00,candidate,,hired,CDD,2023-05-01,2023-05-01", $"C1,2023-09-01T10:00,candidate,{AcmeLille},hired,,,",
                $"C1,2023-09-01T10:00,staff,,unreachable,,,", $"C1,2023-09-01T10:00,employer,{Acme},not_hired,,,")
            .With("press.csv", "published_on,outlet,title,url", "2023-04-12,Wéo,Job dating,")
            .With("mobility_visits.csv", "site_code,candidate_code,visited_at,outcome", "ronchin,C2,2023-04-11T10:00,");
        (await archive.CheckAsync()).Are();
        (await WrittenArchive.CheckAsync(archive.Zip())).Are();
    }

    [Theory]
    [InlineData("structures.csv", "code,name", "S1,a", "S1 ,b", "code")]
    [InlineData("establishments.csv", "siret,company_name", "73282932000074,a", "732 829 320 00074,a", "siret")]
    [InlineData("press.csv", "published_on,outlet,title", "2023-04-12,a,b", "2023-04-12,a,\"b\"", "published_on")]
    [InlineData("followups.csv", "candidate_code,answered_at,source,siret,situation", "C1,2023-09-01T10:00,staff,,neither", "C1,2023-09-01T08:00Z,STAFF,,Neither", "candidate_code")]
    [InlineData("mobility_visits.csv", "site_code,candidate_code,visited_at", "ronchin,C1,2023-10-29T02:30", "ronchin,C1,2023-10-29 02:30+02:00", "site_code")]
    public async Task A_key_twice_is_an_error_at_the_second_that_names_the_first(string file, string header, string first, string second, string column)
    {
        using var archive = new WrittenArchive().WithCast().Without("establishments.csv").Without("attendances.csv").With(file, header, "", first, second);
        var check = await archive.CheckAsync();
        check.Are($"{file}:4 {column} DuplicateKey");
        Assert.Equal("3", Assert.Single(check.Only.Arguments));
    }

    [Fact]
    public async Task Keys_that_differ_in_one_part_are_two_keys()
    {
        using var archive = new WrittenArchive().WithCast()
            .With("press.csv", "published_on,outlet,title", "2023-04-12,a,bc", "2023-04-12,ab,c", "2023-04-13,a,bc")
            .With("mobility_visits.csv", "site_code,candidate_code,visited_at", "ronchin,C1,2023-10-29T02:30", "ronchin,C1,2023-10-29T02:30+01:00");
        (await archive.CheckAsync()).Are();
    }

    [Theory]
    [InlineData("attendances.csv", "site_code,siret,status", "lille,73282932000082,present", "site_code", "siret")]
    [InlineData("offers.csv", "code,siret,title", "O1,73282932000082,Comptable", "siret")]
    [InlineData("candidates.csv", "code,last_name,first_name,structure_code", "C1,Lovelace,Ada,S1", "structure_code")]
    [InlineData("registrations.csv", "candidate_code,site_code,registered_at,channel", "C9,lille,2023-04-11T10:00,online", "candidate_code", "site_code")]
    [InlineData("workshop_attendances.csv", "workshop_code,participant_code,attended", "W1,C1,yes", "workshop_code")]
    [InlineData("interviews.csv", "code,site_code,siret,table,candidate_code,starts_at,minutes,status", "I1,lille,73282932000082,1,C9,2023-04-11T10:00,10,cancelled", "site_code", "siret", "candidate_code")]
    [InlineData("followups.csv", "candidate_code,answered_at,source,siret,situation", "C9,2023-09-01T10:00,staff,73282932000082,hired", "candidate_code")]
    [InlineData("mobility_visits.csv", "site_code,candidate_code,visited_at", "lille,C9,2023-04-11T10:00", "site_code", "candidate_code")]
    public async Task A_code_that_is_nowhere_is_an_error_and_one_in_the_database_is_not(string file, string header, string row, params string[] columns)
    {
        using var archive = new WrittenArchive().WithCast().Without("attendances.csv").With(file, header, row);
        (await archive.CheckAsync()).Are([.. columns.Select(column => $"{file}:2 {column} ReferenceUnknown")]);
        (await archive.CheckAsync((edition, _, codes, _) =>
        {
            Assert.Equal("2023", edition);
            return Task.FromResult<IReadOnlyDictionary<string, string?>>(codes.ToDictionary(code => code, _ => (string?)"employers"));
        })).Are();
    }

    [Fact]
    public async Task Rows_may_name_what_later_rows_and_files_of_the_archive_hold_and_broken_ones_too()
    {
        using var archive = new WrittenArchive().WithCast()
            .With("candidates.csv", "code,last_name,first_name,birth_date", "C1,Lovelace,Ada,1815-02-30", "C2,Hop\"per,Grace,", "C3,Hopper")
            .With("mobility_visits.csv", "site_code,candidate_code,visited_at", "ronchin,C1,2023-04-11T10:00", "ronchin,C2,2023-04-11T10:00", "ronchin,C3,2023-04-11T10:00", "ronchin,C4,2023-04-11T10:00");
        (await archive.CheckAsync()).Are(
            "candidates.csv:2 birth_date NotADate", "candidates.csv:3 last_name QuoteInside", "candidates.csv:4  CellCount",
            "mobility_visits.csv:5 candidate_code ReferenceUnknown");
    }

    [Fact]
    public async Task Of_a_file_that_could_not_be_read_to_its_end_nothing_is_said_to_be_missing()
    {
        using var archive = new WrittenArchive().WithCast()
            .WithBytes("candidates.csv", [.. "code,last_name,first_name\nC1,Lovelace,Ada\nC2,"u8, 0xE9])
            .With("mobility_visits.csv", "site_code,candidate_code,visited_at", "lille,C2,2023-04-11T10:00");
        (await archive.CheckAsync()).Are("candidates.csv:3  NotUtf8", "mobility_visits.csv:2 site_code ReferenceUnknown");
    }

    [Fact]
    public async Task The_database_is_asked_once_a_chunk_and_only_for_what_the_archive_does_not_hold()
    {
        var asked = new List<string>();
        using var archive = new WrittenArchive().WithCast().WithText("mobility_visits.csv", "site_code,candidate_code,visited_at\n"
            + string.Concat(Enumerable.Range(0, 2500).Select(i => $"{(i % 2 == 0 ? "ronchin" : "lille")},C{i % 3 + 1},2023-04-11T10:00:00.{i:0000}\n")));
        (await archive.CheckAsync((_, file, codes, _) =>
        {
            asked.Add($"{file} {string.Join(' ', codes)}");
            return Task.FromResult<IReadOnlyDictionary<string, string?>>(codes.ToDictionary(code => code, _ => (string?)null));
        })).Are();
        Assert.Equal(Enumerable.Repeat(new[] { "candidates.csv C3", "sites.csv lille" }, 3).SelectMany(x => x), asked.Chunk(2).SelectMany(pair => pair.Order()));
    }

    [Theory]
    [InlineData("candidates", "C9", "workshop_attendances.csv:2 participant_code ReferenceUnknown")]
    [InlineData("candidates", "C1")]
    [InlineData("employers", "Mme Martin")]
    public async Task A_workshop_for_candidates_names_them_and_one_for_employers_takes_any_text(string audience, string participant, params string[] findings)
    {
        using var archive = new WrittenArchive().WithCast()
            .With("workshops.csv", "code,name,audience,starts_at", $"W1,Atelier,{audience},2023-04-01T10:00")
            .With("workshop_attendances.csv", "workshop_code,participant_code,attended", $"W1,{participant},yes");
        (await archive.CheckAsync()).Are(findings);
        archive.Without("workshops.csv");
        (await archive.CheckAsync((_, file, codes, _) => Task.FromResult<IReadOnlyDictionary<string, string?>>(
            file == "workshops.csv" ? codes.ToDictionary(code => code, _ => (string?)audience) : new Dictionary<string, string?>()))).Are(findings);
    }

    [Fact]
    public async Task Establishments_of_one_company_that_disagree_about_it_are_a_notice()
    {
        using var archive = new WrittenArchive().With("establishments.csv", "siret,company_name,charter_signed_on",
            $"{Acme},Acme,2022-11-15", $"{AcmeLille},ACME,", $"{Globex},Globex,");
        var check = await archive.CheckAsync();
        check.Are("establishments.csv:3 company_name CompanyNameDiffers?", "establishments.csv:3 charter_signed_on CharterDiffers?");
        Assert.Equal(["2", "Acme"], check.Findings[0].Arguments);
        Assert.Equal(["2", "2022-11-15"], check.Findings[1].Arguments);
    }

    [Theory]
    [InlineData("employer,,hired,,", "siret EmployerWithoutSiret")]
    [InlineData("employer,73282932000075,hired,,", "siret NotASiret")]
    [InlineData("candidate,73282932000075,hired,,", "siret NotASiret")]
    [InlineData("candidate,,hired,2023-05-02,2023-05-01", "ended_on EndsBeforeStart")]
    [InlineData("candidate,,working,,", "situation NotAWord")]
    public async Task A_follow_up_answer_is_checked(string cells, string finding)
    {
        using var archive = new WrittenArchive().WithCast()
            .With("followups.csv", "candidate_code,answered_at,source,siret,situation,started_on,ended_on", "C1,2023-09-01T10:00," + cells);
        (await archive.CheckAsync()).Are("followups.csv:2 " + finding);
    }

    [Fact]
    public async Task Without_a_column_of_the_key_that_is_the_one_finding()
    {
        using var archive = new WrittenArchive().WithCast().With("followups.csv", "candidate_code,answered_at,source,situation",
            "C1,2023-09-01T10:00,employer,hired", "C1,2023-09-01T10:00,employer,hired");
        (await archive.CheckAsync()).Are("followups.csv:1 siret ColumnMissing");
    }

    [Fact]
    public async Task A_registration_is_not_both_cancelled_and_received()
    {
        using var archive = new WrittenArchive().WithCast().With("registrations.csv", "candidate_code,site_code,registered_at,channel,cancelled_at,received_at",
            "C1,ronchin,2023-04-11T10:00,online,2023-04-11T10:00,2023-04-11T10:00");
        (await archive.CheckAsync()).Are("registrations.csv:2 cancelled_at CancelledAndReceived");
    }

    [Theory]
    [InlineData("09:00,08:00")]
    [InlineData("09:00,09:00")]
    public async Task A_site_closes_after_it_opens(string hours)
    {
        using var archive = new WrittenArchive().With("sites.csv", "code,name,date,opens_at,closes_at", "ronchin,Ronchin,2023-04-11," + hours);
        (await archive.CheckAsync()).Are("sites.csv:2 closes_at ClosesBeforeOpens");
    }

    [Fact]
    public async Task An_hour_skipped_in_the_editions_zone_is_found_with_the_zone()
    {
        using var archive = new WrittenArchive().WithCast().With("mobility_visits.csv", "site_code,candidate_code,visited_at", "ronchin,C1,2023-03-26T02:30");
        var check = await archive.CheckAsync();
        check.Are("mobility_visits.csv:2 visited_at SkippedTime");
        Assert.Equal("Europe/Paris", Assert.Single(check.Only.Arguments));
        archive.With("edition.csv", "code,name,time_zone", "2023,Tour,America/New_York");
        (await archive.CheckAsync()).Are();
    }

    [Fact]
    public async Task Findings_come_in_batches_and_progress_is_told()
    {
        using var written = new WrittenArchive().WithText("structures.csv", "code,name\n" + string.Concat(Enumerable.Range(0, 2500).Select(i => $"S{i},\n")));
        using var archive = Archive.Open(written.Folder);
        var batches = new List<int>();
        var progress = new Told();
        var check = await CheckArchive.RunAsync(archive, WrittenArchive.NothingKnown, new FindingSink((batch, _) =>
        {
            batches.Add(batch.Count);
            return ValueTask.CompletedTask;
        }), progress, CancellationToken.None);
        Assert.Equal(2500, check.Errors);
        Assert.Equal(13, batches.Count);
        Assert.Equal([1, 1000, 2000, 2500], progress.Reports.Select(report => report.Rows));
        Assert.Equal(new CheckProgress("structures.csv", 2500, 1, 2), progress.Reports[^1]);
    }

    [Fact]
    public async Task A_check_can_be_stopped()
    {
        using var written = new WrittenArchive();
        using var archive = Archive.Open(written.Folder);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CheckArchive.RunAsync(archive, WrittenArchive.NothingKnown,
            new FindingSink((_, _) => ValueTask.CompletedTask), null, new CancellationToken(true)));
    }

    private sealed class Told : IProgress<CheckProgress>
    {
        public List<CheckProgress> Reports { get; } = [];

        public void Report(CheckProgress value) => Reports.Add(value);
    }
}
