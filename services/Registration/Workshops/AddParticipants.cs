using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Prints;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Workshops;

/// <summary>
/// <c>POST /registration/workshops/{id}/participants</c>: one candidate by the button of a search, several by their codes, or an employers' participant by
/// name. Who is there already stays as they are, so posting twice is once. Who is noted as there in the same breath (a walk-in) is
/// added whatever the capacity: they are in the room.
/// </summary>
public static class AddParticipants
{
    private const int MostCodes = 500;
    private const int MostNamed = 10;

    public sealed record Form
    {
        /// <summary>The code on the button that was pressed.</summary>
        public string? Code { get; init; }
        public string? Codes { get; init; }
        public string? Name { get; init; }
        public string? Structure { get; init; }
        public string? Attended { get; init; }
    }

    private sealed record Newcomer(string Participant, Guid? CandidateId, string? Structure);

    /// <exception cref="Rejected">404</exception>
    public static Task<IResult> RunAsync(Guid id, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct) => SecondTry.RunAsync<IResult>(async () =>
    {
        var errors = new FormErrors();
        var attended = Typed.Checked(form.Attended);
        ReadWorkshop.Workshop workshop;
        await using (var tx = await db.BeginAsync(Caller.Of(http).Actor, ct))
        {
            await LockWorkshop.RunAsync(tx, id, ct);
            workshop = await ReadWorkshop.FindAsync(tx, id, ct);
            if (workshop.CancelledAt is not null)
                errors.Conflict("", WorkshopTexts.Words["Add.Cancelled"]);
            else if (attended && !ShowWorkshop.MayTick(workshop, tx.Now))
                errors.Conflict("", WorkshopTexts.Words["Tick.TooEarly"]);
            var newcomers = errors.Any ? [] : workshop.IsForCandidates ? await CandidatesAsync(tx, workshop, form, errors, ct) : Named(form, errors);
            if (!errors.Any)
                Decide(workshop, await Participants.ListAsync(tx, id, ct), newcomers, attended, workshop.IsForCandidates ? "codes" : "name", errors);
            if (!errors.Any)
            {
                await RecordWorkshopAttendances.ApplyAsync(tx, workshop.EditionId, newcomers.ToDictionary(one => (workshop.Id, one.Participant), one => Change(workshop, one, attended)), ct);
                await tx.CommitAsync(ct);
                return SeeOther.To($"{workshop.Address}?done=added#participants");
            }
        }
        return await ShowWorkshop.PageAsync(db, workshop, null, null, null, new() { Codes = form.Codes ?? form.Code, Name = form.Name, Structure = form.Structure, Attended = attended }, [], errors, ct);
    });

    /// <summary>One a line; what a scanner reads from a badge counts as its code.</summary>
    private static async Task<IReadOnlyList<Newcomer>> CandidatesAsync(Transaction tx, ReadWorkshop.Workshop workshop, Form form, FormErrors errors, CancellationToken ct)
    {
        var typed = new Typed(errors).Lines("codes", string.IsNullOrEmpty(form.Code) ? form.Codes : form.Code, 20_000, required: true);
        if (typed is null)
            return [];
        var codes = typed.Split(['\n', ';', ',', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(code => BadgeCode.TryParse(code, out var badge) && badge.EditionCode == workshop.EditionCode ? badge.CandidateCode : code)
            .Distinct()
            .ToList();
        if (codes.Count > MostCodes)
        {
            errors.Add("codes", WorkshopTexts.Words["Add.TooMany", MostCodes, codes.Count]);
            return [];
        }
        var known = await ChooseCandidates.ByCodeAsync(tx, workshop.EditionId, codes, ct);
        var unknown = codes.Where(code => !known.ContainsKey(code)).ToList();
        if (unknown.Count > 0)
            errors.Add("codes", WorkshopTexts.Words[unknown.Count > MostNamed ? "Add.Unknown.More" : "Add.Unknown", string.Join(", ", unknown.Take(MostNamed)), unknown.Count - MostNamed]);
        return [.. codes.Where(known.ContainsKey).Select(code => new Newcomer(code, known[code].Id, null))];
    }

    private static IReadOnlyList<Newcomer> Named(Form form, FormErrors errors)
    {
        var typed = new Typed(errors);
        var name = typed.Text("name", form.Name, 200, required: true);
        var structure = typed.Text("structure", form.Structure, 200);
        return errors.Any ? [] : [new(name!, null, structure)];
    }

    private static void Decide(ReadWorkshop.Workshop workshop, IReadOnlyList<Participants.Row> rows, IReadOnlyList<Newcomer> newcomers, bool attended, string field, FormErrors errors)
    {
        var there = rows.Where(row => !row.IsWithdrawn).ToDictionary(row => row.Participant);
        if (!workshop.IsForCandidates && newcomers.Any(one => there.TryGetValue(one.Participant, out var row) && row.Structure != one.Structure))
            errors.Conflict(field, WorkshopTexts.Words["Add.SameName"]);
        var taking = newcomers.Count(one => !there.ContainsKey(one.Participant));
        if (attended || workshop.PlacesLeft is not { } left || taking <= left)
            return;
        errors.Conflict(field, left == 0 ? WorkshopTexts.Words["Full", Reading.Number(workshop.Capacity!.Value)] : WorkshopTexts.Words["Full.Nearly", Reading.Number(left), Reading.Number(taking)]);
    }

    private static Func<RecordWorkshopAttendances.Row?, RecordWorkshopAttendances.Row> Change(ReadWorkshop.Workshop workshop, Newcomer one, bool attended) => old => old switch
    {
        null => new() { WorkshopId = workshop.Id, Participant = one.Participant, EditionId = workshop.EditionId, CandidateId = one.CandidateId, Structure = one.Structure, Attended = attended },
        { WithdrawnAt: not null } => old with { WithdrawnAt = null, Structure = one.Structure ?? old.Structure, Attended = attended },
        _ => old with { Attended = old.Attended || attended },
    };
}
