using System.Runtime.CompilerServices;
using JobDating.Outcomes.Bilan;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Outcomes.FollowUp.Settling;

/// <summary>
/// <c>GET /outcomes/editions/{code}/to-settle</c>: the contradictions behind the bilan's figure of today, oldest first; <c>…/others</c>: those that leave the figure as it
/// is, because the person was not received or has a counted hire elsewhere; <c>…/settled</c>: what staff has settled, latest first. Each also as CSV.
/// </summary>
internal static class ShowToSettle
{
    public const string Open = "open";
    public const string Others = "others";
    public const string Settled = "settled";

    private const string CsvColumns = "candidate_code last_name first_name sites siret establishment candidate_said candidate_answered_at candidate_contract_type candidate_started_on employer_said employer_answered_at staff_said staff_answered_at";

    public static Task<RazorComponentResult> RunAsync(string code, string? done, OutcomesDatabase db, HttpContext http, CancellationToken ct) => PageAsync(code, Open, done, db, http, ct);

    /// <exception cref="Rejected">404: no such edition or list.</exception>
    public static async Task<RazorComponentResult> PageAsync(string code, string view, string? done, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await FindAsync(db, code, ct);
        var choice = Read(http, view);
        var all = await AllAsync(db, edition, view, ct);
        var sought = await SettlingLine.SeekAsync(db, InView(all, view), choice.Search, ct);
        var shown = After(sought, choice).Take(choice.Take).ToList();
        var counting = all.Where(found => found.Counts).ToList();
        Seen.People(http, Math.Min(shown.Count, choice.Size));
        return new RazorComponentResult<ShowToSettlePage>(new
        {
            EditionCode = edition.Code,
            EditionName = edition.Name,
            edition.TimeZone,
            View = view,
            Me = Caller.Of(http).Actor.ToString(),
            Choice = choice,
            Lines = await SettlingLine.OfAsync(db, [.. shown.Take(choice.Size)], ct),
            Last = shown.Count > choice.Size ? new ListCursor(InstantPattern.ExtendedIso.Format(shown[choice.Size - 1].Claim.At), shown[choice.Size - 1].Code) : null,
            People = counting.Select(found => found.CandidateId).Distinct().Count(),
            Pairs = counting.Count,
            OtherPairs = all.Count - counting.Count,
            Done = done is "hired" or "not_hired" ? done : null,
        });
    }

    /// <exception cref="Rejected">404: no such edition or list.</exception>
    public static async Task<IResult> CsvAsync(string code, string view, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await FindAsync(db, code, ct);
        var choice = Read(http, view);
        var sought = await SettlingLine.SeekAsync(db, InView(await AllAsync(db, edition, view, ct), view), choice.Search, ct);
        Seen.People(http, sought.Count);
        return Results.Stream(to => CsvFile.WriteAsync(to, CsvColumns, CellsAsync(db, edition, [.. After(sought, choice)], http.RequestAborted), http.RequestAborted), "text/csv; charset=utf-8", $"to-settle-{view}.csv");
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<ReadBilan.Edition> FindAsync(Database db, string code, CancellationToken ct) =>
        await ReadBilan.FindAsync(db, code, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, OutcomesTexts.Words["Edition.Unknown", code]);

    public static string Address(string code, string view = Open) => $"/outcomes/editions/{Uri.EscapeDataString(code)}/to-settle{(view == Open ? "" : $"/{view}")}";

    private static ListChoice Read(HttpContext http, string view) => ListChoice.Read(http, [view == Settled ? "-date" : "date"]);

    private static Task<IReadOnlyList<FindClaims.Found>> AllAsync(Database db, ReadBilan.Edition edition, string view, CancellationToken ct) => view switch
    {
        Open or Others => FindClaims.ContestedAsync(db, edition, ct),
        Settled => FindClaims.SettledAsync(db, edition, ct),
        _ => throw new Rejected(StatusCodes.Status404NotFound, SettlingTexts.Words["View.Unknown"]),
    };

    private static IReadOnlyList<FindClaims.Found> InView(IReadOnlyList<FindClaims.Found> all, string view) => view == Settled ? all : [.. all.Where(found => found.Counts == (view == Open))];

    /// <summary>From the place the address names, in its direction.</summary>
    private static IEnumerable<FindClaims.Found> After(IReadOnlyList<FindClaims.Found> rising, ListChoice choice)
    {
        var from = (choice.KeyInstant, choice.Code);
        return choice.Descending ? rising.Reverse().Where(found => Compare(found, from) < 0) : rising.Where(found => Compare(found, from) > 0);
    }

    private static int Compare(FindClaims.Found found, (Instant At, string Code) place) =>
        found.Claim.At.CompareTo(place.At) is not 0 and var by ? by : string.CompareOrdinal(found.Code, place.Code);

    private static async IAsyncEnumerable<string?[]> CellsAsync(Database db, ReadBilan.Edition edition, IReadOnlyList<FindClaims.Found> all, [EnumeratorCancellation] CancellationToken ct)
    {
        const int together = 500;
        var zone = DateTimeZoneProviders.Tzdb[edition.TimeZone];
        foreach (var some in all.Chunk(together))
            foreach (var line in await SettlingLine.OfAsync(db, some, ct))
                yield return
                [
                    line.Who.Code, line.Who.LastName, line.Who.FirstName, string.Join(", ", line.Sites), line.Siret, line.Establishment,
                    line.Candidate?.Situation, CsvFile.Text(line.Candidate?.AnsweredAt, zone), line.Candidate?.ContractType, CsvFile.Text(line.Candidate?.StartedOn),
                    line.Employer?.Situation, CsvFile.Text(line.Employer?.AnsweredAt, zone), line.Staff?.Situation, CsvFile.Text(line.Staff?.AnsweredAt, zone),
                ];
    }
}
