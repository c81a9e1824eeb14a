namespace JobDating.Platform;

/// <summary>What can be set from outside: by environment, the data folder also on the command line.</summary>
public sealed record Settings
{
    /// <summary>Folder of the embedded databases, of mails and of archives being imported.</summary>
    public required string Data { get; init; }

    /// <summary><c>amqp://user:password@host:port/</c>; null: messages go from table to consumer inside this process.</summary>
    public Uri? RabbitMq { get; init; }

    /// <summary>A SQL Server connection string without database; null: SQLite files in <see cref="Data"/>.</summary>
    public string? SqlServer { get; init; }

    /// <summary>First part of the databases' names on SQL Server: <c>jobdating_registration</c>.</summary>
    public string DatabasePrefix { get; init; } = "jobdating";

    /// <summary>Sender of the mails.</summary>
    public string MailFrom { get; init; } = "jobdating@localhost";

    /// <summary>The pages say that the data are the demonstration's.</summary>
    public bool Demo { get; init; }

    /// <summary>Waits between a consumer's attempts; after the last one the message is put aside as an error.</summary>
    public IReadOnlyList<TimeSpan> Retries { get; init; } = [TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15)];

    /// <exception cref="SettingsException">A value that cannot be read, named.</exception>
    public static Settings FromEnvironment(string? data, bool demo)
    {
        var folder = data ?? Environment.GetEnvironmentVariable("JOBDATING_DATA") ?? (demo ? "jobdating-demo" : "jobdating-data");
        return new Settings
        {
            Data = Path.GetFullPath(folder),
            Demo = demo,
            RabbitMq = Text("JOBDATING_RABBITMQ") is not { } address ? null
                : Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps" ? new Uri(address)
                : throw new SettingsException($"JOBDATING_RABBITMQ must look like amqp://user:password@host:5672/, not \"{address}\"."),
            SqlServer = Text("JOBDATING_SQLSERVER"),
            MailFrom = Text("JOBDATING_MAIL_FROM") ?? "jobdating@localhost",
        };

        static string? Text(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : null;
    }

    public DatabaseAddress Address(string service) => SqlServer is null
        ? DatabaseAddress.Sqlite(Path.Combine(Data, $"{service}.db"))
        : DatabaseAddress.SqlServer(SqlServer, $"{DatabasePrefix}_{service}");
}

/// <summary>The program cannot start as it is set; the message is the sentence for whoever starts it.</summary>
public sealed class SettingsException(string message) : Exception(message);
