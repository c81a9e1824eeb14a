using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace JobDating.Platform.SignIn;

/// <summary>
/// Only our own pages post here, whoever is signed in. The framework looks for the token and checks it where a form is bound; a door that is nothing but a
/// button, or that reads its form itself, is checked here. A door made for programs says <c>DisableAntiforgery()</c>.
/// </summary>
internal static class OurForms
{
    public static RouteGroupBuilder WithOurForms(this RouteGroupBuilder doors) =>
        doors.WithMetadata(new RequireAntiforgeryTokenAttribute()).AddEndpointFilter(CheckAsync);

    /// <exception cref="Rejected">400, or 413 when the form was too large to look for its token.</exception>
    private static ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Features.Get<IAntiforgeryValidationFeature>() switch
        {
            { IsValid: false, Error.InnerException: InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } } =>
                throw new Rejected(StatusCodes.Status413PayloadTooLarge, PageFrame.Words["Error.TooLarge"]),
            { IsValid: false } => throw new Rejected(StatusCodes.Status400BadRequest, PageFrame.Words["Error.NotOurs"]),
            _ => next(context),
        };
}
