using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace JobDating.Platform.SignIn;

/// <summary>Puts <see cref="BearerTokens"/> into ASP.NET Core's authentication.</summary>
internal sealed class BearerAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, BearerTokens tokens, WrongLinks wrong)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerTokens.In(Context) is not { } token)
            return AuthenticateResult.NoResult();
        if (tokens.Read(token) is not { } ticket || !await Sessions.HoldsAsync(Context, ticket.Principal))
            return AuthenticateResult.Fail("The token is unknown, expired or taken back.");
        return AuthenticateResult.Success(ticket);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.OnStarting(() =>
        {
            Response.Headers.WWWAuthenticate = BearerTokens.Scheme;
            return Task.CompletedTask;
        });
        throw wrong.Refuse(Context, new Rejected(StatusCodes.Status401Unauthorized, Ui.PageFrame.Words["Error.Token"]));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Unknown.RefuseAsync(Context);
}
