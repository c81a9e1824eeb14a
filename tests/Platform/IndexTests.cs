using System.Reflection;
using System.Text.RegularExpressions;
using JobDating.Platform;
using Microsoft.Data.Sqlite;
using Xunit;

namespace JobDating.Tests.Platform;

/// <summary>
/// No statement reads a table that grows with the tours from its first row to its last, unless it says why it may. Asked of SQLite's planner; SQL Server has the same indexes. (That a plan uses an index does not say that it is a
/// good one: <see cref="JobDating.Tests.Platform.Ui.LongListTests"/> and the benchmarks time what is read most.)
/// </summary>
public sealed partial class IndexTests
{
    /// <summary>A row or more for each person, interview, mail or act.</summary>
    private static readonly string[] _large =
    [
        "audit", "candidate", "candidate_key", "candidate_line", "candidate_result", "candidate_word", "consent", "desk_act", "figure_day", "flow_receipt", "follow_up_answer", "group_day", "import_finding", "interview", "interview_note",
        "invitation", "mail", "mail_word", "mark", "mobility_visit", "newsletter_contact", "newsletter_recipient", "offered_time", "outbox_delivery", "outbox_message", "person", "phone_call", "registration", "retention",
        "retention_run_person", "schedule_news", "site_notice_person", "site_plan_interview", "site_plan_unmet", "still_deciding", "waiting", "wish", "wish_list", "workshop_attendance",
    ];

    private static readonly Dictionary<string, string> _mayScan = new()
    {
        ["AskEmployers.EmployersSql"] = "once for a wave, in the order of the index: a site's employers are spread over it",
        ["AskEmployers.SilentSql"] = "likewise, once to remind",
        ["NoteConsents.WordingSql"] = "SQLite's look for a reference that was left open until the commit: run only while there is one, and none may be",
        ["LookAtDatabase.PostSql"] = "what waits in the outbox: in the index, gone when it has arrived",
        ["ReadDemoPeople.FullSql"] = "the demonstration's own people",
        ["ShowContacts.CountSql"] = "counts the newsletter's readers on their page",
        ["SendNotices.LeftSql"] = "each night, of everybody whose data are held",
        ["SendNotices.LostSql"] = "likewise",
        ["ShowRetention.EditionsSql"] = "counts everybody whose data are held, on the administrators' page",
        ["SchedulingTables.PlannedSql"] = "when somebody asks for all their data",
        ["SchedulingTables.UnmetSql"] = "likewise",
        ["RegistrationService.CopiesSql"] = "say-again --anew: every copy",
        ["SchedulingService.CopiesSql"] = "likewise",
        ["OutcomesService.CopiesSql"] = "likewise",
    };

    [Fact]
    public async Task No_statement_reads_a_large_table_from_end_to_end_without_a_reason()
    {
        await using var house = await TestHouse.StartAsync();
        var found = new HashSet<string>();
        foreach (var service in house.House.Services)
        {
            await using var database = new SqliteConnection($"Data Source={Path.Combine(house.Data, $"{service.Name}.db")};Mode=ReadOnly;Pooling=False");
            await database.OpenAsync();
            Assembly[] here = [service.Assembly, typeof(Database).Assembly];
            foreach (var text in SqlSource.Constants.Where(text => here.Contains(text.Assembly)))
                foreach (var table in Scanned(text.Sql, database).Where(_large.Contains))
                    found.Add($"{Short(text.Name)}: {table}");
        }
        Assert.DoesNotContain(found, one => !_mayScan.ContainsKey(one.Split(':')[0]));
        Assert.Empty(_mayScan.Keys.Except(found.Select(one => one.Split(':')[0])));
    }

    [Fact]
    public async Task A_statement_that_no_index_serves_is_found()
    {
        await using var house = await TestHouse.StartAsync();
        await using var database = new SqliteConnection($"Data Source={Path.Combine(house.Data, "registration.db")};Mode=ReadOnly;Pooling=False");
        await database.OpenAsync();
        Assert.Equal(["candidate"], Scanned("SELECT c.id FROM candidate c WHERE c.commune = @Commune", database));
        Assert.Equal(["candidate"], Scanned("UPDATE candidate SET commune = NULL WHERE commune = @Commune", database));
        Assert.Empty(Scanned("SELECT c.id FROM candidate c WHERE c.id IN @Ids", database));
        Assert.Empty(Scanned("SELECT c.id FROM candidate c WHERE c.structure_id = @Structure", database));
    }

    private static IEnumerable<string> Scanned(string sql, SqliteConnection database)
    {
        foreach (var statement in ListParameter().Replace(sql, "IN (SELECT value FROM json_each(@$1))").Split(";\n", StringSplitOptions.RemoveEmptyEntries))
        {
            using var command = database.CreateCommand();
            command.CommandText = $"EXPLAIN QUERY PLAN {statement}";
            foreach (var name in Parameter().Matches(statement).Select(match => match.Value).Distinct())
                command.Parameters.AddWithValue(name, DBNull.Value);
            using var plan = command.ExecuteReader();
            while (plan.Read())
                if (Scan().Match(plan.GetString(3)) is { Success: true, Groups: [_, var alias] } && alias.Value != "json_each")
                    yield return Named(statement, alias.Value);
        }
    }

    /// <summary>The table of that alias; the alias itself where it is a table's name, or of a query in brackets.</summary>
    private static string Named(string statement, string alias) =>
        Regex.Match(statement, $@"\b(?:FROM|JOIN)\s+(\w+)\s+(?:AS\s+)?{alias}\b", RegexOptions.IgnoreCase) is { Success: true, Groups: [_, var table] } ? table.Value : alias;

    private static string Short(string name) => string.Join('.', name.Split('.')[^2..]);

    [GeneratedRegex(@"\bIN\s+@(\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex ListParameter();

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^SCAN (\w+)")]
    private static partial Regex Scan();
}
