using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Registration.CandidateList;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Duplicates;

/// <summary><c>GET /registration/editions/{code}/duplicates</c>: pairs of entries that may be one person.</summary>
public static class ShowDuplicates
{
    private const int Size = 15;
    private const int MostCrowds = 10;

    public sealed record Shown(FindDuplicates.Pair Pair, CandidateCards.Card One, CandidateCards.Card Other);

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, string? after, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var places = await DuplicatePlaces.ReadAsync(db, code, http, ct);
        var from = ListCursor.Read(after);
        var (pairs, next) = await FindDuplicates.PairsAsync(db, places.Edition.Id, from, Size, ct);
        var cards = (await CandidateCards.ReadAsync(db, [.. pairs.SelectMany(pair => (Guid[])[pair.OneId, pair.OtherId]).Distinct()], ct)).ToDictionary(card => card.Id);
        Seen.People(http, cards.Count);
        return new RazorComponentResult<ShowDuplicatesPage>(new
        {
            Places = places,
            Pairs = pairs.Where(pair => cards.ContainsKey(pair.OneId) && cards.ContainsKey(pair.OtherId)).Select(pair => new Shown(pair, cards[pair.OneId], cards[pair.OtherId])).ToList(),
            Crowds = from is null ? await FindDuplicates.CrowdsAsync(db, places.Edition.Id, MostCrowds, ct) : [],
            After = from,
            Last = next,
        });
    }
}
