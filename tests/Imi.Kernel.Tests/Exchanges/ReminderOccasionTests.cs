using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Tests.Stories;
using Imi.Testing;

namespace Imi.Kernel.Tests.Exchanges;

/// <summary>The reasons to remind people are derived from what the parties have to do.</summary>
public sealed class ReminderOccasionTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    /// <summary>An alert waits for the recipients without a last day.</summary>
    private static Procedure Alert => ModuleCatalogue.Load(PlatformProcess.Folder("modules")).Procedure("services", "alert")!;

    [Fact]
    public void A_draft_is_the_only_occasion_of_its_author() =>
        Assert.Equal(
            [(ReminderKind.Draft, Party.Sender, new DateOnly(2026, 3, 16))],
            Occasions("tracing", "draft").Select(one => (one.Kind, one.Party!.Value, one.Day))
        );

    [Fact]
    public void A_last_day_counts_before_a_period_without_activity() =>
        Assert.Equal([(ReminderKind.Due, "", new DateOnly(2026, 3, 9))], Occasions("tracing", "sent").Select(one => (one.Kind, one.Task, one.Day)));

    [Fact]
    public void Without_a_last_day_the_period_without_activity_counts() =>
        Assert.Equal([(ReminderKind.Waiting, new DateOnly(2026, 3, 17))], Occasions("tracing", "answered").Select(one => (one.Kind, one.Day)));

    [Fact]
    public void Where_nobody_has_to_act_coordinators_are_reminded_after_two_months() =>
        Assert.Equal([(ReminderKind.Idle, (Party?)null, new DateOnly(2026, 5, 2))], Occasions(Alert, "active").Select(one => (one.Kind, one.Party, one.Day)));

    [Fact]
    public void Nobody_is_reminded_where_nobody_has_to_act_and_the_platform_ends_the_state_itself() => Assert.Empty(Occasions("warning", "open"));

    [Fact]
    public void A_closed_exchange_has_no_occasion() => Assert.Empty(Occasions("tracing", "closed"));

    private static IReadOnlyList<ReminderOccasion> Occasions(string procedure, string state) =>
        Occasions(ModuleCatalogue.Load(Path.Combine(AppContext.BaseDirectory, "Stories", "modules")).Procedure(Story.Module, procedure)!, state);

    private static IReadOnlyList<ReminderOccasion> Occasions(Procedure procedure, string state)
    {
        // It has no recipients, so none of them is awaited: as after the last reply.
        var exchange = new Exchange(
            Guid.CreateVersion7(new DateTimeOffset(Now)),
            procedure,
            "1",
            Guid.CreateVersion7(new DateTimeOffset(Now)),
            "ES",
            "en",
            Guid.CreateVersion7(new DateTimeOffset(Now)),
            Now
        );
        exchange.Reach(procedure, procedure.State(state), new RetentionPeriods(new(0, 6, 0), new(3, 0, 0)), Now);
        return ReminderOccasion.Of(exchange, procedure);
    }
}
