using System.Globalization;
using System.Text.Json;
using JobDating.AllInOne.Backups;
using JobDating.AllInOne.Moving;
using JobDating.Outcomes;
using JobDating.Outcomes.Bilan;
using JobDating.Outcomes.Exports;
using JobDating.Outcomes.Figures;
using JobDating.Platform;
using JobDating.Registration;
using JobDating.Registration.Candidates;
using JobDating.Registration.Exports;
using JobDating.Registration.Imports;
using JobDating.Scheduling;
using JobDating.Scheduling.Exports;
using NodaTime;
using NodaTime.Text;

namespace JobDating.AllInOne;

/// <summary>The three services in one process, told what to do from a terminal. Exit 0, or 1 with the reason on stderr.</summary>
internal static class Commands
{
    private const string DefaultUrls = "http://127.0.0.1:5080";

    public static IReadOnlyList<Service> Services() => [new RegistrationService(), new SchedulingService(), new OutcomesService()];

    public static async Task<int> ImportAsync(string archive, bool dryRun, string? data, CancellationToken ct) => await HouseAsync(data, async app =>
    {
        var terminal = new TerminalProgress();
        var check = await ImportCommand.RunAsync(app.Services.GetRequiredService<RegistrationDatabase>(), Path.GetFullPath(archive), dryRun, terminal.Found, terminal.Written, terminal.Waiting, [app.Services.GetRequiredService<SchedulingDatabase>(), app.Services.GetRequiredService<OutcomesDatabase>()], ct);
        terminal.End(check, dryRun);
        return check.Errors == 0 ? 0 : 1;
    });

    public static async Task<int> ExportAsync(string edition, string folder, string? data, CancellationToken ct) => await HouseAsync(data, async app =>
    {
        Stream Open(string name)
        {
            Directory.CreateDirectory(folder);
            return File.Create(Path.Combine(folder, name));
        }

        if (!await ExportEdition.WriteAsync(app.Services.GetRequiredService<RegistrationDatabase>(), edition, Open, ct)
            || !await ExportInterviews.WriteAsync(app.Services.GetRequiredService<SchedulingDatabase>(), edition, () => Open("interviews.csv"), ct)
            || !await ExportAnswers.WriteAsync(app.Services.GetRequiredService<OutcomesDatabase>(), edition, () => Open("followups.csv"), ct))
            return Refuse(OutcomesTexts.Words["Edition.Unknown", edition]);
        return 0;
    });

    public static async Task<int> BilanAsync(string edition, string? asOf, string? data, CancellationToken ct) => await HouseAsync(data, async app =>
    {
        var day = asOf is null ? null : LocalDatePattern.Iso.Parse(asOf);
        if (day is { Success: false })
            return Refuse(OutcomesTexts.Words["AsOf.NotADate", asOf]);
        if (await ReadBilan.RunAsync(app.Services.GetRequiredService<OutcomesDatabase>(), edition, day?.Value, ct) is not { } bilan)
            return Refuse(OutcomesTexts.Words["Edition.Unknown", edition]);
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(bilan, new JsonSerializerOptions(Json.Options) { WriteIndented = true }));
        return 0;
    });

    /// <summary>Exit 1 while facts and figures differ; mended, they do not.</summary>
    public static async Task<int> RecountAsync(string edition, bool mend, string? data, CancellationToken ct) => await HouseAsync(data, async app =>
    {
        var outcomes = app.Services.GetRequiredService<OutcomesDatabase>();
        if (await (mend ? Recount.MendAsync(outcomes, edition, Actor.Command("recount"), ct) : Recount.CompareAsync(outcomes, edition, ct)) is not { } differences)
            return Refuse(OutcomesTexts.Words["Edition.Unknown", edition]);
        foreach (var difference in differences)
            await Console.Error.WriteLineAsync(difference);
        return mend || differences.Count == 0 ? 0 : 1;
    });

    /// <summary>Every service says its facts again, and the command waits until everybody has them.</summary>
    /// <param name="anew">Copies are written anew though their facts have not changed: after an upgrade that keeps more of them.</param>
    public static async Task<int> SayAgainAsync(bool anew, string? data, CancellationToken ct) => await HouseAsync(data, async app =>
    {
        var terminal = new TerminalProgress();
        await SayAllAgain.RunAsync(app.Services, Services(), anew, terminal.Written, ct);
        terminal.End();
        return 0;
    });

    /// <summary>Needs no house: the databases are copied as they lie there, by whoever uses them meanwhile.</summary>
    public static async Task<int> BackupAsync(string file, string? data, CancellationToken ct) => await RefusingAsync(async () =>
    {
        var settings = Settings.FromEnvironment(data, demo: false);
        var bytes = await WriteBackup.RunAsync(settings, ServiceHost.Real, file, ct);
        await Console.Error.WriteLineAsync(BackupTexts.Words["Written", Path.GetFullPath(file), (bytes / 1e6).ToString("0.0", CultureInfo.CurrentCulture)]);
        if (settings.RabbitMq is not null)
            await Console.Error.WriteLineAsync(BackupTexts.Words["Broker"]);
        return 0;
    });

    /// <param name="erased">A list of who was erased since, such as the one with the keys of the old installation; those in the backup and beside it are read anyway.</param>
    public static async Task<int> RestoreAsync(string file, string? erased, string? data, CancellationToken ct) => await RefusingAsync(async () =>
    {
        var settings = Settings.FromEnvironment(data, demo: false);
        var moment = await RestoreBackup.RunAsync(settings, file, erased, ct);
        await Console.Error.WriteLineAsync(BackupTexts.Words["Restored", settings.Data, moment.ToString("uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)]);
        await EraseAgainAsync(settings, ct);
        return 0;
    });

    /// <summary>The others hear of it when the installation is started.</summary>
    private static async Task EraseAgainAsync(Settings settings, CancellationToken ct)
    {
        var listed = await ErasedList.ReadAsync(ErasedList.In(settings.Keys), ct);
        await using (var registration = new RegistrationDatabase(settings.Address("registration"), ServiceHost.Real))
            if ((await ErasedList.BackAsync(registration, listed, ct)).Count == 0)
                return;
        await HouseAsync(settings.Data, async app =>
        {
            var again = await ErasedList.ApplyAsync(app.Services.GetRequiredService<RegistrationDatabase>(), listed, ct);
            await Console.Error.WriteLineAsync(BackupTexts.Words["ErasedAgain", again]);
            return 0;
        });
    }

    /// <summary>From the embedded databases to a server. What both sides have is said on stdout: the rows of each table, the figures of each edition.</summary>
    /// <param name="to">A connection string; null: where the services' setting says, which no list of processes shows.</param>
    public static async Task<int> MoveAsync(string? to, string? data, CancellationToken ct) => await RefusingAsync(async () =>
    {
        var settings = Settings.FromEnvironment(data, demo: false);
        if ((to ?? settings.SqlServer) is not { } server)
            return Refuse(MoveTexts.Words["Where"]);
        var terminal = new TerminalProgress();
        var moved = await MoveInstallation.RunAsync(settings with { SqlServer = null }, settings with { SqlServer = server }, ServiceHost.Real, terminal.Written, ct);
        terminal.End();
        foreach (var table in moved.Tables)
            await Console.Out.WriteLineAsync(MoveTexts.Words["Table", table.Database, table.Name, table.Rows]);
        foreach (var bilan in moved.Bilans)
            await Console.Out.WriteLineAsync(MoveTexts.Words["Figures", bilan.Edition, LocalDatePattern.Iso.Format(bilan.AsOf), bilan.Total.Registered, bilan.Total.Received, bilan.Total.InterviewsHeld, bilan.Total.Hires]);
        await Console.Error.WriteLineAsync(MoveTexts.Words["Moved", moved.Tables.Sum(table => table.Rows), settings.Keys, settings.Data]);
        return 0;
    });

    /// <param name="on">The day on which a demonstration begins, as a date; null: today. One that has begun goes on from its own day.</param>
    public static async Task<int> ServeAsync(string? data, bool demo, string? on, CancellationToken ct)
    {
        try
        {
            var begins = on is null ? null : LocalDatePattern.Iso.Parse(on);
            if (begins is { Success: false } || (begins is not null && !demo))
                return Refuse(OutcomesTexts.Words[demo ? "On.NotADate" : "On.OnlyDemo", on]);
            var settings = Settings.FromEnvironment(data ?? (begins is null ? null : $"jobdating-demo-{on}"), demo);
            var clock = demo ? real => new DemoClock(real, Path.Combine(settings.Data, "demo-clock"), begins is null ? null : Demo.DemoTime.At(begins.Value)) : (Func<IClock, IClock>?)null;
            await ServiceHost.ServeAsync(settings, Services(), DefaultUrls, async app =>
            {
                await Console.Error.WriteLineAsync($"JobDating: {string.Join(' ', app.Urls)}");
                if (demo)
                    await Demo.DemoScenario.MakeAsync(app.Services, ct);
            }, clock, clock is null ? null : things => ActivatorUtilities.CreateInstance<Demo.DemoTime>(things, (DemoClock)things.GetRequiredService<IClock>()));
            return 0;
        }
        catch (Exception wrong) when (wrong is SettingsException or IOException)
        {
            // An address that is taken is an IOException.
            return Refuse(wrong.Message);
        }
    }

    private static Task<int> HouseAsync(string? data, Func<WebApplication, Task<int>> run) => RefusingAsync(async () =>
    {
        await using var app = ServiceHost.Build(Settings.FromEnvironment(data, demo: false), Services(), DefaultUrls);
        await app.StartHouseAsync(listen: false);
        try
        {
            return await run(app);
        }
        finally
        {
            await app.StopHouseAsync();
        }
    });

    private static async Task<int> RefusingAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception exception) when (exception is SettingsException or ImportStuckException or BackupException or MoveException or IOException or UnauthorizedAccessException)
        {
            return Refuse(exception.Message);
        }
    }

    private static int Refuse(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return 1;
    }
}
