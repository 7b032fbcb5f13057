using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Amparo.EndToEnd.Tests;

/// <summary>What assistive technology would stumble over, as axe sees it: every rule it has, on the page as it is now.</summary>
internal static class Accessibility
{
    // Of what passes one element a rule is told; a page of thousands of cells would otherwise be sent back cell by cell.
    private static readonly AxeRunOptions Options = new() { ResultTypes = [ResultType.Violations] };

    /// <summary>Inspects a page.</summary>
    /// <param name="page">The page; its rules must let scripts in (<c>BypassCSP</c>).</param>
    /// <returns>Each violation with the first elements that it is about; empty for none.</returns>
    public static async Task<IReadOnlyList<string>> ComplaintsAsync(IPage page)
    {
        var result = await page.RunAxe(Options);
        result.Passes.ShouldNotBeEmpty();
        return [.. result.Violations.Select(violation => $"{new Uri(page.Url).AbsolutePath} {violation.Id}: {string.Join(' ', violation.Nodes.Take(3).Select(node => node.Html))}")];
    }
}
