using Microsoft.AspNetCore.Http;

namespace JobDating.Platform.SignIn;

/// <summary>Addresses that open something for whoever knows them: they stand in no log and in no trace.</summary>
public static class Secrets
{
    // As a page and as a program asks for it.
    private static readonly PathString[] Doors = ["/in", .. ((string[])["first", "set-password", "unsubscribe"]).SelectMany(page => (PathString[])[$"/registration/{page}", $"/registration/api/{page}"]), "/outcomes/follow-up/stop", "/outcomes/api/follow-up/stop"];

    public static bool InAddress(PathString path) => Doors.Any(door => path.StartsWithSegments(door, out var rest) && rest.HasValue);

    /// <summary>The path as it may be logged.</summary>
    public static string Loggable(PathString path) => Doors.FirstOrDefault(door => path.StartsWithSegments(door, out var rest) && rest.HasValue) is { HasValue: true } door ? $"{door}/…" : path.Value ?? "";
}
