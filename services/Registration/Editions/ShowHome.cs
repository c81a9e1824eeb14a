using JobDating.Platform;
using JobDating.Platform.SignIn;

namespace JobDating.Registration.Editions;

/// <summary>The first page: the editions for those who may see them, the desk for who only receives people, everybody else's own page, and the way in for strangers.</summary>
internal static class ShowHome
{
    public static async Task<IResult> RunAsync(string? before, HttpContext http, RegistrationDatabase db, Settings settings, CancellationToken ct)
    {
        var caller = Caller.Of(http);
        return caller switch
        {
            { IsSignedIn: false } => Results.LocalRedirect(settings.Demo ? "/registration/demo" : Sessions.SignInPath),
            _ when caller.Is(Role.Candidate) => Results.LocalRedirect("/registration/me"),
            _ when caller.Is(Role.Prescriber) => Results.LocalRedirect("/registration/prescriber"),
            _ when caller.Is(Role.Employer) => Results.LocalRedirect("/registration/employer"),
            { IsOnlyDesk: true } => Results.LocalRedirect("/registration/desk"),
            _ => await ShowEditions.RunAsync(before, http, db, ct),
        };
    }
}
