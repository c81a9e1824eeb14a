using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Desk;

/// <summary>What became of an act, for the page that follows it: the act, and its person as they stand now.</summary>
public sealed record DeskAnswer(DeskAct Act, DeskPeople.Person Person)
{
    /// <summary>Null: no act, or its person's data were erased since.</summary>
    internal static async Task<DeskAnswer?> ReadAsync(Database db, DeskSite site, Guid? done, CancellationToken ct) =>
        done is { } id && await DeskAct.FindAsync(db, site, id, ct) is { } act && await DeskPeople.OneAsync(db, site, act.CandidateId, ct) is { } person ? new(act, person) : null;

    /// <summary>This very act let them in, and that holds.</summary>
    internal bool LetsIn => Act is { Answer: "received", UndoneAt: null } && Person.Row.ReceivedAt is not null;

    /// <summary>As a sentence.</summary>
    internal string Said(DeskSite site)
    {
        var (words, name) = (DeskTexts.Words, Person.Row.Name);
        var since = $"{(Person.Row.ReceivedAt is { } received ? Time(site, received) : "")}{DeskTexts.At(Person.Entry?.Door)}";
        return Act switch
        {
            { Answer: "received", UndoneAt: { } at } => words["Done.Undone.Since", name, Time(site, at)],
            { Answer: "received", Kind: "walk_in" } => words["Done.WalkIn", name, since],
            { Answer: "received" } => words["Done.Received", name, since],
            { Answer: "undone" } => words["Done.Undone", name],
            { Answer: "other" } when Person.Row.ReceivedAt is not null => words["Done.Other", name, since],
            { Answer: "already" } when Person.Row.ReceivedAt is not null => words["Done.Already", name, since],
            { Answer: "again" } when Person.Row.ReceivedAt is not null => words["Done.Again", name, since],
            _ => words["Done.Before", name],
        };
    }

    /// <summary>What else it did, or did not.</summary>
    internal string? More => Act switch
    {
        { Answer: "received", UndoneAt: null, BeforeState: "cancelled" } => DeskTexts.Words["Done.WasCancelled"],
        { Answer: "received", UndoneAt: null, BeforeState: "none", Kind: "check_in" } => DeskTexts.Words["Done.Registered"],
        { Answer: "undone", BeforeState: "none" } => DeskTexts.Words["Done.Undone.none"],
        { Answer: "undone", BeforeState: "cancelled" } => DeskTexts.Words["Done.Undone.cancelled"],
        { Answer: "undone" } => DeskTexts.Words["Done.Undone.expected"],
        { Answer: "already" or "again" } => DeskTexts.Words["Done.Nothing"],
        _ => null,
    };

    private static string Time(DeskSite site, Instant at) => Reading.Time(at.InZone(site.Zone).TimeOfDay);
}
