using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Accounts;

/// <summary>What an administrator has, on one page: accounts, imports, and the tools of each service, which have the same addresses in one process and in three.</summary>
public static class ShowAdministration
{
    public static IResult Run() => new RazorComponentResult<ShowAdministrationPage>();
}
