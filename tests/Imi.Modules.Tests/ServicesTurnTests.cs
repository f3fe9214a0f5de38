using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Exchanges.Actions;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Modules.Tests;

/// <summary>Whose turn it is, and until when, in the procedures of Directive 2006/123/EC.</summary>
public sealed class ServicesTurnTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);

    private static readonly PolicyModule Module = DefinitionReader.ReadFolder(Path.Combine(AppContext.BaseDirectory, "modules", "ServicesDirective")).Module!;

    [Fact]
    public void A_coordinator_that_must_send_an_urgent_derogation_has_one_day() =>
        Assert.Equal([(Party.CoordinatorOfSender, "", new DateOnly(2026, 12, 1))], TurnsAfter("derogation", "submit-for-urgent-notification"));

    [Fact]
    public void A_coordinator_that_must_send_an_ordinary_derogation_has_no_last_day() =>
        Assert.Equal([(Party.CoordinatorOfSender, "", null)], TurnsAfter("derogation", "submit-for-notification"));

    [Fact]
    public void Who_supplied_information_on_good_repute_still_has_to_inform_the_provider() =>
        Assert.Equal(
            [(Party.Recipient, "inform-provider", new DateOnly(2026, 12, 7)), (Party.Sender, "", null)],
            TurnsAfter("information-request", "send", "accept", "supply-information")
        );

    [Fact]
    public void It_is_only_the_senders_turn_once_the_provider_is_informed() =>
        Assert.Equal([(Party.Sender, "", null)], TurnsAfter("information-request", "send", "accept", "supply-information", "record-informed"));

    [Fact]
    public void A_reply_without_such_information_leaves_the_recipient_nothing_to_do() =>
        Assert.Equal([(Party.Sender, "", null)], TurnsAfter("information-request", "send", "accept", "reply"));

    [Fact]
    public void The_provider_has_to_be_informed_although_the_request_is_closed()
    {
        var closed = After("information-request", "send", "accept", "supply-information", "close");

        Assert.Equal((Phase.Closed, null), (closed.Phase, closed.ClosedAt));
        Assert.Equal(["inform-provider"], closed.Turns.Select(turn => turn.Task));
        Assert.NotNull(After("information-request", "send", "accept", "supply-information", "close", "record-informed").ClosedAt);
    }

    [Fact]
    public void Information_that_the_recipient_announces_remains_its_task_until_it_is_sent()
    {
        string[] announced = ["send", "accept", "supply-information", "record-informed", "announce-information", "close"];

        Assert.Equal([(Party.Recipient, "send-announced", null)], TurnsAfter("information-request", announced));
        Assert.Empty(TurnsAfter("information-request", [.. announced, "send-announced"]));
    }

    private static IEnumerable<(Party Party, string Task, DateOnly? Due)> TurnsAfter(string procedure, params string[] actions) =>
        After(procedure, actions).Turns.Select(turn => (turn.Party, turn.Task, turn.Due));

    private static Exchange After(string procedure, params string[] actions)
    {
        var defined = Module.Procedures.Single(one => one.Name == procedure);
        var exchange = new Exchange(
            Guid.CreateVersion7(Now),
            defined,
            new string('a', 64),
            Guid.CreateVersion7(Now),
            "DE",
            "en",
            Guid.CreateVersion7(Now),
            Now.UtcDateTime
        );
        foreach (var action in actions.Select(name => defined.Action(name)!))
        {
            Assert.Contains(exchange.State, action.From);
            TurnPolicy.Follow(exchange, defined, action.Name, DeadlineCalendar.DayOf(Now.UtcDateTime));
            exchange.Reach(defined, defined.State(action.To ?? exchange.State), Module.Retention, Now.UtcDateTime);
        }

        return exchange;
    }
}
