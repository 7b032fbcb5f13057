using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Amparo.EndToEnd.Tests;

/// <summary>What assistive technology would stumble over, as axe sees it: every rule it has, on the page as it is now.</summary>
/// <remarks>The driver's own call of axe opens another window for each page to put together what frames say; no page here has frames.</remarks>
internal static class Accessibility
{
    // Of what passes one element a rule is told; a page of thousands of cells would otherwise be sent back cell by cell.
    private const string Inspect = """
        async () => {
            const found = await axe.run(document, { resultTypes: ['violations'] });
            return [String(found.passes.length), ...found.violations.map(rule => `${location.pathname} ${rule.id}: ${rule.nodes.slice(0, 3).map(node => node.html).join(' ')}`)];
        }
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Inspects a page.</summary>
    /// <param name="page">The page; its rules must let scripts in (<c>BypassCSP</c>).</param>
    /// <returns>Each violation with the first elements that it is about; empty for none.</returns>
    public static async Task<IReadOnlyList<string>> ComplaintsAsync(IPage page)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync(Axe);
        var found = await page.EvaluateAsync<string[]>(Inspect);
        found[0].ShouldNotBe("0", "axe has looked at nothing");
        return found[1..];
    }
}
