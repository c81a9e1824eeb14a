using Microsoft.AspNetCore.Http;

namespace JobDating.Platform.Ui;

/// <summary>After a post: 303, so that the page that follows is got, and a reload posts nothing again.</summary>
public sealed class SeeOther : IResult
{
    private SeeOther(string address) => Address = address;

    public string Address { get; }

    /// <param name="address">One of our own, beginning with one slash.</param>
    public static SeeOther To(string address) => address is { Length: > 0 } && address[0] == '/' && (address.Length == 1 || address[1] is not ('/' or '\\'))
        ? new SeeOther(address)
        : throw new ArgumentException("Not an address of ours.", nameof(address));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = Address;
        return Task.CompletedTask;
    }
}
