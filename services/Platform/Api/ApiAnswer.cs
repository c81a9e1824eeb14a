using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace JobDating.Platform.Api;

/// <summary>A slice's answer as JSON.</summary>
internal static class ApiAnswer
{
    /// <summary>
    /// A page: its content by name, without what is only for looking at; a list's <c>next</c> is the <c>after</c> of the next part. A page with errors: a problem
    /// (RFC 9457) with <c>errors</c>, the sentences by field. A redirect: 200 and <c>location</c>. Anything else as it is.
    /// </summary>
    public static object? Of(HttpContext http, object? result) => result switch
    {
        RazorComponentResult page => Of(page),
        SeeOther other => Location(http, other.Address),
        RedirectHttpResult { Url: var url } => Location(http, url),
        INestedHttpResult { Result: var inner } => Of(http, inner),
        _ => result,
    };

    private static IResult Of(RazorComponentResult page)
    {
        var status = page.StatusCode ?? StatusCodes.Status200OK;
        if (page.Parameters.Values.OfType<FormErrors>().FirstOrDefault(errors => errors.Any) is { } wrong)
            return Results.Problem(string.Join(' ', wrong.List.Select(error => error.Sentence)), statusCode: status, title: ReasonPhrases.GetReasonPhrase(status), extensions: new Dictionary<string, object?>
            {
                ["errors"] = wrong.List.GroupBy(error => error.Field).ToDictionary(field => field.Key, field => field.Select(error => error.Sentence)),
            });
        var content = new Dictionary<string, object?>();
        foreach (var (name, value) in page.Parameters)
            if (value is ListCursor last)
                content["next"] = last.Word;
            else if (value is not (FormErrors or ListChoice or Delegate))
                content[Json.Options.PropertyNamingPolicy?.ConvertName(name) ?? name] = value;
        return Results.Json(content, Json.Options, statusCode: status);
    }

    private static IResult Location(HttpContext http, string address)
    {
        var service = address.Split('/', 3) is ["", var first, var rest] && http.Request.Path.StartsWithSegments($"/{first}") ? $"/{first}/api/{rest}" : address;
        return Results.Json(new { Location = service }, Json.Options);
    }
}
