using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JobDating.Platform;

/// <summary>
/// A slice behind an address, as <c>MapGet</c> and <c>MapPost</c> do it, but the code that binds a request to the slice's parameters is compiled when the door is first
/// opened, not for all doors before the first page of all: with some 250 doors that took 2 s of processor time, twice.
/// </summary>
public static class Doors
{
    private static readonly string[] Reading = [HttpMethods.Get];
    private static readonly string[] Writing = [HttpMethods.Post];

    public static RouteHandlerBuilder Get(this IEndpointRouteBuilder routes, string pattern, Delegate slice) =>
        RouteHandlerServices.Map(routes, pattern, slice, Reading, RequestDelegateFactory.InferMetadata, WhenFirstOpened);

    public static RouteHandlerBuilder Post(this IEndpointRouteBuilder routes, string pattern, Delegate slice) =>
        RouteHandlerServices.Map(routes, pattern, slice, Writing, RequestDelegateFactory.InferMetadata, WhenFirstOpened);

    private static RequestDelegateResult WhenFirstOpened(Delegate slice, RequestDelegateFactoryOptions options, RequestDelegateMetadataResult? metadata)
    {
        var opened = new Lazy<RequestDelegate>(() => RequestDelegateFactory.Create(slice, options, metadata).RequestDelegate);
        return new RequestDelegateResult(http => opened.Value(http), options.EndpointBuilder?.Metadata.AsReadOnly() ?? metadata?.EndpointMetadata ?? []);
    }
}
