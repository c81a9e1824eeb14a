using System.Text.RegularExpressions;
using JobDating.AllInOne;
using JobDating.Platform;
using JobDating.Tests.Platform;
using Microsoft.Data.SqlClient;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;

namespace JobDating.Tests.Deploy;

/// <summary>No SQL Server runs here: deploy/sql/least-privilege.sql is parsed, and held against what the programs' statements need.</summary>
public sealed partial class LeastPrivilegeTests
{
    private static readonly string _text = Known.Text("deploy/sql/least-privilege.sql");

    /// <summary>Rows, by whoever serves.</summary>
    private static readonly string[] Rows = ["DELETE", "INSERT", "SELECT", "UPDATE"];

    [Fact]
    public void It_parses_as_Transact_SQL()
    {
        Parse(_text, out var errors);
        Assert.Empty(errors.Select(error => $"{error.Line}: {error.Message}"));
        Parse(_text.Replace("CREATE USER", "CREATE USERS", StringComparison.Ordinal), out errors);
        Assert.NotEmpty(errors);
    }

    [Fact]
    public void Each_service_has_a_database_of_its_own_and_two_logins_for_it_alone() => Assert.Empty(Wrong(_text));

    /// <summary>One part with a variable would be shorter here, and longer in the containers and by hand: sqlcmd called three times, with each service's passwords by another name.</summary>
    [Fact]
    public void Its_three_parts_differ_in_the_services_name_only()
    {
        var parts = _text.Split("USE [master];\nGO\n")[1..];
        Assert.Equal(3, parts.Length);
        Assert.Single(parts.Zip(Commands.Services(), (part, service) => part.Replace(service.Name, "NAME", StringComparison.Ordinal).Trim()).Distinct());
    }

    [Theory]
    [InlineData("GRANT SELECT, INSERT, UPDATE, DELETE ON SCHEMA::[dbo] TO [jobdating_service]", "GRANT SELECT, INSERT, UPDATE, DELETE, ALTER ON SCHEMA::[dbo] TO [jobdating_service]", "jobdating_registration: jobdating_service has ALTER, DELETE, INSERT, SELECT, UPDATE on dbo")]
    [InlineData("ON SCHEMA::[hangfire] TO [jobdating_service]", "ON SCHEMA::[jobs] TO [jobdating_service]", "jobdating_outcomes: jobdating_service has nothing on hangfire")]
    [InlineData("GRANT CREATE TABLE TO [jobdating_migration]", "GRANT CONTROL TO [jobdating_migration]", "jobdating_scheduling: jobdating_migration has CONTROL")]
    [InlineData("Latin1_General_100_BIN2", "Latin1_General_100_CI_AS", "jobdating_registration: it has the collation Latin1_General_100_CI_AS")]
    [InlineData("ALTER ROLE [jobdating_service] ADD MEMBER [jobdating_outcomes];", "ALTER ROLE [jobdating_service] ADD MEMBER [jobdating_registration];", "jobdating_outcomes: jobdating_service has the member jobdating_registration")]
    [InlineData("FOR LOGIN [jobdating_outcomes] ", "FOR LOGIN [jobdating_scheduling] ", "jobdating_outcomes: the user jobdating_outcomes is the login jobdating_scheduling")]
    [InlineData("ALTER ROLE [jobdating_migration] ADD MEMBER", "ALTER ROLE [db_owner] ADD MEMBER", "jobdating_outcomes: db_owner has the member jobdating_outcomes_migration")]
    [InlineData("N'$(outcomes_password)'", "N'Passw0rd'", "the login jobdating_outcomes has the password Passw0rd")]
    public void What_is_wrong_in_it_is_found(string right, string wrong, string finding)
    {
        Assert.Contains(right, _text, StringComparison.Ordinal);
        Assert.Contains(finding, Wrong(_text.Replace(right, wrong, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Its_passwords_are_those_that_are_made()
    {
        using var made = await SecretsScriptTests.MakeAsync();
        Assert.Equal(
            Variable().Matches(_text).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal),
            made.Text("sql_passwords").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0]).Order(StringComparer.Ordinal));
    }

    /// <summary>Whoever serves says nothing that needs more than rows, and a migration nothing that needs more than tables and indexes of the schema.</summary>
    [Fact]
    public void Rows_are_all_that_the_programs_statements_need_and_tables_all_that_migrations_do()
    {
        Assert.Empty(SqlSource.Constants.SelectMany(text => Kinds(text.Sql)).Distinct().Except(Rows));
        Assert.Empty(SqlSource.Migrations.SelectMany(text => Kinds(text.Sql)).Distinct().Except([.. Rows, "CREATE TABLE", "ALTER TABLE", "DROP TABLE", "CREATE INDEX", "DROP INDEX", "EXECUTE"]));
        Assert.Equal(["CREATE VIEW"], Kinds("CREATE VIEW v AS SELECT 1 AS one"));
        Assert.Equal(["TRUNCATE TABLE"], Kinds("TRUNCATE TABLE t"));
    }

    private static List<string> Kinds(string sql)
    {
        var parsed = Parse(ListParameter().Replace(SqlText.Migration(Engine.SqlServer, SqlText.For(Engine.SqlServer, sql)), "IN ($1)"), out var errors);
        Assert.Empty(errors);
        return [.. ((TSqlScript)parsed).Batches.SelectMany(batch => batch.Statements).Select(statement => Word().Replace(statement.GetType().Name.Replace("Statement", "", StringComparison.Ordinal), " $1").Trim().ToUpperInvariant()).Select(kind => kind.StartsWith("ALTER TABLE", StringComparison.Ordinal) ? "ALTER TABLE" : kind)];
    }

    private static List<string> Wrong(string text)
    {
        var seen = new Seen();
        Parse(text, out _).Accept(seen);
        var wrong = new List<string>();
        foreach (var service in Commands.Services())
        {
            var address = new SqlConnectionStringBuilder(new JobDating.Platform.Settings { Data = "", SqlServer = "Server=one" }.Address(service.Name).ConnectionString);
            var (name, serving, migrating) = (address.InitialCatalog, address.InitialCatalog, $"{address.InitialCatalog}_migration");
            if (seen.Collations.GetValueOrDefault(name, "none") is var collation && !collation.EndsWith("BIN2", StringComparison.Ordinal))
                wrong.Add($"{name}: it has the collation {collation}");
            foreach (var login in (string[])[serving, migrating])
            {
                if (seen.Passwords.GetValueOrDefault(login) is var password && password != $"$({login["jobdating_".Length..]}_password)")
                    wrong.Add($"the login {login} has the password {password}");
                if (seen.Users.GetValueOrDefault((name, login)) is var known && known != login)
                    wrong.Add($"{name}: the user {login} is the login {known}");
            }
            foreach (var (database, role, member) in seen.Members.Where(member => member.Database == name))
                if ((role, member) != ("jobdating_service", serving) && (role, member) != ("jobdating_migration", migrating))
                    wrong.Add($"{database}: {role} has the member {member}");
            if (seen.Members.Count(member => member.Database == name) != 2)
                wrong.Add($"{name}: its roles have no members");
            foreach (var ((_, role, on), rights) in seen.Rights.Where(right => right.Key.Database == name))
            {
                string[] may = role == "jobdating_service" ? Rows : on.Length == 0 ? ["CREATE TABLE"] : ["ALTER", .. Rows, "REFERENCES"];
                if (!rights.Order(StringComparer.Ordinal).SequenceEqual(may.Order(StringComparer.Ordinal)))
                    wrong.Add($"{name}: {role} has {string.Join(", ", rights.Order(StringComparer.Ordinal))}{(on.Length == 0 ? "" : $" on {on}")}");
            }
            foreach (var (role, on) in ((string, string)[])[("jobdating_service", "dbo"), ("jobdating_service", HangfireSchema), ("jobdating_migration", ""), ("jobdating_migration", "dbo"), ("jobdating_migration", HangfireSchema)])
                if (!seen.Rights.ContainsKey((name, role, on)))
                    wrong.Add($"{name}: {role} has nothing on {on}");
        }
        return wrong;
    }

    private static string HangfireSchema => SchemaName().Match(Known.Text("services/Platform/HangfireJobs.cs")).Groups[1].Value;

    private static TSqlFragment Parse(string sql, out IList<ParseError> errors) => new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out errors);

    /// <summary>What the script makes and grants, in which database.</summary>
    private sealed class Seen : TSqlFragmentVisitor
    {
        private string _database = "";

        public Dictionary<string, string> Collations { get; } = [];
        public Dictionary<string, string> Passwords { get; } = [];
        public Dictionary<(string Database, string User), string> Users { get; } = [];
        public List<(string Database, string Role, string Member)> Members { get; } = [];
        public Dictionary<(string Database, string Role, string On), List<string>> Rights { get; } = [];

        public override void Visit(UseStatement node) => _database = node.DatabaseName.Value;

        public override void Visit(CreateDatabaseStatement node) => Collations[node.DatabaseName.Value] = node.Collation?.Value ?? "none";

        public override void Visit(CreateLoginStatement node) => Passwords[node.Name.Value] = ((PasswordCreateLoginSource)node.Source).Password is StringLiteral password ? password.Value : "";

        public override void Visit(CreateUserStatement node) => Users[(_database, node.Name.Value)] = node.UserLoginOption?.Identifier.Value ?? "";

        public override void Visit(AlterRoleStatement node) => Members.Add((_database, node.Name.Value, node.Action is AddMemberAlterRoleAction add ? add.Member.Value : ""));

        public override void Visit(GrantStatement node)
        {
            var on = node.SecurityTargetObject?.ObjectName.MultiPartIdentifier.Identifiers[^1].Value ?? "";
            foreach (var role in node.Principals)
                (Rights.TryGetValue((_database, role.Identifier.Value, on), out var rights) ? rights : Rights[(_database, role.Identifier.Value, on)] = [])
                    .AddRange(node.Permissions.Select(permission => string.Join(' ', permission.Identifiers.Select(word => word.Value)).ToUpperInvariant()));
        }
    }

    [GeneratedRegex(@"\$\((\w+)\)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\bIN\s+(@\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex ListParameter();

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Word();

    [GeneratedRegex("SchemaName = \"(\\w+)\"")]
    private static partial Regex SchemaName();
}
