using System.Globalization;
using JobDating.Platform;
using JobDating.Registration.Workshops;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Prints;

/// <summary><c>GET /registration/workshops/{id}/attendance-sheet</c>: the participants of a workshop, to sign on arrival.</summary>
public static class ShowWorkshopSheet
{
    /// <exception cref="Rejected">404</exception>
    public static async Task RunAsync(Guid id, string? from, string? to, string? empty, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var workshop = await ReadWorkshop.FindAsync(db, id, ct);
        var choice = PrintChoice.Of(from, to, null, empty);
        var culture = CultureInfo.CurrentCulture;
        var people = (await Participants.ListAsync(db, id, ct)).Where(row => !row.IsWithdrawn && choice.Names.Has(row.LastName ?? row.Participant, culture)).ToList();
        Seen.People(http, people.Count);
        var about = string.Join(" · ", new[] { $"{Reading.Long(workshop.StartsLocally.Date)}, {Reading.Time(workshop.StartsLocally.TimeOfDay)}", workshop.Place, ShowSiteLists.Range(choice.Names) }.OfType<string>());
        var head = new ListHead(ListHead.Signatures, workshop.EditionName, PrintTexts.Words["List.signatures", workshop.Name], about);
        var page = new RazorComponentResult<ShowListPage>(new { Head = head, Choice = choice, Count = people.Count, Action = $"{workshop.Address}/attendance-sheet", Back = workshop.Address, BackText = workshop.Name });
        var lines = people.Chunk(head.LinesOnSheet).Select(some => (IReadOnlyList<ListLine>)[.. some.Select(row => Line(row, culture))]).ToAsyncEnumerable();
        await PrintStream.WriteAsync<ListSheet>(http, page, ListSheets.DealAsync(head, lines, people.Count, choice.Empty, ct), ct);
    }

    private static ListLine Line(Participants.Row row, CultureInfo culture) =>
        new(row.LastName is { Length: > 0 } last ? $"{last.ToUpper(culture)} {row.FirstName}" : row.Participant, row.Code, row.From);
}
