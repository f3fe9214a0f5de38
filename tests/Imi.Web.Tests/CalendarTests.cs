using System.Net;
using System.Text.RegularExpressions;
using Ical.Net;

namespace Imi.Web.Tests;

/// <summary>A calendar program reads the last days of what a person has to do, at a secret address.</summary>
[Collection(OnePlatform.Name)]
public sealed partial class CalendarTests(DemonstrationPlatform platform)
{
    [Fact]
    public async Task A_calendar_program_reads_last_days_without_personal_data_until_the_address_ends()
    {
        using var officer = await PageSession.SignInAsync(platform.Host.Address, "eleni.georgiou");
        using var program = PageSession.Nobody(platform.Host.Address);
        var first = await MakeAsync(officer);

        var calendar = Calendar.Load(await program.GetAsync(first))!;
        var events = calendar.Events.ToList();
        Assert.NotEmpty(events);
        Assert.All(events, one => Assert.Matches("^[A-Z-]+-[0-9]{4}-[0-9.]+: .+", one.Summary!));
        Assert.All(events, one => Assert.False(one.Start!.HasTime));
        Assert.Equal(events.Count, events.Select(one => one.Uid).Distinct(StringComparer.Ordinal).Count());
        var inbox = await officer.GetAsync("/inbox");
        Assert.All(events.Take(3), one => Assert.Contains(one.Summary!.Split(':')[0], inbox, StringComparison.Ordinal));
        Assert.DoesNotContain("Aurora", await program.GetAsync(first), StringComparison.Ordinal);

        var second = await MakeAsync(officer);
        await program.GetAsync(first, HttpStatusCode.NotFound);
        await program.GetAsync(second);
        await program.GetAsync(second.Replace(second[10], second[10] == 'a' ? 'b' : 'a'), HttpStatusCode.NotFound);
        Assert.DoesNotContain(second, await officer.GetAsync("/profile/calendar"), StringComparison.Ordinal);

        await officer.PostAsync("/profile/calendar", "/profile/calendar?handler=Remove");
        await program.GetAsync(second, HttpStatusCode.NotFound);
    }

    private static async Task<string> MakeAsync(PageSession officer) =>
        Address().Match((await officer.PostAsync("/profile/calendar", "/profile/calendar?handler=Make")).Page).Value;

    [GeneratedRegex("/calendar/[0-9a-f]{64}[.]ics", RegexOptions.None, 1000)]
    private static partial Regex Address();
}
