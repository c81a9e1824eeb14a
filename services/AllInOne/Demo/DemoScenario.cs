using System.IO.Compression;
using JobDating.AllInOne.Demo.Coming;
using JobDating.Outcomes;
using JobDating.Platform;
using JobDating.Registration;
using JobDating.Registration.Imports;

namespace JobDating.AllInOne.Demo;

/// <summary>
/// Makes the demonstration once, while the pages are already open: the 2023 tour, and one that is still to come. Their archives are generated and taken in
/// like any other, one after the other.
/// </summary>
internal static class DemoScenario
{
    private const string KnownSql = "SELECT COUNT(*) FROM edition_import WHERE edition_code = @Code AND status IN ('writing', 'written', 'done')";

    public static async Task MakeAsync(IServiceProvider things, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, things.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        try
        {
            if (await things.GetRequiredService<RegistrationDatabase>().QueryFirstOrDefaultAsync<int>(KnownSql, new { Code = DemoArchive.EditionCode }, stop.Token) == 0)
                await TakeInAsync(things, "demo-2023", folder => DemoArchive.Write(folder, things.GetRequiredService<RegistrationDatabase>().Now), stop.Token);
            await ObservatoryOfReport.NoteAsync(things.GetRequiredService<OutcomesDatabase>(), stop.Token);
            await ComingScenario.MakeAsync(things, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The next start goes on with it.
        }
    }

    /// <summary>Hands an archive to the import, which goes on by itself.</summary>
    /// <param name="name">Of the zip, without extension.</param>
    /// <param name="write">Writes the archive's files into the folder it is given.</param>
    /// <returns>The import.</returns>
    public static async Task<Guid> TakeInAsync(IServiceProvider things, string name, Action<string> write, CancellationToken ct)
    {
        var settings = things.GetRequiredService<Settings>();
        var folder = Path.Combine(settings.Data, "demo");
        var zip = Path.Combine(settings.Data, $"{name}.zip");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        write(folder);
        File.Delete(zip);
        ZipFile.CreateFromDirectory(folder, zip);
        Directory.Delete(folder, recursive: true);
        var import = await UploadArchive.LocalAsync(zip, things.GetRequiredService<RegistrationDatabase>(), settings, things.GetRequiredService<ImportWorker>(), ct);
        File.Delete(zip);
        return import;
    }
}
