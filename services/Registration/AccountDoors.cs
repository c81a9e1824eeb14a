using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Accounts;
using JobDating.Registration.DemoTimes;
using JobDating.Registration.Retention;

namespace JobDating.Registration;

/// <summary>Signing in, one's own account, and what is an administrator's: the accounts of all, and how long candidates' data are kept.</summary>
internal static class AccountDoors
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get(Sessions.SignInPath, SignInByPassword.Ask).AllowAnonymous();
        routes.Post(Sessions.SignInPath, SignInByPassword.RunAsync).AllowAnonymous().WithSignInPace();
        routes.Get($"{Sessions.SignInPath}/code", SignInByPassword.AskCodeAsync).AllowAnonymous();
        routes.Post($"{Sessions.SignInPath}/code", SignInByPassword.CodeAsync).AllowAnonymous().WithSignInPace();
        routes.Get($"{Sessions.SignInPath}/forgotten", ForgottenPassword.Ask).AllowAnonymous();
        routes.Post($"{Sessions.SignInPath}/forgotten", ForgottenPassword.RunAsync).AllowAnonymous().WithSignInPace();
        routes.Get(OpenIdSignIn.Path, OpenIdSignIn.Ask).AllowAnonymous();
        routes.Get("/registration/first/{token}", FirstAdministrator.AskAsync).AllowAnonymous();
        routes.Post("/registration/first/{token}", FirstAdministrator.RunAsync).AllowAnonymous().WithSignInPace();
        routes.Get("/registration/set-password/{id}/{token}", SetPassword.AskAsync).AllowAnonymous();
        routes.Post("/registration/set-password/{id}/{token}", SetPassword.RunAsync).AllowAnonymous().WithSignInPace();
        DemoPeople.Map(routes);
        MoveDemoTime.Map(routes);

        var own = routes.MapGroup(OwnAccount.Address).RequireAuthorization(May.HaveAccount);
        own.Get("", OwnAccount.AskAsync);
        own.Post("", OwnAccount.RunAsync);
        own.Post("/password", OwnAccount.PasswordAsync).WithSignInPace();
        own.Get("/second-factor", SecondFactor.AskAsync);
        own.Post("/second-factor", SecondFactor.ConfirmAsync).WithSignInPace();
        own.Post("/second-factor/begin", SecondFactor.BeginAsync);
        own.Post("/second-factor/codes", SecondFactor.CodesAsync).WithSignInPace();
        own.Post("/second-factor/off", SecondFactor.OffAsync).WithSignInPace();
        own.Get("/tokens", ProgramTokens.AskAsync);
        own.Post("/tokens", ProgramTokens.RunAsync);
        own.Get("/tokens/{id:guid}", ProgramTokens.AskTakeBackAsync);
        own.Post("/tokens/{id:guid}", ProgramTokens.TakeBackAsync);

        var administrator = routes.MapGroup("").RequireAuthorization(May.Administer);
        administrator.Get("/registration/administration", ShowAdministration.Run);
        administrator.Get("/registration/accounts", ListAccounts.RunAsync);
        administrator.Get("/registration/accounts.csv", ListAccounts.Csv);
        administrator.Get("/registration/accounts/new", CreateAccount.AskAsync);
        administrator.Post("/registration/accounts", CreateAccount.RunAsync);
        administrator.Get("/registration/accounts/{id:guid}", ChangeAccount.AskAsync);
        administrator.Post("/registration/accounts/{id:guid}", ChangeAccount.RunAsync);
        administrator.Post("/registration/accounts/{id:guid}/password-link", PasswordLink.MakeAsync);
        administrator.Get("/registration/accounts/{id:guid}/closing", CloseAccount.AskAsync);
        administrator.Post("/registration/accounts/{id:guid}/closing", CloseAccount.RunAsync);
        administrator.Post("/registration/accounts/{id:guid}/opening", CloseAccount.OpenAsync);
        administrator.Get("/registration/accounts/{id:guid}/second-factor", CloseAccount.AskSecondFactorAsync);
        administrator.Post("/registration/accounts/{id:guid}/second-factor", CloseAccount.ResetSecondFactorAsync);
        administrator.Get(ShowRetention.Page, ShowRetention.RunAsync).ShowsPeople();
        administrator.Post(ShowRetention.Page, ShowRetention.AskAsync);
        administrator.Get($"{ShowRetention.Page}.csv", ShowRetention.CsvAsync);
        administrator.Get($"{ShowRetention.Page}/runs/{{id:guid}}", ShowRetentionRun.RunAsync);
        administrator.Post($"{ShowRetention.Page}/runs/{{id:guid}}", ShowRetentionRun.ConfirmAsync);
    }
}
