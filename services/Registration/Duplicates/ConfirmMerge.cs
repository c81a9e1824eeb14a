using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.CandidateList;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Duplicates;

/// <summary><c>GET …/duplicates/merge</c> says exactly what will happen; <c>POST</c> does it. The form sent twice merges once.</summary>
internal static class ConfirmMerge
{
    public sealed record Form
    {
        public string? One { get; init; }
        public string? Other { get; init; }
        public string? OneVersion { get; init; }
        public string? OtherVersion { get; init; }
        public string? Taken { get; init; }
    }

    /// <param name="one">The code of the entry to keep. What to take from the other is in the query, by value: <c>email=other</c>.</param>
    /// <exception cref="Rejected">404, 422</exception>
    public static async Task<IResult> AskAsync(string code, string? one, string? other, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var places = await DuplicatePlaces.ReadAsync(db, code, http, ct);
        var pair = await ReadPair.ByCodeAsync(db, places, one, other, ct);
        return Page(places, pair, MergedValues.Names.Where(name => http.Request.Query[name] == "other").ToHashSet(), new FormErrors());
    }

    /// <exception cref="Rejected">404, 422</exception>
    public static async Task<IResult> RunAsync(string code, [FromForm] Form form, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var places = await DuplicatePlaces.ReadAsync(db, code, http, ct);
        if (await AlreadyAsync(db, places, form, ct) is { } kept)
            return SeeOther.To(places.Of(kept));
        var pair = await ReadPair.ByCodeAsync(db, places, form.One, form.Other, ct);
        var taken = (form.Taken ?? "").Split(' ').Where(MergedValues.Names.Contains).ToHashSet();
        if (pair.Kept.Version == Typed.Version(form.OneVersion) && pair.Gone.Version == Typed.Version(form.OtherVersion) && await MergeAsync(db, Caller.Of(http).Actor, pair, taken, ct))
            return SeeOther.To(places.Of(pair.Kept.Id));
        var errors = new FormErrors();
        errors.Conflict("", DuplicateTexts.Words["Changed"]);
        return Page(places, await ReadPair.ByCodeAsync(db, places, form.One, form.Other, ct), taken, errors);
    }

    /// <summary>The kept one's id when exactly this has been done before.</summary>
    private static async Task<Guid?> AlreadyAsync(Database db, CandidatePlaces places, Form form, CancellationToken ct) =>
        await MergedCandidates.KeptOfAsync(db, places.Edition.Id, form.Other ?? "", ct) is { } merged && merged.Code == form.One ? merged.Id : null;

    private static async Task<bool> MergeAsync(Database db, Actor actor, ReadPair pair, IReadOnlySet<string> taken, CancellationToken ct)
    {
        try
        {
            await using var tx = await db.BeginAsync(actor, ct);
            await MergeCandidates.ApplyAsync(tx, pair.Kept, pair.Gone, taken, ct);
            await tx.CommitAsync(ct);
            return true;
        }
        catch (ChangedMeanwhileException)
        {
            return false;
        }
    }

    private static IResult Page(CandidatePlaces places, ReadPair pair, IReadOnlySet<string> taken, FormErrors errors)
    {
        var words = DuplicateTexts.Words;
        return errors.Page<ConfirmPage>(new
        {
            Title = words["Confirm.Title"],
            Sentence = words["Confirm.Sentence", CandidateName.Of(pair.Gone), pair.Gone.Code, CandidateName.Of(pair.Kept), pair.Kept.Code],
            Consequences = Consequences.Of(places, pair, taken),
            Action = $"{DuplicatePlaces.Address(places)}/merge",
            Button = words["Confirm.Do"],
            Back = DuplicatePlaces.Compare(places, pair.Kept.Code, pair.Gone.Code),
            Kept = (IReadOnlyList<(string, string)>)
            [
                ("one", pair.Kept.Code), ("other", pair.Gone.Code), ("oneVersion", Typed.Show(pair.Kept.Version)), ("otherVersion", Typed.Show(pair.Gone.Version)), ("taken", string.Join(' ', taken)),
            ],
            Errors = errors,
        });
    }
}
