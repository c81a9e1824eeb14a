using JobDating.Platform;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.DemoTimes;

/// <summary><c>/registration/demo/time</c>: the demonstration's time, moved forward by whoever looks at it. Outside the demonstration this door is not there.</summary>
internal static class MoveDemoTime
{
    public const string Page = "/registration/demo/time";

    /// <summary>By how many days at once.</summary>
    public static readonly IReadOnlyList<int> Steps = [1, 7, 30];

    public sealed record Form
    {
        /// <summary>One of <see cref="Steps"/>.</summary>
        public string? Days { get; init; }
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get(Page, Ask).AllowAnonymous();
        routes.Post(Page, RunAsync).AllowAnonymous();
    }

    private static IResult Ask(HttpContext http) => Show(Of(http), new FormErrors());

    /// <summary>Goes on when the browser does not wait for it.</summary>
    private static async Task<IResult> RunAsync([FromForm] Form form, HttpContext http, IHostApplicationLifetime life)
    {
        var time = Of(http);
        if (!int.TryParse(form.Days, out var days) || !Steps.Contains(days))
            throw new Rejected(StatusCodes.Status400BadRequest, PageFrame.Words["Error.BadRequest"]);
        if (await time.ForwardAsync(days, life.ApplicationStopping))
            return SeeOther.To(Page);
        var errors = new FormErrors();
        errors.Conflict("", DemoTimeTexts.Words["Busy"]);
        return Show(time, errors);
    }

    private static IResult Show(IDemoTime time, FormErrors errors) => errors.Page<DemoTimePage>(new { time.Clock.Today, Errors = errors });

    private static IDemoTime Of(HttpContext http) => http.RequestServices.GetService<IDemoTime>() ?? throw new Rejected(StatusCodes.Status404NotFound, PageFrame.Words["Error.NotFound"]);
}
