using System.Net;

namespace JobDating.Platform;

/// <summary>The command <c>health</c>: asks the program that runs beside it, so that an image needs no tool for it. The gateway has this file too.</summary>
internal static class AskHealth
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <param name="urls">Where the program listens, as <c>ASPNETCORE_URLS</c> says it.</param>
    /// <returns>0: it answered that it is well; 1: not, with the reason on stderr.</returns>
    public static async Task<int> RunAsync(string urls, string path)
    {
        try
        {
            var listened = Microsoft.AspNetCore.Http.BindingAddress.Parse(urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[0]);
            var every = listened.Host is "*" or "+" || (IPAddress.TryParse(listened.Host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));
            using var client = new HttpClient { Timeout = Patience };
            using var answer = await client.GetAsync(new Uri($"{listened.Scheme}://{(every ? "127.0.0.1" : listened.Host)}:{listened.Port}{path}"));
            if (answer.IsSuccessStatusCode)
                return 0;
            await Console.Error.WriteLineAsync($"{path}: {(int)answer.StatusCode}");
        }
        catch (Exception wrong) when (wrong is HttpRequestException or OperationCanceledException or FormatException or IndexOutOfRangeException)
        {
            await Console.Error.WriteLineAsync($"{path}: {wrong.Message}");
        }
        return 1;
    }
}
