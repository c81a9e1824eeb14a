using JobDating.Platform.SignIn;

namespace JobDating.Registration.Newsletters;

/// <summary>Newsletters go to everybody's contacts: whoever coordinates only some sites finds nothing here.</summary>
public static class WholeTour
{
    public static ValueTask<object?> OnlyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Caller.Of(context.HttpContext).CoordinatedSites is null ? next(context) : ValueTask.FromResult<object?>(Results.NotFound());
}
