using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Imi.Browser.Tests;

/// <summary>Checks pages with axe for barriers to people who use assistive technology.</summary>
internal static class Accessibility
{
    private static readonly string AxeScript = new BundledAxeScriptProvider().GetScript();
    private static readonly string[] Tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

    /// <summary>
    /// Collects the parts of a page: each element with its attributes and ancestors, and each heading with the previous one. Attributes that
    /// contain words or addresses are reduced to their names.
    /// </summary>
    private const string Parts = """
        () => {
            const parts = new Set();
            const worded = /^(action|aria-(controls|describedby|label|labelledby)|content|data-.*|datetime|for|form|formaction|href|id|lang|name|placeholder|src|title|value)$/;
            const add = (element, path) => {
                const attributes = [...element.attributes].map(one => worded.test(one.name) ? one.name : `${one.name}=${one.value}`).sort();
                const hasText = [...element.childNodes].some(child => child.nodeType === Node.TEXT_NODE && child.data.trim() !== '');
                parts.add(`${path} ${element.localName}[${attributes}]${hasText}`);
                for (const child of element.children)
                    add(child, `${path} ${element.localName}.${element.className}`);
            };
            add(document.body, '');
            [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].forEach((heading, at, all) => parts.add(`${all[at - 1]?.localName} ${heading.localName}`));
            return [...parts];
        }
        """;

    private static readonly ConcurrentDictionary<string, bool> Checked = new(StringComparer.Ordinal);

    /// <summary>Fails if axe finds a violation. Because axe is slow, it skips pages whose parts were all checked before.</summary>
    public static async Task CheckAsync(IPage page)
    {
        var parts = await page.EvaluateAsync<string[]>(Parts);
        if (Array.TrueForAll(parts, Checked.ContainsKey))
            return;
        // Runs axe in the page itself, because the package opens another window per page for frames of other sites, which these pages lack.
        await page.EvaluateAsync(AxeScript);
        var violations = await page.EvaluateAsync<string[]>(
            "async tags => (await axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'], preload: false "
                + "})).violations.map(one => `${one.id}: ${one.nodes[0].html}`)",
            Tags
        );
        Assert.True(violations.Length == 0, string.Join(Environment.NewLine, violations.Select(violation => $"{page.Url}: {violation}")));
        foreach (var part in parts)
            Checked.TryAdd(part, true);
    }
}
