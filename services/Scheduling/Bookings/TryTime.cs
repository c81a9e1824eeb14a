using JobDating.Platform;
using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Scheduling.Bookings;

/// <summary>Does what a form of times asks for, with the time that was chosen in it.</summary>
internal static class TryTime
{
    /// <param name="Table">Null: it was not done.</param>
    /// <param name="IsOlder">What was read is older than what speaks against it: what others did meanwhile is to be seen.</param>
    public readonly record struct Outcome(Guid? Table, bool IsOlder);

    /// <param name="sides">As just read, with the tables that the caller may choose.</param>
    /// <param name="word">A <see cref="ReadTimes.Time.Word"/>.</param>
    /// <param name="applyAsync">The act, in a transaction that is begun and committed here.</param>
    /// <param name="errors">Where it was not done: why.</param>
    /// <exception cref="Rejected">404: a table that is not among them.</exception>
    public static async Task<Outcome> RunAsync(SchedulingDatabase db, Actor actor, BothSides sides, Act act, string? word, FormErrors errors, Func<Transaction, Guid, Instant, Task> applyAsync, CancellationToken ct)
    {
        if (ReadTimes.Read(word) is not { } time)
        {
            errors.Add("time", BookingTexts.Words["Time.Choose"]);
            return new Outcome(null, false);
        }
        var table = sides.Timetable.Tables.FirstOrDefault(table => table.Id == time.TableId) ?? throw new Rejected(StatusCodes.Status404NotFound, PageFrame.Words["Error.NotFound"]);
        if (await Foresee.RefusalAsync(db, sides, table, time.StartsAt, act, ct) is { } foreseen)
        {
            errors.Conflict("", foreseen.Message);
            return new Outcome(null, false);
        }
        try
        {
            return await SecondTry.RunAsync(async () =>
            {
                await using var tx = await db.BeginAsync(actor, ct);
                await applyAsync(tx, time.TableId, time.StartsAt);
                await tx.CommitAsync(ct);
                return new Outcome(time.TableId, true);
            });
        }
        catch (Rejected rejected) when (rejected.Status == StatusCodes.Status409Conflict)
        {
            errors.Conflict("", rejected.Message);
            return new Outcome(null, true);
        }
    }
}
