using JobDating.Platform;
using JobDating.Registration.Editions;
using NodaTime;

namespace JobDating.Registration.ListImports;

/// <summary>
/// The dry run and the run of a list. The run judges everything once more before its first row is written, for the edition may have changed since: with
/// errors that nobody has accepted nothing is written. A run that was killed goes on after the last row it wrote.
/// </summary>
internal static class RunListImport
{
    private const int Batch = 500;

    private const string ZoneSql = "SELECT id, code, name, time_zone FROM edition WHERE id = @Id";

    public static readonly Duration Lease = Duration.FromSeconds(30);

    /// <summary>
    /// Judges every row and writes none. True: a run may go on and write. False: it is a dry run now, with what was found. On its way to writing
    /// an import never looks like a dry run, which anybody might send back to its columns.
    /// </summary>
    /// <exception cref="ListRefusedException">The file cannot be read to its end.</exception>
    public static async Task<bool> CheckAsync(RegistrationDatabase db, ListImportRecord.Import import, Guid claim, string path, CancellationToken ct)
    {
        var plan = await PlanAsync(db, import, ct);
        var count = new ListCount();
        var found = new List<ListFinding>();
        await using (var tx = await db.BeginAsync(Actor.Job("list import"), ct))
        {
            await ListImportRecord.ForgetFindingsAsync(tx, import.Id, ct);
            await tx.CommitAsync(ct);
        }
        foreach (var line in ListFile.Read(path))
        {
            ct.ThrowIfCancellationRequested();
            var (row, isKnown) = Judge(plan, line, import.Matched);
            count = Counted(count, row, isKnown);
            found.AddRange(row.Findings);
            if (count.Rows % Batch == 0)
                await NoteAsync(db, import.Id, claim, found, count.Rows, ct);
            plan.Forget();
        }
        await NoteAsync(db, import.Id, claim, found, count.Rows, ct);
        var goesOn = import.Status == "writing" && (count.Errors == 0 || import.OnlyGood);
        await using (var tx = await db.BeginAsync(Actor.Job("list import"), ct))
        {
            await ListImportRecord.CheckedAsync(tx, import.Id, claim, count, goesOn, ct);
            await tx.CommitAsync(ct);
        }
        return goesOn;
    }

    /// <summary>True when everything good is written; false when the check before it found errors: it is a dry run again, nothing is written.</summary>
    /// <exception cref="ListRefusedException">The file cannot be read to its end.</exception>
    public static async Task<bool> WriteAsync(RegistrationDatabase db, ListImportRecord.Import import, Guid claim, string path, CancellationToken ct)
    {
        if (import.Through == 0 && !await CheckAsync(db, import, claim, path, ct))
            return false;
        var plan = await PlanAsync(db, import, ct);
        var (rows, waiting) = (0, 0);
        foreach (var line in ListFile.Read(path))
        {
            ct.ThrowIfCancellationRequested();
            rows++;
            var (row, _) = Judge(plan, line, import.Matched);
            if (line.Number <= import.Through)
            {
                plan.Forget();
                continue;
            }
            waiting++;
            if (waiting == Batch)
            {
                await WriteAsync(db, plan, import, claim, rows, row.Line, ct);
                waiting = 0;
            }
        }
        await WriteAsync(db, plan, import, claim, rows, int.MaxValue, ct);
        return true;
    }

    private static async Task WriteAsync(RegistrationDatabase db, IListPlan plan, ListImportRecord.Import import, Guid claim, int done, int through, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Actor.Job("list import"), ct);
        var saved = await plan.WriteAsync(tx, ct);
        await ListImportRecord.WroteAsync(tx, import.Id, claim, done, through, saved, tx.Now + Lease, ct);
        await tx.CommitAsync(ct);
    }

    private static async Task NoteAsync(RegistrationDatabase db, Guid id, Guid claim, List<ListFinding> found, int done, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Actor.Job("list import"), ct);
        await ListImportRecord.NoteFindingsAsync(tx, id, found, ct);
        await ListImportRecord.ProgressAsync(tx, id, claim, done, tx.Now + Lease, ct);
        await tx.CommitAsync(ct);
        found.Clear();
    }

    private static (ListRow Row, bool IsKnown) Judge(IListPlan plan, ListLine line, IReadOnlyDictionary<string, int> columns)
    {
        var row = new ListRow(line, columns);
        if (line.IsBroken)
        {
            row.Find("", "Quotes", isNotice: false);
            return (row, false);
        }
        return (row, plan.Judge(row));
    }

    private static ListCount Counted(ListCount count, ListRow row, bool isKnown) => count with
    {
        Rows = count.Rows + 1,
        Errors = count.Errors + (row.HasErrors ? 1 : 0),
        Known = count.Known + (!row.HasErrors && isKnown ? 1 : 0),
        Good = count.Good + (!row.HasErrors && !isKnown ? 1 : 0),
        Notices = count.Notices + row.Findings.Count(finding => finding.IsNotice),
    };

    private static async Task<IListPlan> PlanAsync(RegistrationDatabase db, ListImportRecord.Import import, CancellationToken ct)
    {
        var edition = (await db.QueryFirstOrDefaultAsync<EditionTotals.Edition>(ZoneSql, new { Id = import.EditionId }, ct))!;
        var today = db.Now.InZone(edition.Zone).Date;
        IListPlan plan = import.Kind switch
        {
            "candidates" => new CandidatesPlan(import.EditionId, import.SiteId, today),
            "establishments" => new EstablishmentsPlan(import.EditionId, today),
            _ => new OffersPlan(import.EditionId),
        };
        await plan.BeginAsync(db, ct);
        return plan;
    }
}
