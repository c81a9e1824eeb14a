using System.Globalization;
using System.Net;

namespace JobDating.Platform;

/// <summary>What can be set from outside: by environment, the data folder also on the command line.</summary>
public sealed record Settings
{
    /// <summary>First letters of every setting of ours.</summary>
    public const string Prefix = "JOBDATING_";

    /// <summary>Last letters of a setting whose value stands in the file it names: a secret in a file is not seen by whoever lists processes or containers.</summary>
    public const string InFile = "_FILE";

    private const int ShortestToken = 32;

    /// <summary>Every setting there is, those of the gateway and of the tests too: a name that is none of them is a slip of the pen, and what was meant would not be set.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "JOBDATING_ADDRESS", "JOBDATING_DATA", "JOBDATING_IMAP", "JOBDATING_KEYS", "JOBDATING_LEAST_DISK", "JOBDATING_LONG", "JOBDATING_MAIL_FROM", "JOBDATING_OIDC_AUTHORITY", "JOBDATING_OIDC_CLIENT_ID",
        "JOBDATING_OIDC_CLIENT_SECRET", "JOBDATING_OUTCOMES", "JOBDATING_PEOPLE", "JOBDATING_PICTURES", "JOBDATING_PROXIES", "JOBDATING_RABBITMQ", "JOBDATING_REGISTRATION", "JOBDATING_SCHEDULING",
        "JOBDATING_SEED", "JOBDATING_SEQUENCES", "JOBDATING_SMS_PRICE", "JOBDATING_SMS_TOKEN", "JOBDATING_SMS_URL", "JOBDATING_SMTP", "JOBDATING_SQLSERVER", "JOBDATING_TOKEN",
    ];

    /// <summary>Folder of the embedded databases, of mails and of archives being imported.</summary>
    public required string Data { get; init; }

    /// <summary><c>amqp://user:password@host:port/</c>; null: messages go from table to consumer inside this process.</summary>
    public Uri? RabbitMq { get; init; }

    /// <summary>All nodes of the broker, <see cref="RabbitMq"/> the first; empty: that one alone.</summary>
    public IReadOnlyList<Uri> RabbitMqNodes { get; init; } = [];

    /// <summary>A SQL Server connection string without database; null: SQLite files in <see cref="Data"/>.</summary>
    public string? SqlServer { get; init; }

    /// <summary>First part of the databases' names on SQL Server: <c>jobdating_registration</c>.</summary>
    public string DatabasePrefix { get; init; } = "jobdating";

    /// <summary>Sender of the mails.</summary>
    public string MailFrom { get; init; } = "jobdating@localhost";

    /// <summary><c>smtp://user:password@host:587</c> (STARTTLS when offered) or <c>smtps://…:465</c>; null: mails are files in <c>mail</c> below <see cref="Data"/>.</summary>
    public Uri? Smtp { get; init; }

    /// <summary><c>imaps://user:password@host</c>: the sender's mailbox, where bounces arrive; null: only the folder <c>mail-in</c> is looked at.</summary>
    public Uri? Imap { get; init; }

    /// <summary>Where an SMS provider takes <c>{"id", "to", "text"}</c>; null: no SMS.</summary>
    public Uri? SmsUrl { get; init; }

    /// <summary>Sent to the SMS provider as a bearer token.</summary>
    public string? SmsToken { get; init; }

    /// <summary>What one part of an SMS costs, in euros; null: not known.</summary>
    public decimal? SmsPrice { get; init; }

    /// <summary>With fewer free megabytes where the data folder lies, the operator is told.</summary>
    public int LeastDisk { get; init; } = 500;

    /// <summary>Folder of the keys that cookies and links are signed with; all services of an installation share it.</summary>
    public string Keys => KeysFolder ?? Path.Combine(Data, "keys");

    public string? KeysFolder { get; init; }

    /// <summary>The operator's token for programs; null: none.</summary>
    public string? Token { get; init; }

    /// <summary>The address by which readers know this installation; links in mails begin with it.</summary>
    public string PublicAddress { get; init; } = "http://127.0.0.1:5080";

    /// <summary>Proxies on other machines whose word on who the reader is, and whether they came by https, is believed; this machine's always is.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>The organisation's OpenID Connect provider, by its issuer's address; null: accounts sign in by password only.</summary>
    public Uri? OpenIdAuthority { get; init; }

    public string? OpenIdClientId { get; init; }

    public string? OpenIdClientSecret { get; init; }

    /// <summary>The pages say that the data are the demonstration's.</summary>
    public bool Demo { get; init; }

    /// <summary>Waits between a consumer's attempts; after the last one the message is put aside as an error.</summary>
    public IReadOnlyList<TimeSpan> Retries { get; init; } = [TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15)];

    /// <exception cref="SettingsException">A value that cannot be read, or a name that is no setting, named.</exception>
    public static Settings FromEnvironment(string? data, bool demo)
    {
        if (Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && !Names.Contains(name.EndsWith(InFile, StringComparison.Ordinal) ? name[..^InFile.Length] : name)).Order(StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw new SettingsException($"{unknown} is no setting of this program. There are: {string.Join(' ', Names)}.");
        var folder = data ?? Text("JOBDATING_DATA") ?? (demo ? "jobdating-demo" : "jobdating-data");
        var nodes = Nodes(Text("JOBDATING_RABBITMQ"));
        return new Settings
        {
            Data = Path.GetFullPath(folder),
            Demo = demo,
            RabbitMq = nodes.FirstOrDefault(),
            RabbitMqNodes = nodes,
            SqlServer = Text("JOBDATING_SQLSERVER"),
            KeysFolder = Text("JOBDATING_KEYS") is { } keys ? Path.GetFullPath(keys) : null,
            LeastDisk = Text("JOBDATING_LEAST_DISK") is not { } least ? 500
                : int.TryParse(least, NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) ? megabytes
                : throw new SettingsException($"JOBDATING_LEAST_DISK is a number of megabytes, like 500, not \"{least}\"."),
            Token = Text("JOBDATING_TOKEN") is not { } token ? null
                : token.Length >= ShortestToken ? token
                : throw new SettingsException($"JOBDATING_TOKEN must have at least {ShortestToken} characters: whoever knows it may do everything."),
            PublicAddress = Text("JOBDATING_ADDRESS") is not { } known ? Listened(Text("ASPNETCORE_URLS") ?? "http://127.0.0.1:5080", demo)
                : Uri.TryCreate(known, UriKind.Absolute, out var site) && site.Scheme is "http" or "https" ? known
                : throw new SettingsException($"JOBDATING_ADDRESS must look like https://jobdating.example.org, not \"{known}\"."),
            Proxies = Platform.Proxies.Read(Text("JOBDATING_PROXIES")) ?? throw new SettingsException("JOBDATING_PROXIES must be addresses or networks like 10.0.0.7 or 10.0.0.0/24, with a comma between them."),
            MailFrom = MailSender(Text("JOBDATING_MAIL_FROM") ?? "jobdating@localhost"),
            Smtp = Secret("JOBDATING_SMTP", "smtp://user:password@host:587", "smtp", "smtps"),
            Imap = Secret("JOBDATING_IMAP", "imaps://user:password@host", "imap", "imaps"),
            SmsUrl = Secret("JOBDATING_SMS_URL", "https://provider.example/messages", "http", "https"),
            SmsToken = Text("JOBDATING_SMS_TOKEN"),
            OpenIdAuthority = Text("JOBDATING_OIDC_AUTHORITY") is not { } authority ? null
                : Uri.TryCreate(authority, UriKind.Absolute, out var provider) && (provider.Scheme == "https" || provider is { Scheme: "http", IsLoopback: true }) ? provider
                : throw new SettingsException($"JOBDATING_OIDC_AUTHORITY must look like https://login.example.org/realm, not \"{authority}\"."),
            OpenIdClientId = Text("JOBDATING_OIDC_AUTHORITY") is null ? null
                : Text("JOBDATING_OIDC_CLIENT_ID") ?? throw new SettingsException("JOBDATING_OIDC_AUTHORITY needs JOBDATING_OIDC_CLIENT_ID: the name by which the provider knows this installation."),
            OpenIdClientSecret = Text("JOBDATING_OIDC_CLIENT_SECRET"),
            SmsPrice = Text("JOBDATING_SMS_PRICE") is not { } price ? null
                : decimal.TryParse(price, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var each) ? each
                : throw new SettingsException($"JOBDATING_SMS_PRICE is the price of one part, like 0.07, not \"{price}\"."),
        };

        // May hold a password: what was given is never repeated.
        static Uri? Secret(string name, string example, params string[] schemes) => Text(name) is not { } text ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme) && uri.Host.Length > 0 ? uri
            : throw new SettingsException($"{name} must look like {example}.");

        static string MailSender(string text) => MimeKit.MailboxAddress.TryParse(text, out _) ? text
            : throw new SettingsException($"JOBDATING_MAIL_FROM must be a mail address, with or without a name before it, not \"{text}\".");

        // The nodes differ in host and port only: each is the same broker.
        static IReadOnlyList<Uri> Nodes(string? text)
        {
            Uri[] nodes = [.. (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(node => Uri.TryCreate(node, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps" && uri.Host.Length > 0 ? uri
                : throw new SettingsException("JOBDATING_RABBITMQ must look like amqp://user:password@host:5672/; several nodes of one broker have a comma between them."))];
            return nodes.Select(node => (node.Scheme, node.UserInfo, node.AbsolutePath)).Distinct().Count() <= 1 ? nodes
                : throw new SettingsException("JOBDATING_RABBITMQ names nodes that differ in more than host and port: all must be one broker, with one user.");
        }

        // Where nobody says by which address readers come, it is where the program listens: no wildcard could stand in a mail.
        static string Listened(string urls, bool demo)
        {
            var first = urls.Split(';')[0];
            return demo || !Listening.IsEveryAddress(first) ? first
                : throw new SettingsException($"JOBDATING_ADDRESS is needed, such as https://jobdating.example.org: links in mails begin with it, and {first} (ASPNETCORE_URLS) is no address to open.");
        }

        static string? Text(string name)
        {
            var (text, file) = (Environment.GetEnvironmentVariable(name), Environment.GetEnvironmentVariable(name + InFile));
            if (string.IsNullOrEmpty(file))
                return string.IsNullOrEmpty(text) ? null : text;
            if (!string.IsNullOrEmpty(text))
                throw new SettingsException($"{name} and {name}{InFile} are both set; one of them must go.");
            try
            {
                return File.ReadAllText(file).Trim() is { Length: > 0 } content ? content : throw new SettingsException($"{name}{InFile} names {file}, which is empty.");
            }
            catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
            {
                throw new SettingsException($"{name}{InFile} names {file}, which cannot be read: {unread.Message}");
            }
        }
    }

    public DatabaseAddress Address(string service) => SqlServer is null
        ? DatabaseAddress.Sqlite(Path.Combine(Data, $"{service}.db"))
        : DatabaseAddress.SqlServer(SqlServer, $"{DatabasePrefix}_{service}");
}

/// <summary>The program cannot start as it is set; the message is the sentence for whoever starts it.</summary>
public sealed class SettingsException(string message) : Exception(message);
