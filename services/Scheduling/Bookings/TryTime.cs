using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.Scheduling.Bookings;

/// <summary>Does what a form of times asks for, with the time that was chosen in it.</summary>
internal static class TryTime
{
    /// <param name="timetable">With the tables that the caller may choose.</param>
    /// <param name="word">A <see cref="ReadTimes.Time.Word"/>.</param>
    /// <param name="applyAsync">The act, in a transaction that is begun and committed here.</param>
    /// <returns>The table; null: it was not done, and why stands in <paramref name="errors"/>.</returns>
    /// <exception cref="Rejected">404: a table that is not among them.</exception>
    public static async Task<Guid?> RunAsync(SchedulingDatabase db, Actor actor, Timetable timetable, string? word, FormErrors errors, Func<Transaction, Guid, Instant, Task> applyAsync, CancellationToken ct)
    {
        if (ReadTimes.Read(word) is not { } time)
        {
            errors.Add("time", BookingTexts.Words["Time.Choose"]);
            return null;
        }
        if (timetable.Tables.All(table => table.Id != time.TableId))
            throw new Rejected(StatusCodes.Status404NotFound, PageFrame.Words["Error.NotFound"]);
        try
        {
            return await SecondTry.RunAsync(async () =>
            {
                await using var tx = await db.BeginAsync(actor, ct);
                await applyAsync(tx, time.TableId, time.StartsAt);
                await tx.CommitAsync(ct);
                return time.TableId;
            });
        }
        catch (Rejected rejected) when (rejected.Status == StatusCodes.Status409Conflict)
        {
            errors.Conflict("", rejected.Message);
            return null;
        }
    }
}
