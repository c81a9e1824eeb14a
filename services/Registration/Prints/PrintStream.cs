using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Prints;

/// <summary>
/// Writes a page of many sheets: the page around them is rendered first, then the sheets one by one as their rows are read, so that a fair of
/// thousands is never held in memory.
/// </summary>
internal static class PrintStream
{
    private const string Mark = "<!--sheets-->";

    /// <summary>After so many sheets the browser gets what there is.</summary>
    private const int SheetsAtOnce = 25;

    /// <summary>Where the sheets go in the page around them.</summary>
    public static MarkupString Place { get; } = new(Mark);

    public static async Task WriteAsync<TSheet>(HttpContext http, RazorComponentResult page, IAsyncEnumerable<Dictionary<string, object?>> sheets, CancellationToken ct)
        where TSheet : IComponent
    {
        var around = await RenderAsync(http, page);
        var place = around.IndexOf(Mark, StringComparison.Ordinal);
        await http.Response.WriteAsync(around[..place], Encoding.UTF8, ct);
        var batch = new List<Dictionary<string, object?>>(SheetsAtOnce);
        await foreach (var sheet in sheets.WithCancellation(ct))
        {
            batch.Add(sheet);
            if (batch.Count < SheetsAtOnce)
                continue;
            await WriteAsync<TSheet>(http, batch, ct);
            batch.Clear();
        }
        await WriteAsync<TSheet>(http, batch, ct);
        await http.Response.WriteAsync(around[(place + Mark.Length)..], Encoding.UTF8, ct);
    }

    /// <summary>A renderer keeps all that it has rendered: each batch gets its own.</summary>
    private static async Task WriteAsync<TSheet>(HttpContext http, List<Dictionary<string, object?>> sheets, CancellationToken ct)
        where TSheet : IComponent
    {
        await using var renderer = new HtmlRenderer(http.RequestServices, http.RequestServices.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            await using var text = new StringWriter();
            foreach (var sheet in sheets)
                (await renderer.RenderComponentAsync<TSheet>(ParameterView.FromDictionary(sheet))).WriteHtmlTo(text);
            return text.ToString();
        });
        await http.Response.WriteAsync(html, Encoding.UTF8, ct);
        await http.Response.Body.FlushAsync(ct);
    }

    private static async Task<string> RenderAsync(HttpContext http, RazorComponentResult page)
    {
        var body = http.Response.Body;
        using var held = new MemoryStream();
        http.Response.Body = held;
        try
        {
            await page.ExecuteAsync(http);
        }
        finally
        {
            http.Response.Body = body;
        }
        return Encoding.UTF8.GetString(held.GetBuffer(), 0, (int)held.Length);
    }
}
