using System.Runtime.CompilerServices;
using JobDating.Platform;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Prescribers;

/// <summary><c>GET /registration/prescriber</c> and its CSV: the candidates that the structure sent, and nobody else's.</summary>
internal static class ShowOwnCandidates
{
    private const string CsvColumns = "code last_name first_name commune site date status attended_workshop result";

    /// <summary>Rows of a CSV are read so many at a time.</summary>
    private const int Batch = 500;

    private static readonly IReadOnlyList<string> _sorts = ["name"];

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (structure, edition) = await OwnStructure.OfAsync(http, db, ct);
        var choice = ListChoice.Read(http, _sorts);
        var rows = await OwnCandidates.ReadAsync(db, structure.Id, choice, ct);
        Seen.People(http, Math.Min(rows.Count, choice.Size));
        return new RazorComponentResult<ShowOwnCandidatesPage>(new
        {
            Structure = structure.Name,
            Edition = edition,
            Choice = choice,
            Shown = rows.Take(choice.Size).ToList(),
            Last = rows.Count > choice.Size ? new ListCursor(rows[choice.Size - 1].Row.NameKey, rows[choice.Size - 1].Row.Code) : null,
            Totals = await OwnCandidates.CountAsync(db, structure.Id, ct),
        });
    }

    /// <summary><c>GET /registration/prescriber/candidates.csv</c>: one line for each registration, all of those searched for.</summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task CsvAsync(RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var (structure, _) = await OwnStructure.OfAsync(http, db, ct);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"candidates.csv\"";
        Seen.People(http, await CsvFile.WriteAsync(http.Response.Body, CsvColumns, LinesAsync(db, structure.Id, ListChoice.Read(http, _sorts), ct), ct));
    }

    private static async IAsyncEnumerable<string?[]> LinesAsync(RegistrationDatabase db, Guid structureId, ListChoice asked, [EnumeratorCancellation] CancellationToken ct)
    {
        ListCursor? after = null;
        while (true)
        {
            var page = new ListChoice { Address = asked.Address, Search = asked.Search, Sort = asked.Sort, Descending = asked.Descending, After = after, Size = Batch };
            var rows = await OwnCandidates.ReadAsync(db, structureId, page, ct);
            foreach (var (row, registrations, preparedAt, result) in rows.Take(Batch))
                foreach (var registration in registrations.DefaultIfEmpty())
                    yield return [row.Code, row.LastName, row.FirstName, row.Commune, registration?.Name, CsvFile.Text(registration?.Date), registration?.State, CsvFile.Text(preparedAt is not null), result];
            if (rows.Count <= Batch)
                yield break;
            after = new ListCursor(rows[Batch - 1].Row.NameKey, rows[Batch - 1].Row.Code);
        }
    }
}
