using System.Runtime.CompilerServices;
using JobDating.Outcomes.Bilan;
using JobDating.Outcomes.FollowUp.Waves;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Outcomes.FollowUp.Calling;

/// <summary>
/// <c>GET /outcomes/editions/{code}/calls</c>: whom to phone, the next first; <c>…/later</c>: another day or at an agreed time; <c>…/given-up</c>, <c>…/no-number</c>; <c>…/called</c>:
/// today's calls, latest first. Each but the last also as CSV.
/// </summary>
public static class ShowCalls
{
    public const string Called = "called";

    /// <summary>The lists, by their word in the address.</summary>
    internal static readonly IReadOnlyDictionary<string, CallState> Views = new Dictionary<string, CallState> { ["now"] = CallState.Now, ["later"] = CallState.Later, ["given-up"] = CallState.GivenUp, ["no-number"] = CallState.NoNumber };

    private const string CsvColumns = "candidate_code last_name first_name phone sites reason attempts last_attempt_at last_outcome call_back_at";

    /// <summary>More calls nobody makes in a day.</summary>
    private const int MostCalled = 300;

    /// <summary>One person's line on the page.</summary>
    public sealed record Shown(CallLine Line, IReadOnlyList<string> Sites, Instant NextAt);

    /// <summary>People, by where they stand; <c>Today</c>: those that may still be phoned before this day ends.</summary>
    public sealed record Counts(int Today, int Now, int Later, int GivenUp, int NoNumber);

    public static string Address(string code, string view = "now") => $"/outcomes/editions/{Uri.EscapeDataString(code)}/calls{(view == "now" ? "" : $"/{view}")}";

    public static Task<RazorComponentResult> RunAsync(string code, OutcomesDatabase db, HttpContext http, CancellationToken ct) => PageAsync(code, "now", db, http, ct);

    /// <exception cref="Rejected">404: no such edition or list.</exception>
    public static async Task<RazorComponentResult> PageAsync(string code, string view, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ReadWaves.EditionAsync(db, code, ct);
        var now = Now(db, edition);
        var choice = Read(http);
        var all = (await ReadCalls.AllAsync(db, edition, ct)).Select(line => (Line: line, State: CallOrder.StateOf(line, now))).ToList();
        var rows = view == Called ? [] : InOrder(all.Where(one => one.State == Of(view)).Select(one => one.Line), Of(view), choice, now).Take(choice.Take).ToList();
        var shown = rows.Take(choice.Size).Select(row => row.Line).ToList();
        var sites = await ReadCalls.SitesAsync(db, shown.Select(line => line.Id), ct);
        Seen.People(http, shown.Count);
        return new RazorComponentResult<ShowCallsPage>(new
        {
            EditionCode = edition.Code,
            EditionName = edition.Name,
            edition.TimeZone,
            View = view,
            Me = Caller.Of(http).Actor.ToString(),
            MayImport = Caller.Of(http).May(May.Coordinate),
            At = now.ToInstant(),
            IsOpen = CallHours.MayCall(now.TimeOfDay),
            Choice = choice,
            Lines = (IReadOnlyList<Shown>)[.. shown.Select(line => new Shown(line, [.. sites[line.Id]], CallOrder.NextAt(line, now).ToInstant()))],
            Calls = view == Called ? await NotedCall.SinceAsync(db, edition.Id, ReadCalls.StartOfDay(db, edition), MostCalled, ct) : [],
            Last = rows.Count > choice.Size ? new ListCursor(rows[choice.Size - 1].Key, rows[choice.Size - 1].Line.Code) : null,
            Counts = new Counts(all.Count(one => CallOrder.IsForToday(one.Line, now)), Count(CallState.Now), Count(CallState.Later), Count(CallState.GivenUp), Count(CallState.NoNumber)),
            Day = await ReadCalls.TodayAsync(db, edition, ct),
            Noted = await NotedCall.JustAsync(db, edition.Id, http.Request.Query["noted"], ct),
        });

        int Count(CallState state) => all.Count(one => one.State == state);
    }

    /// <exception cref="Rejected">404: no such edition or list.</exception>
    public static async Task<IResult> CsvAsync(string code, string view, OutcomesDatabase db, HttpContext http, CancellationToken ct)
    {
        var edition = await ReadWaves.EditionAsync(db, code, ct);
        var (now, state) = (Now(db, edition), Of(view));
        var lines = InOrder((await ReadCalls.AllAsync(db, edition, ct)).Where(line => CallOrder.StateOf(line, now) == state), state, Read(http), now).Select(row => row.Line).ToList();
        Seen.People(http, lines.Count);
        return Results.Stream(to => CsvFile.WriteAsync(to, CsvColumns, CellsAsync(db, lines, now.Zone, http.RequestAborted), http.RequestAborted), "text/csv; charset=utf-8", $"calls-{view}.csv");
    }

    /// <summary>Why the telephone: there is no address, mails came back, or they were not answered.</summary>
    internal static string Reason(CallLine line) => !MailAddress.CanReach(line.Email) ? "no_address" : line.IsOver == 1 ? "silent" : "bounced";

    private static ZonedDateTime Now(Database db, ReadBilan.Edition edition) => db.Now.InZone(DateTimeZoneProviders.Tzdb[edition.TimeZone]);

    private static ListChoice Read(HttpContext http) => ListChoice.Read(http, ["order", "name", "attempts", "last"]);

    private static CallState Of(string view) => Views.TryGetValue(view, out var state) ? state : throw new Rejected(StatusCodes.Status404NotFound, CallTexts.Words["View.Unknown"]);

    /// <summary>From the place the address names, in its order.</summary>
    private static IEnumerable<(CallLine Line, string Key)> InOrder(IEnumerable<CallLine> lines, CallState state, ListChoice choice, ZonedDateTime now)
    {
        var words = FoldedWords.Of(choice.Search);
        var found = lines.Where(line => Has(line, words)).Select(line => (Line: line, Key: CallOrder.KeyOf(line, choice.Sort, state, now)));
        var rising = found.OrderBy(row => row.Key, StringComparer.Ordinal).ThenBy(row => row.Line.Code, StringComparer.Ordinal);
        return choice.After is not { } after ? choice.Descending ? rising.Reverse() : rising
            : choice.Descending ? rising.Reverse().Where(row => Compare(row, after) < 0)
            : rising.Where(row => Compare(row, after) > 0);
    }

    private static int Compare((CallLine Line, string Key) row, ListCursor place) =>
        string.CompareOrdinal(row.Key, place.Key) is not 0 and var by ? by : string.CompareOrdinal(row.Line.Code, place.Code);

    private static bool Has(CallLine line, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
            return true;
        var own = FoldedWords.Of([line.LastName, line.FirstName, line.Code, .. PhoneText.Words(line.Phone)]);
        return words.All(word => own.Any(has => has.StartsWith(word, StringComparison.Ordinal)));
    }

    private static async IAsyncEnumerable<string?[]> CellsAsync(Database db, IReadOnlyList<CallLine> lines, DateTimeZone zone, [EnumeratorCancellation] CancellationToken ct)
    {
        const int together = 500;
        foreach (var some in lines.Chunk(together))
        {
            var sites = await ReadCalls.SitesAsync(db, some.Select(line => line.Id), ct);
            foreach (var line in some)
                yield return [line.Code, line.LastName, line.FirstName, line.Phone, string.Join(", ", sites[line.Id]), Reason(line), CsvFile.Text(line.Attempts.Count), CsvFile.Text(line.LastAt, zone), line.Last?.Outcome, CsvFile.Text(line.CallBackAt, zone)];
        }
    }
}
