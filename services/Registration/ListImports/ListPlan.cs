using JobDating.Platform;

namespace JobDating.Registration.ListImports;

/// <summary>
/// What a list of one kind becomes: judges its lines one after the other (against what the edition has and against the lines before), and writes those
/// that are good, through the same slices as the screens. Judging writes nothing, so the dry run and the run say the same.
/// </summary>
internal interface IListPlan
{
    /// <summary>Reads what is there already, once, before the first line.</summary>
    Task BeginAsync(Database db, CancellationToken ct);

    /// <summary>What is said stands in the row's findings afterwards. True: it was there already.</summary>
    bool Judge(ListRow row);

    /// <summary>Writes the good rows judged since the last time, and forgets them.</summary>
    Task<Saved> WriteAsync(Transaction tx, CancellationToken ct);

    /// <summary>Forgets them unwritten: an earlier run wrote them.</summary>
    void Forget();
}
