using JobDating.Platform;
using JobDating.Registration;
using JobDating.Registration.Imports;
using JobDating.Scheduling;
using NodaTime;
using NodaTime.Text;

namespace JobDating.AllInOne.Demo.Coming;

/// <summary>
/// Makes the tour to come, once: its archive is taken in like any other, then each service gets what the archive has no place for. The import's file is named
/// after the day the story is told from, so a start after a killed one, also days later, goes on with the same story. When the tour is over, the next start makes another.
/// </summary>
internal static class ComingScenario
{
    private const string Prefix = "demo-coming-";
    private const string Act = "demonstration filled";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private const string ImportsSql = """
        SELECT id, file_name
        FROM edition_import
        WHERE file_name >= @Prefix AND file_name < @Beyond AND status NOT IN ('refused', 'failed')
        ORDER BY created_at DESC
        LIMIT @Take
        """;

    /// <summary>In either service's database.</summary>
    private const string WishesSql = "SELECT COUNT(*) FROM wish w JOIN candidate c ON c.id = w.candidate_id WHERE c.edition_id = @EditionId AND c.erased_at IS NULL";

    private const string EditionSql = "SELECT id FROM edition WHERE code = @Code";

    private const string FilledSql = "SELECT COUNT(*) FROM audit WHERE act = @Act AND subject_id = @EditionId";

    public static readonly Actor Actor = Actor.Command("demo");

    public static async Task MakeAsync(IServiceProvider things, CancellationToken ct)
    {
        var db = things.GetRequiredService<RegistrationDatabase>();
        var today = db.Now.InZone(Tour2023.Zone).Date;
        var (import, story) = await FindAsync(db, today, ct) ?? await BeginAsync(things, new ComingStory(today), ct);
        var state = await ReadImport.FindAsync(db, import, ct);
        for (; !state!.IsOver; state = await ReadImport.FindAsync(db, import, ct))
            await Task.Delay(Look, ct);
        // What went wrong stands on the import's page.
        if (state.Status != "done")
            return;
        var editionId = await db.QueryFirstOrDefaultAsync<Guid>(EditionSql, new { Code = story.Tour.EditionCode }, ct);
        await SecondTry.RunAsync(() => FillRegistration.RunAsync(db, story, editionId, ct));
        var scheduling = things.GetRequiredService<SchedulingDatabase>();
        // An employer books only who has chosen it: Scheduling must have heard of the wishes first.
        var wishes = await db.QueryFirstOrDefaultAsync<int>(WishesSql, new { EditionId = editionId }, ct);
        while (await scheduling.QueryFirstOrDefaultAsync<int>(WishesSql, new { EditionId = editionId }, ct) < wishes)
            await Task.Delay(Look, ct);
        await SecondTry.RunAsync(() => FillScheduling.RunAsync(scheduling, story, editionId, ct));
    }

    /// <summary>In the transaction that fills, so that it happens once: the trail is the receipt.</summary>
    public static Task FilledAsync(Transaction tx, Guid editionId, CancellationToken ct) => tx.AuditAsync("edition", editionId, Act, null, ct);

    public static async Task<bool> IsFilledAsync(Transaction tx, Guid editionId, CancellationToken ct) =>
        await tx.QueryFirstOrDefaultAsync<int>(FilledSql, new { Act, EditionId = editionId }, ct) > 0;

    private sealed record Import
    {
        public Guid Id { get; init; }
        public string FileName { get; init; } = "";
    }

    private static async Task<(Guid Import, ComingStory Story)?> FindAsync(RegistrationDatabase db, LocalDate today, CancellationToken ct)
    {
        foreach (var import in await db.QueryAsync<Import>(ImportsSql, new { Prefix, Beyond = $"{Prefix}~", Take = 10 }, ct))
            if (LocalDatePattern.Iso.Parse(Path.GetFileNameWithoutExtension(import.FileName)[Prefix.Length..]) is { Success: true } day
                && new ComingStory(day.Value) is var story && story.Tour.Sites[^1].Date >= today)
                return (import.Id, story);
        return null;
    }

    private static async Task<(Guid Import, ComingStory Story)> BeginAsync(IServiceProvider things, ComingStory story, CancellationToken ct) =>
        (await DemoScenario.TakeInAsync(things, $"{Prefix}{LocalDatePattern.Iso.Format(story.Tour.Today)}", folder => ComingArchive.Write(story, folder), ct), story);
}
