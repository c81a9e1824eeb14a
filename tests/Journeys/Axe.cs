using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace JobDating.Tests.Journeys;

/// <summary>
/// axe-core on the page that a window shows. The package's own way opens an empty page beside it for each look, which costs a browser process; none of our
/// pages has frames, so it is asked where it is. Also asked: the size of what is tapped (WCAG 2.2, 2.5.8), which axe leaves out unless told.
/// </summary>
internal static class Axe
{
    private const string Look = """
        async () => (await axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })).violations
          .map(violation => `${violation.id}: ${violation.help} ${violation.nodes.slice(0, 3).map(node => node.html).join(' ')}`)
        """;

    private static readonly string _bring = $"() => {{ {new BundledAxeScriptProvider().GetScript()} }}";

    public static async Task<string[]> WrongAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("typeof axe === 'object'"))
            await page.EvaluateAsync(_bring);
        return await page.EvaluateAsync<string[]>(Look);
    }
}
