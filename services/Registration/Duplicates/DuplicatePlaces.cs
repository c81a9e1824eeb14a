using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.CandidateList;

namespace JobDating.Registration.Duplicates;

/// <summary>What these pages need of an edition. A merge concerns all of a person's sites, so it is for coordinators of all sites.</summary>
internal static class DuplicatePlaces
{
    /// <exception cref="Rejected">404, also for a coordinator of some sites.</exception>
    public static async Task<CandidatePlaces> ReadAsync(Database db, string code, HttpContext http, CancellationToken ct) =>
        await CandidatePlaces.ReadAsync(db, code, Caller.Of(http), ct) is { OwnSites: null } places ? places : throw new Rejected(StatusCodes.Status404NotFound, DuplicateTexts.Words["AllSites"]);

    public static string Address(CandidatePlaces places) => $"/registration/editions/{Uri.EscapeDataString(places.Edition.Code)}/duplicates";

    public static string Compare(CandidatePlaces places, string keptCode, string goneCode) => $"{Address(places)}/compare?one={Uri.EscapeDataString(keptCode)}&other={Uri.EscapeDataString(goneCode)}";
}
