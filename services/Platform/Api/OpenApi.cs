using JobDating.Platform.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace JobDating.Platform.Api;

/// <summary>The OpenAPI document of each service, <c>/registration/api/openapi.json</c>: every door that an account may open, as programs call it.</summary>
internal static class OpenApi
{
    private static readonly string[] OfAccounts = [May.Administer, May.Coordinate, May.Receive, May.RunHall, May.PlaceFirst, May.ReadFigures];

    public static void Add(IServiceCollection things, House house)
    {
        foreach (var service in house.Services)
            things.AddOpenApi(service.Name, options =>
            {
                options.ShouldInclude = door => IsOf(service, door);
                options.AddDocumentTransformer((document, _, _) =>
                {
                    Describe(document, service);
                    return Task.CompletedTask;
                });
            });
    }

    public static void Map(WebApplication app) => app.MapOpenApi("/{documentName}/api/openapi.json").AllowAnonymous();

    private static bool IsOf(Service service, ApiDescription door) =>
        door.RelativePath?.StartsWith($"{service.Name}/", StringComparison.Ordinal) == true
        && door.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any(rule => OfAccounts.Contains(rule.Policy));

    private static void Describe(OpenApiDocument document, Service service)
    {
        document.Info = new OpenApiInfo
        {
            Title = $"JobDating {service.Name}",
            Version = "1",
            Description = "What the pages do, by the same rules. A form is a JSON object; an error is a problem (RFC 9457) with its sentences by field in `errors`, in the language of Accept-Language; a change that was done answers with `location`.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme> { ["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" } };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
        var pages = new OpenApiPaths();
        foreach (var (path, door) in document.Paths)
        {
            foreach (var operation in door.Operations?.Values.ToList() ?? [])
                if (operation.RequestBody?.Content is { } content && content.Values.FirstOrDefault() is { } form && !content.ContainsKey("application/octet-stream"))
                {
                    content.Clear();
                    content["application/json"] = form;
                }
            pages[path.StartsWith($"/{service.Name}/api/", StringComparison.Ordinal) ? path : path.Replace($"/{service.Name}/", $"/{service.Name}/api/", StringComparison.Ordinal)] = door;
        }
        document.Paths = pages;
    }
}
