using Microsoft.AspNetCore.Http;

namespace JobDating.Platform;

/// <summary>
/// A form whose transaction the database gave up in favour of another's is worked on again from its beginning, before its sender hears of it: a deadlock's victim has done nothing
/// wrong. Not where a part was kept already, nor where what was sent can be read only once (an archive).
/// </summary>
internal static class AnotherTurn
{
    private const int Turns = 3;

    private static readonly AsyncLocal<Work?> _work = new();

    private sealed class Work
    {
        public bool HasKept { get; set; }
    }

    /// <summary>A transaction was committed: what it is part of is not done again.</summary>
    public static void Kept()
    {
        if (_work.Value is { } work)
            work.HasKept = true;
    }

    public static ValueTask<object?> TakeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        HttpMethods.IsPost(context.HttpContext.Request.Method) && (context.HttpContext.Request.HasFormContentType || context.HttpContext.Request.HasJsonContentType())
            ? TakeAsync(next, context)
            : next(context);

    private static async ValueTask<object?> TakeAsync(EndpointFilterDelegate next, EndpointFilterInvocationContext context)
    {
        for (var turn = 1; ; turn++)
        {
            var work = _work.Value = new Work();
            try
            {
                return await next(context);
            }
            catch (Exception exception) when (turn < Turns && !work.HasKept && SqlText.IsVictim(exception))
            {
                // The other one has its turn now, and then it is ours.
            }
        }
    }
}
