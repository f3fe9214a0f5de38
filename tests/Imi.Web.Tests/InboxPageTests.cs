using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MiniExcelLibs;

namespace Imi.Web.Tests;

/// <summary>Tests the filters and downloads of the inbox, and the first page of each role.</summary>
[Collection(OnePlatform.Name)]
public sealed partial class InboxPageTests(DemonstrationPlatform platform)
{
    [Fact]
    public async Task The_first_page_depends_on_the_role()
    {
        Assert.Equal("/inbox", await FirstPageAsync("carmen.ruiz"));
        Assert.Equal("/data-protection", await FirstPageAsync("lucia.navarro"));
        Assert.Equal("/modules", await FirstPageAsync("marie.lefevre"));
        using var policyOfficer = await PageSession.SignInAsync(platform.Host.Address, "marie.lefevre");
        Assert.Contains("30 derniers jours", await policyOfficer.GetAsync("/modules"), StringComparison.Ordinal);
        using var officer = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        Assert.DoesNotContain("últimos 30 días", await officer.GetAsync("/modules"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_state_filter_lists_each_state_once_with_its_number_of_exchanges()
    {
        using var session = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var page = await session.GetAsync("/inbox?view=all&language=en");
        var options = Option()
            .Matches(page[page.IndexOf("id=\"state\"", StringComparison.Ordinal)..page.IndexOf("for=\"country\"", StringComparison.Ordinal)])
            .Select(match => (Value: match.Groups["value"].Value, Label: match.Groups["label"].Value))
            .Where(option => option.Value.Length > 0)
            .ToList();
        Assert.Equal(options.Count, options.DistinctBy(option => option.Label).Count());
        Assert.Equal(options.Count, options.DistinctBy(option => option.Value).Count());
        var (counted, count) = options
            .Select(option => (option.Value, Count: int.Parse(CountOf().Match(option.Label).Groups["count"].Value, CultureInfo.InvariantCulture)))
            .First(option => option.Count is > 0 and < 25);
        var filtered = await session.GetAsync($"/inbox?view=all&state={Uri.EscapeDataString(counted)}");
        Assert.Equal(count, filtered.Split("<td class=\"exchange\"").Length - 1);
    }

    [Fact]
    public async Task A_list_is_downloaded_as_CSV_and_as_a_workbook_with_the_rows_of_the_page()
    {
        using var session = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var shown = Number().Matches(await session.GetAsync("/inbox?view=waiting")).Select(match => match.Groups["number"].Value).ToList();
        Assert.NotEmpty(shown);
        var csv = Encoding.UTF8.GetString(await session.DownloadAsync("/inbox?view=waiting&handler=Export&format=csv"));
        Assert.All(shown, number => Assert.Contains($"\"{number}\"", csv, StringComparison.Ordinal));
        using var workbook = new MemoryStream(await session.DownloadAsync("/inbox?view=waiting&handler=Export&format=xlsx"));
        var rows = MiniExcel.Query(workbook).Cast<IDictionary<string, object?>>().ToList();
        Assert.Equal(csv.TrimEnd().Split('\n').Length, rows.Count);
        Assert.Equal(shown[0], rows[1].Values.First());
    }

    [Fact]
    public async Task A_search_for_words_shows_in_which_field_they_are()
    {
        using var session = await PageSession.SignInAsync(platform.Host.Address, "carmen.ruiz");
        var found = await session.GetAsync("/inbox?view=all&language=en&q=DIGITAL+auror");
        Assert.Contains("<tr class=\"found\">", found, StringComparison.Ordinal);
        Assert.Contains("Aurora <mark>Digital</mark> Trading", found, StringComparison.Ordinal);
        Assert.DoesNotContain("<td class=\"exchange\"", await session.GetAsync("/inbox?view=all&language=en&q=aurora+nosuchword"), StringComparison.Ordinal);
    }

    private async Task<string> FirstPageAsync(string userName)
    {
        using var session = await PageSession.SignInAsync(platform.Host.Address, userName);
        return (await session.PostAsync("/profile", "/view", ("simple", "false"), ("returnUrl", "/"))).Address;
    }

    [GeneratedRegex("<option value=\"(?<value>[^\"]*)\"[^>]*>(?<label>[^<]*)</option>", RegexOptions.None, 1000)]
    private static partial Regex Option();

    [GeneratedRegex("\\((?<count>\\d+)\\)$", RegexOptions.None, 1000)]
    private static partial Regex CountOf();

    [GeneratedRegex(">(?<number>[A-Z]+-[A-Z]+-\\d{4}-\\d{6}(\\.\\d+)?)</a>", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
