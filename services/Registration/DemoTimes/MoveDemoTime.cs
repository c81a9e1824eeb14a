using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Registration.Accounts;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Registration.DemoTimes;

/// <summary><c>/registration/demo/time</c>: the demonstration's time, moved forward by whoever looks at it. Outside the demonstration this door is not there.</summary>
internal static class MoveDemoTime
{
    public const string Page = "/registration/demo/time";

    /// <summary>Instead of a number of days: until the next site's day, shortly before its doors open.</summary>
    public const string ToTheSite = "site";

    /// <summary>By how many days at once.</summary>
    public static readonly IReadOnlyList<int> Steps = [1, 7, 30];

    private static readonly LocalTime BeforeTheDoorsOpen = new(8, 40);

    public sealed record Form
    {
        /// <summary>One of <see cref="Steps"/>, or <see cref="ToTheSite"/>.</summary>
        public string? Days { get; init; }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get(Page, AskAsync).AllowAnonymous();
        routes.Post(Page, RunAsync).AllowAnonymous();
    }

    private static Task<IResult> AskAsync(HttpContext http, RegistrationDatabase db, CancellationToken ct) => ShowAsync(Of(http), db, new FormErrors(), ct);

    /// <summary>Goes on when the browser does not wait for it.</summary>
    private static async Task<IResult> RunAsync([FromForm] Form form, HttpContext http, RegistrationDatabase db, IHostApplicationLifetime life, CancellationToken ct)
    {
        var time = Of(http);
        LocalTime? until = form.Days == ToTheSite ? BeforeTheDoorsOpen : null;
        var days = until is not null ? DaysUntil(await NextSiteAsync(db, ct), db) : int.TryParse(form.Days, out var number) && Steps.Contains(number) ? number : 0;
        if (days == 0)
            throw new Rejected(StatusCodes.Status400BadRequest, PageFrame.Words["Error.BadRequest"]);
        if (await time.ForwardAsync(days, until, life.ApplicationStopping))
            return SeeOther.To(Page);
        var errors = new FormErrors();
        errors.Conflict("", DemoTimeTexts.Words["Busy"]);
        return await ShowAsync(time, db, errors, ct);
    }

    private static async Task<IResult> ShowAsync(IDemoTime time, RegistrationDatabase db, FormErrors errors, CancellationToken ct) =>
        errors.Page<DemoTimePage>(new { time.Clock.Today, time.Clock.Hour, Next = await NextSiteAsync(db, ct), Errors = errors });

    /// <summary>Null: none is to come after today.</summary>
    private static async Task<ReadDemoPeople.Site?> NextSiteAsync(RegistrationDatabase db, CancellationToken ct) =>
        await ReadDemoPeople.NextSiteAsync(db, ct) is { } site && DaysUntil(site, db) > 0 ? site : null;

    private static int DaysUntil(ReadDemoPeople.Site? site, RegistrationDatabase db) => site is null ? 0 : Math.Max(0, Period.DaysBetween(db.Now.InZone(DemoClock.Zone).Date, site.Date));

    private static IDemoTime Of(HttpContext http) => http.RequestServices.GetService<IDemoTime>() ?? throw new Rejected(StatusCodes.Status404NotFound, PageFrame.Words["Error.NotFound"]);
}
