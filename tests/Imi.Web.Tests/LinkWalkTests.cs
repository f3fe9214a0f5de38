using System.Net;
using System.Text.RegularExpressions;

namespace Imi.Web.Tests;

/// <summary>Follows the links of all pages in each role.</summary>
[Collection(OnePlatform.Name)]
public sealed partial class LinkWalkTests(DemonstrationPlatform platform)
{
    /// <summary>The number of pages of one kind that are visited; they differ only in their data.</summary>
    private const int OfOneKind = 2;

    [Theory]
    [InlineData("carmen.ruiz")] // handler
    [InlineData("andreas.christou")] // allocator
    [InlineData("nikos.ioannou")] // referral handler of a coordinator
    [InlineData("maria.konstantinou")] // supervisor
    [InlineData("stella.michailidou")] // local data administrator of a coordinator
    [InlineData("helena.lindqvist")] // the Commission
    [InlineData("marie.lefevre")] // policy officer
    [InlineData("lucia.navarro")] // data-protection officer
    public async Task No_page_shows_a_link_that_its_reader_cannot_open(string person)
    {
        using var session = await PageSession.SignInAsync(platform.Host.Address, person);
        var (waiting, seen, kinds, closed) = (
            new Queue<(string From, string To)>([("", "/")]),
            new HashSet<string>(StringComparer.Ordinal),
            new Dictionary<string, int>(StringComparer.Ordinal),
            new List<string>()
        );
        while (waiting.TryDequeue(out var link))
        {
            using var answer = await session.AnswerAsync(link.To);
            if (answer.StatusCode != HttpStatusCode.OK || answer.RequestMessage!.RequestUri!.AbsolutePath == "/sign-in")
                closed.Add($"{link.From} -> {link.To}: {(int)answer.StatusCode}");
            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
                continue;
            foreach (var to in Links().Matches(await answer.Content.ReadAsStringAsync()).Select(found => WebUtility.HtmlDecode(found.Groups["to"].Value)))
            {
                var kind = Varying().Replace(to, "*");
                if (seen.Add(to) && kinds.GetValueOrDefault(kind) < OfOneKind)
                {
                    kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
                    waiting.Enqueue((link.To, to));
                }
            }
        }

        Assert.True(closed.Count == 0, string.Join(Environment.NewLine, closed));
        Assert.True(seen.Count > 20, $"Only {seen.Count} links were found.");
        Assert.Empty(platform.Host.TextFaults);
    }

    /// <summary>Matches links to pages and files of the platform, without the fragment.</summary>
    [GeneratedRegex("<a [^>]*href=\"(?<to>/[^\"#]*)", RegexOptions.None, 1000)]
    private static partial Regex Links();

    /// <summary>Matches what differs between addresses of one kind: ids, numbers and query values.</summary>
    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|(?<==)[^&]*|[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Varying();
}
