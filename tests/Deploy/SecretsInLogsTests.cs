using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using JobDating.AllInOne;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration;
using JobDating.Tests.Journeys;
using JobDating.Tests.Registration.Accounts;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Deploy;

/// <summary>
/// The real program, with a password in every address that takes one: people sign in, come by links, programs bring tokens, the mail server and the broker do not answer, a page breaks.
/// Whatever it wrote is searched for each of these secrets.
/// </summary>
public sealed partial class SecretsInLogsTests
{
    /// <summary>As a setting that holds it, and as itself.</summary>
    private static readonly (string Setting, string Value, string Secret)[] _settings =
    [
        ("JOBDATING_TOKEN", "operator-token-7f3a-operator-token-7f3a", "operator-token-7f3a"),
        ("JOBDATING_SMTP", "smtp://post:smtp-secret-81@127.0.0.1:1", "smtp-secret-81"),
        ("JOBDATING_IMAP", "imap://post:imap-secret-82@127.0.0.1:1", "imap-secret-82"),
        ("JOBDATING_RABBITMQ", "amqp://bus:rabbit-secret-83@127.0.0.1:1/", "rabbit-secret-83"),
        ("JOBDATING_SMS_URL", "http://127.0.0.1:1/send?key=sms-secret-84", "sms-secret-84"),
        ("JOBDATING_SMS_TOKEN", "sms-token-85", "sms-token-85"),
        ("JOBDATING_OIDC_AUTHORITY", "http://127.0.0.1:1/", "no secret at all"),
        ("JOBDATING_OIDC_CLIENT_ID", "jobdating", "no secret at all"),
        ("JOBDATING_OIDC_CLIENT_SECRET", "oidc-secret-86", "oidc-secret-86"),
    ];

    [Theory]
    [InlineData(null)]
    [InlineData("Debug")]
    public async Task Nothing_that_opens_anything_is_written(string? level)
    {
        using var folder = new Folder();
        var log = new StringBuilder();
        var settings = _settings.ToDictionary(setting => setting.Setting, setting => setting.Value);
        (settings["ASPNETCORE_URLS"], settings["JOBDATING_DATA"]) = ("http://127.0.0.1:0", folder.Path);
        if (level is not null)
            settings["Logging__LogLevel__Default"] = level;
        using var program = Shell.Start("dotnet", [Shell.Program("AllInOne")], settings);
        program.OutputDataReceived += (_, line) => Write(line.Data);
        program.ErrorDataReceived += (_, line) => Write(line.Data);
        program.BeginOutputReadLine();
        program.BeginErrorReadLine();
        var secrets = _settings.Select(setting => setting.Secret).ToHashSet();
        var first = "";
        try
        {
            await Journeys.Journeys.UntilAsync("it listens and has said its first link", () => Task.FromResult(Listening().IsMatch(Text()) && First().IsMatch(Text())));
            first = First().Match(Text()).Groups[1].Value;
            await UseAsync(new Uri(Listening().Match(Text()).Groups[1].Value), folder.Path, first, secrets);
            await Journeys.Journeys.UntilAsync("the page that broke is in the log", () => Task.FromResult(Text().Contains("could not be answered", StringComparison.Ordinal)));
            await Journeys.Journeys.UntilAsync("the broker that is away is in the log", () => Task.FromResult(Text().Contains("broker", StringComparison.OrdinalIgnoreCase)));
        }
        finally
        {
            program.Kill();
            await program.WaitForExitAsync();
        }
        // The link that makes the first administrator is said on purpose, once, where only the operator reads; it has been used.
        var written = Text().Replace($"/registration/first/{first}", "", StringComparison.Ordinal);
        foreach (var secret in secrets)
            Assert.False(written.Contains(secret, StringComparison.Ordinal), $"{secret} is in: {Around(written, secret)}");

        void Write(string? line)
        {
            lock (log)
                log.AppendLine(line);
        }

        string Text()
        {
            lock (log)
                return log.ToString();
        }
    }

    [Theory]
    [InlineData("JOBDATING_SQLSERVER", "Server=127.0.0.1,1;User ID=sa;Password=sql-secret-91;Connect Timeout=1;Encrypt=False")]
    [InlineData("JOBDATING_SQLSERVER", "Server=127.0.0.1,1;User ID=sa;Password=sql-secret-91;No such word=1")]
    [InlineData("JOBDATING_RABBITMQ", "http://bus:sql-secret-91@nowhere")]
    [InlineData("JOBDATING_SMTP", "smpt://post:sql-secret-91@nowhere")]
    [InlineData("JOBDATING_TOKEN", "sql-secret-91")]
    public async Task A_start_that_fails_says_why_without_the_secret(string setting, string value)
    {
        using var folder = new Folder();
        var (exit, output, error) = await Shell.RunAsync("dotnet", [Shell.Program("AllInOne")], new Dictionary<string, string> { [setting] = value, ["JOBDATING_DATA"] = folder.Path, ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" });
        Assert.NotEqual(0, exit);
        Assert.NotEqual("", error);
        Assert.DoesNotContain("sql-secret-91", output + error, StringComparison.Ordinal);
    }

    private static async Task UseAsync(Uri address, string data, string first, HashSet<string> secrets)
    {
        const string Password = "password-of-ada-87", Wrong = "wrong-guess-88", Temporary = "password-of-grace-89";
        using var ada = new Browser(address);
        Assert.Equal(HttpStatusCode.Redirect, (await ada.SendAsync($"/registration/first/{first}", null, ("name", "Ada"), ("email", Staff.Ada), ("password", Password))).StatusCode);
        using var somebody = new Browser(address);
        await somebody.SignInAsync(Staff.Ada, Wrong);
        Assert.Equal(HttpStatusCode.Redirect, (await somebody.SignInAsync(Staff.Ada, Password)).StatusCode);

        using var made = await ada.SendAsync("/registration/accounts/new", "/registration/accounts", ("name", "Grace"), ("email", Staff.Grace), ("role", Role.Coordinator), ("sites", "all"));
        var account = made.Headers.Location!.ToString();
        var page = await (await ada.SendAsync(account, $"{account}/password-link")).Content.ReadAsStringAsync();
        var link = SetPassword().Match(page).Value;
        using var grace = new Browser(address);
        Assert.Equal(HttpStatusCode.SeeOther, (await grace.SendAsync(link, null, ("password", Temporary))).StatusCode);
        await grace.GetAsync(link);
        using var given = await grace.SendAsync("/registration/account/tokens", null, ("name", "a program"));
        var token = Token().Matches(await given.Content.ReadAsStringAsync()).Select(match => match.Value).MaxBy(match => match.Length)!;
        foreach (var bearer in (string[])[token, "guessed-token-90", _settings[0].Value])
        {
            using var client = TestHouse.Client(address, asAdministrator: false);
            client.DefaultRequestHeaders.Authorization = new("Bearer", bearer);
            using var answer = await client.GetAsync("/registration/api/messages-in-error");
        }
        await grace.GetAsync("/registration/sign-in/organisation");

        var personal = await PersonalAsync(data);
        using var employer = new Browser(address);
        Assert.Equal(HttpStatusCode.Redirect, (await employer.GetAsync(personal)).StatusCode);
        await employer.GetAsync("/in/guessed-link-92");
        await employer.GetAsync("/registration/unsubscribe/guessed-link-93");
        // The rights cannot be looked at: whatever is asked breaks.
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(data, "registration.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "ALTER TABLE access_revision RENAME TO broken";
            await command.ExecuteNonQueryAsync();
        }
        Assert.Equal(HttpStatusCode.InternalServerError, (await employer.GetAsync(personal)).StatusCode);
        await grace.GetAsync(link);
        var session = grace.Cookies.GetCookies(address)["jobdating"]!.Value;
        secrets.UnionWith([Password, Wrong, Temporary, link.Split('/')[^1], token, "guessed-token-90", personal["/in/".Length..], "guessed-link-92", "guessed-link-93", session]);
    }

    /// <summary>A link as the installation gives it out, sealed with its keys.</summary>
    private static async Task<string> PersonalAsync(string data)
    {
        await using var app = ServiceHost.Build(new Settings { Data = data }, Commands.Services(), "http://127.0.0.1:0");
        await using var tx = await app.Services.GetRequiredService<RegistrationDatabase>().BeginAsync(Actor.Command("test"), CancellationToken.None);
        return await app.Services.GetRequiredService<PersonalLinks>().IssueAsync(tx, new PersonalLinks.Content
        {
            Role = Role.Employer,
            Holder = Guid.CreateVersion7(),
            Subject = "73282932000074",
            Name = "Acme",
            Expires = tx.Now + Duration.FromDays(30),
        }, CancellationToken.None);
    }

    private static string Around(string text, string secret) => text.IndexOf(secret, StringComparison.Ordinal) is var at && at < 0 ? "" : text[Math.Max(0, at - 300)..Math.Min(text.Length, at + 100)];

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("jobdating-secrets-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }

    [GeneratedRegex("Now listening on: (http://[^\"\\s]+)")]
    private static partial Regex Listening();

    [GeneratedRegex(@"/registration/first/([\w-]+)")]
    private static partial Regex First();

    [GeneratedRegex(@"/registration/set-password/[\w-]+/[\w-]+")]
    private static partial Regex SetPassword();

    [GeneratedRegex(@"[\w-]{100,}")]
    private static partial Regex Token();
}
