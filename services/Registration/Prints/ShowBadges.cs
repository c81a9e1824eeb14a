using System.Runtime.CompilerServices;
using JobDating.Platform;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Prints;

/// <summary><c>GET /registration/sites/{id}/badges</c>: badges to cut out, eight on a page of A4; the last page is filled with empty ones for walk-ins.</summary>
public static class ShowBadges
{
    public const int OnSheet = 8;

    /// <summary>Null: an empty badge, to write on.</summary>
    /// <param name="Called">The number by which the screen in the hall calls them.</param>
    public sealed record Badge(string FirstName, string LastName, string Code, string Called, int Squares, string Path);

    /// <exception cref="Rejected">404</exception>
    public static async Task RunAsync(Guid id, string? from, string? to, string? which, string? empty, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var site = await PrintedSite.FindAsync(http, db, id, ct);
        var choice = PrintChoice.Of(from, to, which, empty);
        var names = choice.OnlyEmpty ? [] : await SitePeople.NamesAsync(db, site, choice.Names, ct);
        Seen.People(http, names.Count);
        var page = new RazorComponentResult<ShowBadgesPage>(new { Site = site, Choice = choice, Count = names.Count });
        await PrintStream.WriteAsync<BadgeSheet>(http, page, SheetsAsync(db, site, names, choice.Empty, ct), ct);
    }

    private static async IAsyncEnumerable<Dictionary<string, object?>> SheetsAsync(RegistrationDatabase db, SitePeople.Site site, IReadOnlyList<SitePeople.Name> names, int empty, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var people in SitePeople.PagesAsync(db, site, names, OnSheet, ct))
        {
            yield return Sheet([.. people.Select(person => Draw(site, person)), .. new Badge?[OnSheet - people.Count]]);
            empty -= OnSheet - people.Count;
        }
        for (; empty > 0; empty -= OnSheet)
            yield return Sheet(new Badge?[OnSheet]);

        Dictionary<string, object?> Sheet(Badge?[] badges) => new() { [nameof(BadgeSheet.Site)] = site, [nameof(BadgeSheet.Badges)] = badges };
    }

    private static Badge Draw(SitePeople.Site site, SitePeople.Person person)
    {
        var (squares, path) = QrSquares.Draw(new BadgeCode(site.EditionCode, person.Code).ToString());
        return new(person.FirstName, person.LastName, person.Code, HallNumber.Of(site.Id, person.Id), squares, path);
    }
}
