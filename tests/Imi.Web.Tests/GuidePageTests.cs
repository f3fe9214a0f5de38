using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Imi.Web.Tests;

/// <summary>Tests that each result of the guide is counted once, and that only policy officers see the counts.</summary>
[Collection(OnePlatform.Name)]
public sealed partial class GuidePageTests(DemonstrationPlatform platform)
{
    [Fact]
    public async Task A_result_is_counted_when_it_is_reached_and_not_when_its_page_is_shown_again()
    {
        using var officer = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        using var policyOfficer = await PageSession.SignInAsync(platform.Host.Address, "marie.lefevre");
        var (national, unfit) = (await CountAsync(policyOfficer, "C’est une affaire nationale"), await CountAsync(policyOfficer, "Aucune réponse"));

        await officer.GetAsync("/guide?q.scope=case&at=scope");
        for (var times = 0; times < 3; times++)
            await officer.GetAsync("/guide?q.scope=case&q.where=own-country");
        await officer.GetAsync("/guide?q.scope=case&none=true");
        Assert.Equal(national, await CountAsync(policyOfficer, "C’est une affaire nationale"));
        Assert.Equal(unfit, await CountAsync(policyOfficer, "Aucune réponse"));

        await officer.GetAsync("/guide?q.scope=case&q.where=own-country&at=where");
        await officer.GetAsync("/guide?q.scope=case&none=true&at=where");

        Assert.Equal(national + 1, await CountAsync(policyOfficer, "C’est une affaire nationale"));
        Assert.Equal(unfit + 1, await CountAsync(policyOfficer, "Aucune réponse"));
        await officer.GetAsync("/guide/results", HttpStatusCode.NotFound);
    }

    private static async Task<int> CountAsync(PageSession reader, string title) =>
        Row()
            .Matches(WebUtility.HtmlDecode(await reader.GetAsync("/guide/results")))
            .Where(row => row.Groups["title"].Value.StartsWith(title, StringComparison.Ordinal))
            .Sum(row => int.Parse(row.Groups["count"].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(
        """<td data-label="Résultat">(?<title>[^<]*)</td>\s*<td[^>]*>[^<]*</td>\s*<td[^>]*>(?<count>\d+)</td>""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Row();
}
