using JobDating.Platform;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace JobDating.Tests.Platform.Mail;

/// <summary>A database with mails, a mail server on loopback, and the sweep between them.</summary>
internal sealed class MailTryout : IAsyncDisposable
{
    public const string Service = "tryout";

    private MailTryout(TryoutFolder folder, TryoutDatabase database) => (Folder, Database) = (folder, database);

    public TryoutFolder Folder { get; }
    public TryoutDatabase Database { get; }
    public SmtpListener Server { get; } = new();
    public Settings Settings { get; set; } = null!;
    public MailRows Rows => new(Database);

    public static async Task<MailTryout> StartAsync(Engine engine = Engine.Sqlite)
    {
        var (folder, database) = await TryoutFolder.StartAsync(engine);
        var tryout = new MailTryout(folder, database);
        tryout.Settings = new Settings { Data = Path.Combine(folder.Path, "data"), MailFrom = "Tour <tour@example.org>", Smtp = tryout.Server.Address };
        return tryout;
    }

    public static JobDating.Platform.Mail Mail(string to = "ada@example.org", string? key = null, string subject = "Ronchin is postponed", Instant? notAfter = null) => new()
    {
        Key = key ?? Guid.NewGuid().ToString(),
        To = to,
        Text = MailText.Write("en", subject, "Hello Ada,\n\nthe job dating in Ronchin is postponed."),
        NotAfter = notAfter,
    };

    public async Task<int> QueueAsync(params IEnumerable<JobDating.Platform.Mail> mails)
    {
        await using var tx = await Database.BeginAsync(TryoutDatabase.Ada, CancellationToken.None);
        var queued = await tx.MailAsync([.. mails], CancellationToken.None);
        await tx.CommitAsync(CancellationToken.None);
        return queued;
    }

    public Task SweepAsync(Database? database = null) => SendMails.RunAsync(database ?? Database, Service, Settings, NullLoggerFactory.Instance, CancellationToken.None);

    public Task<IReadOnlyList<string>> StatusesAsync() =>
        Database.AllAsync<string>("SELECT CONCAT(to_address, ' ', status, ' ', attempts) FROM mail ORDER BY to_address, once_key");

    public async Task<string?> ErrorAsync() => (await Database.AllAsync<string?>("SELECT error FROM mail")).Single();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Folder.DisposeAsync();
    }
}
