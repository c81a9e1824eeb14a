using Xunit;

namespace JobDating.Tests.Deploy;

/// <summary>No container engine runs here: compose.yml is read, and held against the programs and the other files of deploy/.</summary>
public sealed class ComposeTests
{
    private static readonly string _text = Known.Text("deploy/compose.yml");

    [Fact]
    public async Task It_agrees_with_the_programs_and_with_the_files_beside_it() =>
        Assert.Empty(new ComposeFile(_text).Findings(await SecretsScriptTests.MadeAsync()));

    [Theory]
    [InlineData("JOBDATING_KEYS: /keys", "JOBDATING_KEY: /keys", "registration: JOBDATING_KEY is no setting")]
    [InlineData("      JOBDATING_PROXIES: 172.28.81.0/24\n", "", "scheduling: JOBDATING_PROXIES is not set")]
    [InlineData("JOBDATING_PROXIES: 172.28.80.0/24", "JOBDATING_PROXIES: 172.28.81.0/24", "gateway: JOBDATING_PROXIES is not the network that it shares with proxy")]
    [InlineData("http://outcomes:5083", "http://outcomes:5081", "gateway: Outcomes is at http://outcomes:5083")]
    [InlineData("GATEWAY: gateway:5080", "GATEWAY: gateway:8080", "proxy: the gateway is at gateway:5080")]
    [InlineData("SERVICE: Scheduling", "SERVICE: Planning", "scheduling: SERVICE is Planning, which is no program")]
    [InlineData("jobdating-scheduling:", "jobdating-outcomes:", "scheduling: the image jobdating-outcomes:${TAG:-local} is another program's")]
    [InlineData("caddy:2.10.2", "caddy:2", "proxy: the image caddy:2 has no fixed version")]
    [InlineData("rabbitmq:4.1.5", "rabbitmq:latest", "rabbit3: the image rabbitmq:latest has no fixed version")]
    [InlineData("  read_only: true\n  cap_drop", "  cap_drop", "gateway: its root can be written, or it keeps capabilities")]
    [InlineData("  restart: unless-stopped\n  read_only", "  read_only", "outcomes: nobody starts it again")]
    [InlineData("[\"no-new-privileges:true\"]", "[]", "proxy: may win privileges")]
    [InlineData("secrets: [rabbitmq_address, outcomes_sql]", "secrets: [outcomes_sql]", "outcomes: has no secret rabbitmq_address")]
    [InlineData("secrets: [rabbitmq_address, outcomes_sql]", "secrets: [rabbitmq_address, outcomes_sql, scheduling_sql]", "outcomes: knows the way into another's database, scheduling_sql")]
    [InlineData("file: secrets/sqlserver_sa", "file: secrets/sa", "secrets: nobody makes sqlserver_sa")]
    [InlineData("hostname: rabbit2", "hostname: rabbit-2", "rabbit2: is called otherwise, or keeps nothing")]
    [InlineData("  rabbit3:\n    <<: *rabbit", "  rabbit4:\n    <<: *rabbit", "rabbit: rabbitmq.conf names rabbit1 rabbit2 rabbit3")]
    [InlineData("\"outcomes:/data\"", "\"results:/data\"", "outcomes: there is no volume results")]
    [InlineData("\"keys:/keys\"", "\"keys:/key\"", "registration: JOBDATING_KEYS is on no volume")]
    [InlineData("./rabbitmq/policy.sh", "./rabbitmq/policies.sh", "rabbit-setup: there is no volume ./rabbitmq/policies.sh")]
    [InlineData("networks: [inside, store]", "networks: [inner, store]", "registration: there is no network inner")]
    [InlineData("sqlserver-setup:\n      condition", "sqlserver-set-up:\n      condition", "registration-migrate: waits for sqlserver-set-up, which is not there")]
    [InlineData("test: [\"CMD\", \"rabbitmq-diagnostics\"", "ask: [\"CMD\", \"rabbitmq-diagnostics\"", "rabbit-setup: waits for the health of rabbit1, which nobody asks for")]
    [InlineData("restart: \"on-failure:5\"\n    command", "restart: always\n    command", "outcomes: waits for the end of rabbit-setup, which is begun again")]
    [InlineData("      MSSQL_PID: $", "      MSSQL_SA_PASSWORD: Passw0rd\n      MSSQL_PID: $", "a password is written in it: PASSWORD: Passw0rd")]
    [InlineData("JOBDATING_RABBITMQ_FILE: /run/secrets/rabbitmq_address", "JOBDATING_RABBITMQ: amqp://guest:guest@rabbit1/", "a password is written in it: amqp://guest:guest@")]
    public async Task What_is_wrong_in_it_is_found(string right, string wrong, string finding)
    {
        Assert.Contains(right, _text, StringComparison.Ordinal);
        Assert.Contains(finding, new ComposeFile(_text.Replace(right, wrong, StringComparison.Ordinal)).Findings(await SecretsScriptTests.MadeAsync()));
    }
}
