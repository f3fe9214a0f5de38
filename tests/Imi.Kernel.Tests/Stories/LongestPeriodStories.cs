using Imi.Kernel.Definitions.Forms;
using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Features.Deadlines;
using Imi.Kernel.Features.Retention;
using Imi.Kernel.Foundation.Audit;
using Imi.Kernel.Network.Access;
using Microsoft.EntityFrameworkCore;

namespace Imi.Kernel.Tests.Stories;

/// <summary>A module sets the longest period for which an exchange is kept without formal closure: here two years.</summary>
public sealed class LongestPeriodStories(InformedCountriesPlatform platform) : IClassFixture<InformedCountriesPlatform>
{
    private static readonly DateOnly End = new(2028, 3, 2);

    [Fact]
    public async Task The_parties_are_warned_in_time_and_then_the_platform_ends_the_exchange_and_deletes_it()
    {
        var (story, carmen, andreas, request) = await AcceptedAsync();
        Assert.Equal((null, End), ((await carmen.ReadsAsync(request)).Exchange.HideOn, (await carmen.ReadsAsync(request)).Exchange.DeleteOn));

        foreach (var days in (int[])[30, 7, 1])
        {
            story.SetDate(End.AddDays(-days));
            await story.RunRetentionAsync();
        }

        Assert.Equal((Phase.Open, "accepted"), await StateAsync(carmen, request));
        foreach (var officer in (Officer[])[carmen, andreas])
            Assert.Equal(3, (await officer.NoticesAsync()).Count(notice => notice.ExchangeId == request && notice.Action == KernelActions.EndingNear));

        story.SetDate(End);
        await story.RunRetentionAsync();

        var shell = await carmen.ReadsAsync(request);
        Assert.Equal((Sight.Shell, Phase.Deleted, true), (shell.Sight, shell.Exchange.Phase, shell.IsEnded));
        Assert.Equal((End, End), (DateOnly.FromDateTime(shell.Exchange.ClosedAt!.Value), shell.Exchange.DeleteOn));
        Assert.Equal(InformedCountries.Provision, shell.Module.OpenBasisIn("es"));
        Assert.Equal(0, await story.DatabaseAsync(database => database.Set<ContentDocument>().CountAsync(content => content.ExchangeId == request)));
        Assert.Equal(1, await EndedAsync(story, request));
    }

    [Fact]
    public async Task Nothing_happens_twice_and_nothing_is_lost_while_the_platform_stands_still()
    {
        var (story, carmen, _, request) = await AcceptedAsync();

        story.SetDate(End.AddYears(1));
        await story.RunRetentionAsync();
        await story.RunRetentionAsync();

        Assert.Equal(Phase.Deleted, (await carmen.ReadsAsync(request)).Exchange.Phase);
        Assert.Equal(1, await EndedAsync(story, request));
    }

    [Fact]
    public async Task Two_nodes_end_it_once()
    {
        var (story, _, _, request) = await AcceptedAsync();
        story.SetDate(End);

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => EndAsync(story))));

        Assert.Equal(1, await EndedAsync(story, request));
    }

    [Fact]
    public async Task A_closed_exchange_keeps_the_ordinary_periods()
    {
        var (story, carmen, andreas, request) = await AcceptedAsync();
        await andreas.DoesAsync("hold-back", request, Request.Form(("until", "2028-02-28")));
        story.SetDate(new DateOnly(2026, 4, 1));

        await carmen.DoesAsync("give-up", request);

        Assert.Equal(new DateOnly(2026, 4, 8), (await carmen.ReadsAsync(request)).Exchange.DeleteOn);
    }

    [Fact]
    public async Task A_legal_hold_prevents_the_deletion_but_not_the_end()
    {
        var (story, carmen, _, request) = await AcceptedAsync();
        var supervisor = await carmen.Office.EmploysAsync(Role.Supervisor);
        story.SetDate(End.AddDays(-90));
        (
            await story.CallAsync<RetentionService, Outcome<Guid>>(
                (service, stop) => service.HoldAsync(request, new NewHold(HoldGround.Court, "Case C-1/26", End.AddDays(90)), supervisor.Actor, null, stop)
            )
        ).Result();

        story.SetDate(End);
        await story.RunRetentionAsync();

        Assert.Equal(Phase.Hidden, (await carmen.ReadsAsync(request)).Exchange.Phase);
        Assert.Equal(1, await EndedAsync(story, request));
    }

    [Fact]
    public async Task Nobody_acts_and_nothing_is_due_after_the_end()
    {
        var (story, carmen, andreas, request) = await AcceptedAsync();
        await andreas.DoesAsync("hold-back", request, Request.Form(("until", "2028-03-01")));
        story.SetDate(End);
        await EndAsync(story);

        Assert.Equal((Phase.Closed, "held-back"), await StateAsync(carmen, request));
        Assert.Equal(0, await story.CallAsync<DeadlineService, int>((service, stop) => service.EndPeriodsAsync(stop)));
        var read = await carmen.ReadsAsync(request);
        Assert.Equal((0, 0), (read.Actions.Count, read.Exchange.Turns.Count));
        (await carmen.TriesAsync("give-up", request)).AssertRefused("exchange.not-open");
    }

    [Fact]
    public void A_module_without_the_word_sets_no_end()
    {
        var module = DefinitionReader.Read(ReadingCommission.Files()).Module!;

        Assert.Equal((null, null), (module.Retention.Open, module.OpenBasisIn("en")));
    }

    [Fact]
    public async Task Missing_days_are_computed_with_the_shorter_period_of_the_state()
    {
        var (story, carmen, andreas, request) = await AcceptedAsync();
        await andreas.DoesAsync("hold-back", request, Request.Form(("until", "2026-05-04")));
        await carmen.DoesAsync("give-up", request);
        await story.DatabaseAsync(database =>
            database
                .Set<Exchange>()
                .Where(exchange => exchange.Id == request)
                .ExecuteUpdateAsync(change =>
                    change.SetProperty(exchange => exchange.HideOn, (DateOnly?)null).SetProperty(exchange => exchange.DeleteOn, (DateOnly?)null)
                )
        );

        await story.RunRetentionAsync();

        var exchange = (await carmen.ReadsAsync(request)).Exchange;
        Assert.Equal((new DateOnly(2026, 3, 9), new DateOnly(2026, 3, 9)), (exchange.HideOn, exchange.DeleteOn));
    }

    private static Task<int> EndAsync(Story story) =>
        story.CallInSameMinuteAsync<RetentionEndService, int>(
            async (service, stop) =>
            {
                await service.EndAsync(End, stop);
                return 0;
            }
        );

    private static Task<int> EndedAsync(Story story, Guid request) =>
        story.DatabaseAsync(database => database.Set<JournalEntry>().CountAsync(entry => entry.ExchangeId == request && entry.What == KernelActions.Ended));

    private static async Task<(Phase, string)> StateAsync(Officer officer, Guid request)
    {
        var exchange = (await officer.ReadsAsync(request)).Exchange;
        return (exchange.Phase, exchange.State);
    }

    private async Task<(Story Story, Officer Carmen, Officer Andreas, Guid Request)> AcceptedAsync()
    {
        var story = await platform.BeginAsync();
        var (carmen, andreas) = (await story.HandlerInAsync("ES"), await story.HandlerInAsync("CY"));
        var request = await carmen.SendsAsync(andreas.Office);
        await andreas.DoesAsync("accept", request, Request.ReplyBy(Request.WantedBy));
        return (story, carmen, andreas, request);
    }
}
