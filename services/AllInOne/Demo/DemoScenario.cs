using System.IO.Compression;
using JobDating.Platform;
using JobDating.Registration;
using JobDating.Registration.Imports;

namespace JobDating.AllInOne.Demo;

/// <summary>Makes the 2023 scenario once: its archive is generated and taken in like any other, while the pages are already open.</summary>
internal static class DemoScenario
{
    private const string KnownSql = "SELECT COUNT(*) FROM edition_import WHERE edition_code = @Code AND status IN ('writing', 'written', 'done')";

    public static async Task MakeAsync(IServiceProvider things, CancellationToken ct)
    {
        var db = things.GetRequiredService<RegistrationDatabase>();
        if (await db.QueryFirstOrDefaultAsync<int>(KnownSql, new { Code = DemoArchive.EditionCode }, ct) > 0)
            return;
        var settings = things.GetRequiredService<Settings>();
        var folder = Path.Combine(settings.Data, "demo");
        var zip = Path.Combine(settings.Data, "demo-2023.zip");
        DemoArchive.Write(folder);
        File.Delete(zip);
        ZipFile.CreateFromDirectory(folder, zip);
        Directory.Delete(folder, recursive: true);
        await UploadArchive.LocalAsync(zip, db, settings, things.GetRequiredService<ImportWorker>(), ct);
        File.Delete(zip);
    }
}
