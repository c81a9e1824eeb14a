using System.Net;
using System.Text.RegularExpressions;
using JobDating.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Timetables;

namespace JobDating.Tests.Scheduling.Hall;

/// <summary>Ronchin's day, five to nine, as whoever runs the hall sees it. Ada, checked in, is booked with Acme's first table at 9:00; Grace, not yet there, with Globex.</summary>
internal sealed partial class AtTheHall : IAsyncDisposable
{
    private AtTheHall(CoordinatorsTimetable pages) => Pages = pages;

    public CoordinatorsTimetable Pages { get; }
    public SiteAtWork Work => Pages.Work;
    public Guid Ada { get; private set; }
    public Guid Grace { get; private set; }

    public static async Task<AtTheHall> StartAsync()
    {
        var hall = new AtTheHall(await CoordinatorsTimetable.StartAsync());
        hall.Ada = await hall.Work.BookAsync(hall.Work.AcmeOne, hall.Work.Ada, SiteAtWork.At(9, 0), Booker.Coordinator);
        hall.Grace = await hall.Work.BookAsync(hall.Work.GlobexOne, hall.Work.Grace, SiteAtWork.At(9, 0), Booker.Coordinator);
        await hall.ReceiveAsync(2, hall.Work.Ada);
        hall.To(8, 55);
        return hall;
    }

    public void To(int hour, int minute) => Work.House.Clock.Reset(SiteAtWork.At(hour, minute));

    /// <summary>The desk checks them in.</summary>
    public Task ReceiveAsync(int version, params Guid[] candidates)
    {
        var heard = Work.Registration(version, Work.Ronchin, candidates);
        return Work.HearAsync(heard with { Registrations = [.. heard.Registrations.Select(one => one with { ReceivedAt = SiteAtWork.At(8, 50) })] });
    }

    public Task<CoordinatorsTimetable.Answer> BoardAsync(string query = "") => Pages.GetAsync($"/hall{query}");

    /// <summary>Presses a button of the board.</summary>
    public Task<CoordinatorsTimetable.Answer> TapAsync(string button, Guid? form = null, params (string, string)[] more) =>
        Pages.PostAsync("/hall", [("id", $"{form ?? Guid.CreateVersion7()}"), ("do", button), .. more]);

    /// <summary>The text of one table's row.</summary>
    public async Task<string> RowAsync(Guid table)
    {
        var html = (await BoardAsync()).Html;
        var at = html.IndexOf($"id=\"at-{table}\"", StringComparison.Ordinal);
        return Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace($"<{html[at..html.IndexOf("</tr>", at, StringComparison.Ordinal)]}", " ")), " ");
    }

    public ValueTask DisposeAsync() => Pages.DisposeAsync();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
