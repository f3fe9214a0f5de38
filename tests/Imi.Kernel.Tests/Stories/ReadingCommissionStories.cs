using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Deadlines;
using Imi.Kernel.Foundation.Calendar;
using Imi.Kernel.Network.Access;
using Imi.Kernel.Network.Directory;
using Imi.Modules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>An action informs the Commission; the last day of a state is a date that an action asks; other periods and recipients depend on the case.</summary>
public sealed class ReadingCommissionStories(ReadingCommissionPlatform platform) : IClassFixture<ReadingCommissionPlatform>
{
    private static readonly DateOnly Sent = DateOnly.FromDateTime(Platform.Beginning.UtcDateTime);

    [Fact]
    public async Task The_Commission_reads_a_request_from_the_action_that_informs_it()
    {
        var (story, carmen, andreas, commission, request) = await AcceptedAsync();
        Assert.Null(await commission.FindsAsync(request));

        await andreas.DoesAsync("hold-back", request, Request.Form(("until", "2026-05-04")));

        var read = await commission.ReadsAsync(request);
        Assert.Equal((Sight.Full, Request.Owner), (read.Sight, read.Answers.Text("owner")));
        Assert.Empty(read.MyTurns);
        Assert.Equal(InboxView.Information, await ViewAsync(story, request, commission));
        Assert.Equal(["advise"], read.Actions.Select(action => action.Name));
        await commission.DoesAsync("advise", request, Request.Comment);
        Assert.Contains((await carmen.ReadsAsync(request)).Timeline, entry => entry.Action == "advise");
    }

    [Fact]
    public async Task The_Commission_continues_to_read_after_the_action()
    {
        var (story, carmen, andreas, commission, request) = await AcceptedAsync();
        await andreas.DoesAsync("hold-back", request, Request.Form(("until", "2026-05-04")));
        await carmen.DoesAsync("give-up", request);

        Assert.Equal("given-up", (await commission.ReadsAsync(request)).Exchange.State);
    }

    [Fact]
    public async Task A_state_is_due_on_the_day_that_the_action_asked_and_then_the_platform_leads_on()
    {
        var (story, _, andreas, _, request) = await AcceptedAsync();
        await andreas.DoesAsync("hold-back", request, Request.Form(("until", "2026-05-04")));
        Assert.Equal(new DateOnly(2026, 5, 4), (await andreas.ReadsAsync(request)).Exchange.DueOn);

        story.SetDate(new DateOnly(2026, 5, 4));
        await EndPeriodsAsync(story);
        Assert.Equal("held-back", (await andreas.ReadsAsync(request)).Exchange.State);

        story.SetDate(new DateOnly(2026, 5, 5));
        await EndPeriodsAsync(story);
        Assert.Equal("accepted", (await andreas.ReadsAsync(request)).Exchange.State);
    }

    [Fact]
    public async Task Without_a_date_the_reply_is_due_after_the_period_of_the_definition()
    {
        var (_, carmen, _, _, request) = await AcceptedAsync(Request.Complete.With("replyBy", ""));

        var read = await carmen.ReadsAsync(request);

        Assert.Equal(
            (DeadlineCalendar.LastDay(Sent, new Period(0, 0, 30), read.Exchange.RecipientCountry), false),
            (read.Exchange.ReplyBy, read.Exchange.ReplyByAgreed && read.Exchange.DueOn is null)
        );
        Assert.Equal(read.Exchange.ReplyBy, read.Exchange.DueOn);
        Assert.Equal(ReplyDateKind.Wanted, read.ReplyDates[0].Kind);
        Assert.Equal(read.Exchange.ReplyBy, read.ReplyDates[0].Date);
    }

    [Fact]
    public async Task A_closed_state_keeps_personal_data_for_its_own_shorter_period()
    {
        var (_, carmen, andreas, _, request) = await AcceptedAsync();
        await andreas.DoesAsync("hold-back", request, Request.Form(("until", "2026-05-04")));

        await carmen.DoesAsync("give-up", request);

        var exchange = (await carmen.ReadsAsync(request)).Exchange;
        Assert.Equal((Sent.AddDays(7), Sent.AddDays(7)), (exchange.HideOn, exchange.DeleteOn));
    }

    [Fact]
    public async Task A_warning_reaches_every_country_only_under_the_condition_of_the_definition()
    {
        var story = await platform.BeginAsync();
        var carmen = await WarningHandlerAsync(story, "ES");
        var (paris, rome) = (await WarningHandlerAsync(story, "FR"), await WarningHandlerAsync(story, "IT"));

        var violin = await carmen.WarnsAsync(Request.Warning("FR"));
        var bomb = await carmen.WarnsAsync(Request.Warning("FR").With("item", "Bomb"));

        Assert.Null(await rome.FindsAsync(violin));
        Assert.NotNull(await paris.FindsAsync(violin));
        Assert.NotNull(await rome.FindsAsync(bomb));
    }

    private async Task<(Story Story, Officer Carmen, Officer Andreas, Officer Commission, Guid Request)> AcceptedAsync(Answers? answers = null)
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas, commission) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"), await story.HandlerInAsync("EU"));
        var request = await carmen.SendsAsync(andreas.Office, answers);
        var wanted = (await andreas.ReadsAsync(request)).Exchange.ReplyBy!.Value.ToString("yyyy-MM-dd", null);
        await andreas.DoesAsync("accept", request, Request.ReplyBy(wanted));
        return (story, carmen, andreas, commission, request);
    }

    private static async Task<Officer> WarningHandlerAsync(Story story, string country) =>
        await (await story.WarningAuthorityInAsync(country, Capacity.Recipient)).EmploysAsync(Role.Handler);

    private static Task<int> EndPeriodsAsync(Story story) => story.CallAsync<DeadlineService, int>((service, stop) => service.EndPeriodsAsync(stop));

    private static Task<InboxView> ViewAsync(Story story, Guid exchange, Officer officer) =>
        story.DatabaseAsync(database =>
            database
                .Set<Participation>()
                .Where(part => part.ExchangeId == exchange && part.AuthorityId == officer.Office.Id && part.View != InboxView.None)
                .Select(part => part.View)
                .SingleAsync()
        );
}
