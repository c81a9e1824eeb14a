using System.Text.Json;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace JobDating.Platform.Api;

/// <summary>
/// What a screen does, a program can: every page of a service, <c>/registration/…</c>, is also at <c>/registration/api/…</c>, by the same slice and the
/// same rules. There a form is a JSON object, a page answers with what it would show, an error with its sentences by field, and a redirect with
/// where it leads. Doors made for programs (a list as CSV, an import) stand as they are.
/// </summary>
internal static class ApiDoors
{
    private const string Asked = "asked by a program";
    private const string Body = "its body is JSON";
    private const string Segment = "/api/";
    private const int LargestBody = 1024 * 1024;

    public static bool IsAsked(HttpContext http) => http.Items.ContainsKey(Asked);

    /// <summary>
    /// After routing, before a second routing: what is under <c>/api/</c> and is no door of its own is looked for where the pages are.
    /// </summary>
    public static Task FindPage(HttpContext http, RequestDelegate next)
    {
        var path = http.Request.Path.Value!;
        var service = http.RequestServices.GetRequiredService<House>().Services.FirstOrDefault(service => path.StartsWith($"/{service.Name}{Segment}", StringComparison.Ordinal));
        if (service is not null && http.GetEndpoint() is null)
        {
            http.Items[Asked] = true;
            if (http.Request.HasJsonContentType())
            {
                // A form's door is found by its content type.
                http.Items[Body] = true;
                http.Request.ContentType = "application/x-www-form-urlencoded";
            }
            http.Request.Path = $"/{service.Name}/{path[(service.Name.Length + 1 + Segment.Length)..]}";
        }
        return next(http);
    }

    /// <summary>Once it is known who asks, and before anybody else reads the body: JSON is the form.</summary>
    /// <exception cref="Rejected">400: the body is no JSON object of texts, numbers, true, false, and lists of them.</exception>
    public static async Task ReadBodyAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Items.ContainsKey(Body))
            http.Features.Set<IFormFeature>(new FormFeature(await FormAsync(http)));
        await next(http);
    }

    /// <summary>
    /// After the antiforgery step: a program that brings a token has no cookie that another site's page could misuse, so it needs no form of ours.
    /// </summary>
    public static Task NeedsNoForm(HttpContext http, RequestDelegate next)
    {
        if (BearerTokens.In(http) is not null && http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false })
            http.Features.Set<IAntiforgeryValidationFeature>(new NoCookie());
        return next(http);
    }

    /// <summary>Around every slice: a program is answered with what the page would show.</summary>
    public static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        return IsAsked(context.HttpContext) ? ApiAnswer.Of(context.HttpContext, result) : result;
    }

    private static async Task<FormCollection> FormAsync(HttpContext http)
    {
        if (http.Request.ContentLength > LargestBody)
            throw new Rejected(StatusCodes.Status413PayloadTooLarge, PageFrame.Words["Error.TooLarge"]);
        try
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
            var form = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase);
            foreach (var field in body.RootElement.EnumerateObject())
                form[field.Name] = field.Value.ValueKind switch
                {
                    JsonValueKind.Null => StringValues.Empty,
                    JsonValueKind.Array => new StringValues([.. field.Value.EnumerateArray().Select(Text)]),
                    _ => Text(field.Value),
                };
            return new FormCollection(form);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new Rejected(StatusCodes.Status400BadRequest, PageFrame.Words["Error.Json"]);
        }

        static string? Text(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            // A box that is not ticked sends nothing.
            JsonValueKind.False or JsonValueKind.Null => null,
            _ => throw new InvalidOperationException(),
        };
    }

    private sealed class NoCookie : IAntiforgeryValidationFeature
    {
        public bool IsValid => true;

        public Exception? Error => null;
    }
}
