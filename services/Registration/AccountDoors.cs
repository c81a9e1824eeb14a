using JobDating.Platform.SignIn;
using JobDating.Registration.Accounts;

namespace JobDating.Registration;

/// <summary>Signing in, one's own account, and the accounts of all.</summary>
internal static class AccountDoors
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Sessions.SignInPath, SignInByPassword.Ask).AllowAnonymous();
        routes.MapPost(Sessions.SignInPath, SignInByPassword.RunAsync).AllowAnonymous().RequireRateLimiting(SignInPace.Policy);
        routes.MapGet($"{Sessions.SignInPath}/code", SignInByPassword.AskCodeAsync).AllowAnonymous();
        routes.MapPost($"{Sessions.SignInPath}/code", SignInByPassword.CodeAsync).AllowAnonymous().RequireRateLimiting(SignInPace.Policy);
        routes.MapGet($"{Sessions.SignInPath}/forgotten", ForgottenPassword.Ask).AllowAnonymous();
        routes.MapPost($"{Sessions.SignInPath}/forgotten", ForgottenPassword.RunAsync).AllowAnonymous().RequireRateLimiting(SignInPace.Policy);
        routes.MapGet(OpenIdSignIn.Path, OpenIdSignIn.Ask).AllowAnonymous();
        routes.MapGet("/registration/first/{token}", FirstAdministrator.AskAsync).AllowAnonymous();
        routes.MapPost("/registration/first/{token}", FirstAdministrator.RunAsync).AllowAnonymous().RequireRateLimiting(SignInPace.Policy);
        routes.MapGet("/registration/set-password/{id}/{token}", SetPassword.AskAsync).AllowAnonymous();
        routes.MapPost("/registration/set-password/{id}/{token}", SetPassword.RunAsync).AllowAnonymous().RequireRateLimiting(SignInPace.Policy);
        DemoPeople.Map(routes);

        var own = routes.MapGroup(OwnAccount.Address).RequireAuthorization(May.HaveAccount);
        own.MapGet("", OwnAccount.AskAsync);
        own.MapPost("", OwnAccount.RunAsync);
        own.MapPost("/password", OwnAccount.PasswordAsync).RequireRateLimiting(SignInPace.Policy);
        own.MapGet("/second-factor", SecondFactor.AskAsync);
        own.MapPost("/second-factor", SecondFactor.ConfirmAsync).RequireRateLimiting(SignInPace.Policy);
        own.MapPost("/second-factor/begin", SecondFactor.BeginAsync);
        own.MapPost("/second-factor/codes", SecondFactor.CodesAsync).RequireRateLimiting(SignInPace.Policy);
        own.MapPost("/second-factor/off", SecondFactor.OffAsync).RequireRateLimiting(SignInPace.Policy);
        own.MapGet("/tokens", ProgramTokens.AskAsync);
        own.MapPost("/tokens", ProgramTokens.RunAsync);
        own.MapGet("/tokens/{id:guid}", ProgramTokens.AskTakeBackAsync);
        own.MapPost("/tokens/{id:guid}", ProgramTokens.TakeBackAsync);

        var administrator = routes.MapGroup("").RequireAuthorization(May.Administer);
        administrator.MapGet("/registration/administration", ShowAdministration.Run);
        administrator.MapGet("/registration/accounts", ListAccounts.RunAsync);
        administrator.MapGet("/registration/accounts.csv", ListAccounts.Csv);
        administrator.MapGet("/registration/accounts/new", CreateAccount.AskAsync);
        administrator.MapPost("/registration/accounts", CreateAccount.RunAsync);
        administrator.MapGet("/registration/accounts/{id:guid}", ChangeAccount.AskAsync);
        administrator.MapPost("/registration/accounts/{id:guid}", ChangeAccount.RunAsync);
        administrator.MapPost("/registration/accounts/{id:guid}/password-link", PasswordLink.MakeAsync);
        administrator.MapGet("/registration/accounts/{id:guid}/closing", CloseAccount.AskAsync);
        administrator.MapPost("/registration/accounts/{id:guid}/closing", CloseAccount.RunAsync);
        administrator.MapPost("/registration/accounts/{id:guid}/opening", CloseAccount.OpenAsync);
        administrator.MapGet("/registration/accounts/{id:guid}/second-factor", CloseAccount.AskSecondFactorAsync);
        administrator.MapPost("/registration/accounts/{id:guid}/second-factor", CloseAccount.ResetSecondFactorAsync);
    }
}
