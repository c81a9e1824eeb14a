using System.Globalization;
using JobDating.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Prints;

/// <summary>
/// <c>GET /registration/sites/{id}/attendance-sheet</c>, to sign on arrival, and <c>…/participants</c>, the same people with how to reach them.
/// </summary>
public static class ShowSiteLists
{
    /// <exception cref="Rejected">404</exception>
    public static Task SignaturesAsync(Guid id, string? from, string? to, string? empty, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        RunAsync(ListHead.Signatures, id, PrintChoice.Of(from, to, null, empty), db, http, ct);

    /// <exception cref="Rejected">404</exception>
    public static Task PhonesAsync(Guid id, string? from, string? to, string? empty, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        RunAsync(ListHead.Phones, id, PrintChoice.Of(from, to, null, empty), db, http, ct);

    private static async Task RunAsync(string kind, Guid id, PrintChoice choice, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var site = await PrintedSite.FindAsync(http, db, id, ct);
        var names = await SitePeople.NamesAsync(db, site, choice.Names, ct);
        Seen.People(http, names.Count);
        var words = PrintTexts.Words;
        var about = string.Join(" · ", new[]
        {
            Reading.Long(site.Date),
            Reading.Hours(site.OpensAt, site.ClosesAt),
            Range(choice.Names),
        }.OfType<string>());
        var head = new ListHead(kind, site.EditionName, words[$"List.{kind}", site.Name], about);
        var page = new RazorComponentResult<ShowListPage>(new
        {
            Head = head,
            Choice = choice,
            Count = names.Count,
            Action = $"/registration/sites/{site.Id}/{(kind == ListHead.Phones ? "participants" : "attendance-sheet")}",
            Back = $"/registration/editions/{Uri.EscapeDataString(site.EditionCode)}/prints",
            BackText = words["Prints"],
        });
        var lines = SitePeople.PagesAsync(db, site, names, head.LinesOnSheet, ct).Select(people => (IReadOnlyList<ListLine>)[.. people.Select(Line)]);
        await PrintStream.WriteAsync<ListSheet>(http, page, ListSheets.DealAsync(head, lines, names.Count, choice.Empty, ct), ct);
    }

    /// <summary>The last name in capitals, as on every French list, so that nobody takes it for the first.</summary>
    private static ListLine Line(SitePeople.Person person) =>
        new($"{person.LastName.ToUpper(CultureInfo.CurrentCulture)} {person.FirstName}", person.Code, person.Structure, person.Phone, person.Email, person.ReceivedAt is not null);

    /// <summary>The range in words; null when it is everybody.</summary>
    internal static string? Range(NameRange names) => (names.From, names.To) switch
    {
        ("", "") => null,
        (_, "") => PrintTexts.Words["Range.From", names.From],
        ("", _) => PrintTexts.Words["Range.To", names.To],
        _ => PrintTexts.Words["Range.Both", names.From, names.To],
    };
}
