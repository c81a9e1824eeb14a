using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.CandidateList;

/// <summary><c>GET /registration/editions/{code}/candidates</c>: all candidates of an edition, searched, filtered, sorted; a coordinator of some sites sees theirs.</summary>
internal static class ShowCandidates
{
    private const int CsvBatch = 500;
    private const string CsvColumns = "code last_name first_name birth_date email phone commune structure consent_followup prepared registered_at cancelled_at received_at";

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var places = await CandidatePlaces.ReadAsync(db, code, Caller.Of(http), ct);
        var choice = ListChoice.Read(http, ListCandidates.Sorts, "site", "structure", "state");
        var lines = await ListCandidates.RunAsync(db, Ask(places, choice), choice.After, choice.Take, ct);
        var shown = lines.Take(choice.Size).ToList();
        Seen.People(http, shown.Count);
        return new RazorComponentResult<ShowCandidatesPage>(new
        {
            Places = places,
            Choice = choice,
            Shown = await CandidateCards.ReadAsync(db, [.. shown.Select(line => line.CandidateId)], ct),
            Last = lines.Count > choice.Size ? shown[^1].Cursor(choice.Sort) : null,
        });
    }

    /// <summary><c>GET /registration/editions/{code}/candidates.csv</c>: all that the page would show, page by page, in its order; one column a site for each of the three times.</summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task CsvAsync(string code, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var places = await CandidatePlaces.ReadAsync(db, code, Caller.Of(http), ct);
        var choice = ListChoice.Read(http, ListCandidates.Sorts, "site", "structure", "state");
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"candidates.csv\"";
        Seen.People(http, await CsvFile.WriteAsync(http.Response.Body, CsvColumns, Rows(), ct));

        async IAsyncEnumerable<string?[]> Rows()
        {
            var question = Ask(places, choice);
            ListCursor? after = null;
            do
            {
                var lines = await ListCandidates.RunAsync(db, question, after, CsvBatch, ct);
                foreach (var card in await CandidateCards.ReadAsync(db, [.. lines.Select(line => line.CandidateId)], ct))
                    yield return Cells(card);
                after = lines.Count == CsvBatch ? lines[^1].Cursor(question.Sort) : null;
            }
            while (after is not null);
        }

        string?[] Cells(CandidateCards.Card card) =>
        [
            card.Code, card.LastName, card.FirstName, CsvFile.Text(card.BirthDate), card.Email, card.Phone, card.Commune, card.Structure, CsvFile.Text(card.ConsentFollowUp), CsvFile.Text(card.Prepared),
            Sites(card, registration => CsvFile.Text(registration.RegisteredAt, places.Edition.Zone)),
            Sites(card, registration => CsvFile.Text(registration.CancelledAt, places.Edition.Zone)),
            Sites(card, registration => CsvFile.Text(registration.ReceivedAt, places.Edition.Zone)),
        ];
    }

    /// <summary><c>ronchin 2023-03-02T14:15; tourcoing 2023-04-11T09:00</c></summary>
    private static string Sites(CandidateCards.Card card, Func<CandidateCards.Registration, string?> time) =>
        string.Join("; ", card.Registrations.Where(registration => time(registration) is not null).Select(registration => $"{registration.SiteCode} {time(registration)}"));

    private static ListCandidates.Question Ask(CandidatePlaces places, ListChoice choice)
    {
        var site = places.Sites.FirstOrDefault(site => site.Code == choice.Filter("site"));
        return new ListCandidates.Question
        {
            EditionId = places.Edition.Id,
            Words = choice.Words,
            Sort = choice.Sort,
            Descending = choice.Descending,
            SiteId = site?.Id,
            StructureId = places.Structures.FirstOrDefault(structure => structure.Code == choice.Filter("structure"))?.Id,
            State = ListCandidates.States.FirstOrDefault(state => state == choice.Filter("state")) ?? "",
            OwnSites = places.OwnSites,
            Preparations = places.PreparationsFor(site),
        };
    }
}
