using System.Globalization;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;

namespace JobDating.Registration.Workshops;

/// <summary>
/// <c>POST /registration/workshops/{id}/attendance</c>: all ticks of a page at once, and with its button one person withdrawn. Two people may do it
/// at the same time: each changes the lines that they touched, and where they touched the same line differently the second is told and nothing is written.
/// </summary>
public static class NoteAttendance
{
    /// <exception cref="Rejected">404</exception>
    public static Task<IResult> RunAsync(Guid id, IFormCollection form, RegistrationDatabase db, HttpContext http, CancellationToken ct) => SecondTry.RunAsync<IResult>(async () =>
    {
        var ticks = Tick.Read(form);
        var leaving = int.TryParse(form["withdraw"], NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < ticks.Count ? ticks[at] : null;
        var errors = new FormErrors();
        ReadWorkshop.Workshop workshop;
        await using (var tx = await db.BeginAsync(Caller.Of(http).Actor, ct))
        {
            await LockWorkshop.RunAsync(tx, id, ct);
            workshop = await ReadWorkshop.FindAsync(tx, id, ct);
            var changes = Decide(workshop, tx.Now, await Participants.ListAsync(tx, id, ct), ticks, leaving, errors);
            if (!errors.Any)
            {
                if (changes.Count > 0)
                    await RecordWorkshopAttendances.ApplyAsync(tx, workshop.EditionId, changes, ct);
                await tx.CommitAsync(ct);
                return SeeOther.To($"{workshop.Address}?done={(leaving is null ? "attendance" : "withdrawn")}&page={Uri.EscapeDataString(form["page"].ToString())}#participants");
            }
        }
        return await ShowWorkshop.PageAsync(db, workshop, null, form["page"], null, null, ticks, errors, ct);
    });

    private static Dictionary<(Guid, string), Func<RecordWorkshopAttendances.Row?, RecordWorkshopAttendances.Row>> Decide(
        ReadWorkshop.Workshop workshop, NodaTime.Instant now, IReadOnlyList<Participants.Row> rows, IReadOnlyList<Tick> ticks, Tick? leaving, FormErrors errors)
    {
        var changes = new Dictionary<(Guid, string), Func<RecordWorkshopAttendances.Row?, RecordWorkshopAttendances.Row>>();
        var present = rows.ToDictionary(row => row.Participant);
        foreach (var (tick, at) in ticks.Select((tick, at) => (tick, at)))
        {
            var row = present.GetValueOrDefault(tick.Participant);
            switch (tick.On(row))
            {
                case Tick.Does.Conflict:
                    errors.Conflict($"attended{at}", WorkshopTexts.Words["Tick.Changed", row?.Name ?? tick.Participant]);
                    break;
                case Tick.Does.Change when !ShowWorkshop.MayTick(workshop, now):
                    errors.Conflict("", WorkshopTexts.Words[workshop.CancelledAt is null ? "Tick.TooEarly" : "Tick.Cancelled"]);
                    return changes;
                case Tick.Does.Change:
                    changes.Add((workshop.Id, tick.Participant), old => (old ?? Row(workshop, row!)) with { Attended = tick.Is });
                    break;
            }
        }
        if (leaving is null || present.GetValueOrDefault(leaving.Participant) is not { IsWithdrawn: false } gone)
            return changes;
        if (leaving.Is)
            errors.Conflict("", WorkshopTexts.Words["Withdraw.Attended", gone.Name]);
        else if (gone.Version != leaving.Version)
            errors.Conflict("", WorkshopTexts.Words["Tick.Changed", gone.Name]);
        else
            changes[(workshop.Id, gone.Participant)] = old => (old ?? Row(workshop, gone)) with { Attended = false, WithdrawnAt = now };
        return changes;
    }

    private static RecordWorkshopAttendances.Row Row(ReadWorkshop.Workshop workshop, Participants.Row row) =>
        new() { WorkshopId = workshop.Id, Participant = row.Participant, EditionId = workshop.EditionId, CandidateId = row.CandidateId, Structure = row.Structure };
}
