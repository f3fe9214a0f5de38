using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Features.Reminders.Escalation;

/// <summary>Decides which reminder comes next, and on which day.</summary>
internal static class ReminderPolicy
{
    /// <summary>Finds the next reminder for one authority.</summary>
    /// <param name="occasion">The reason.</param>
    /// <param name="plan">The procedure's plan.</param>
    /// <param name="sent">The reminders that the authority got for this reason.</param>
    /// <param name="today">Today in Brussels.</param>
    /// <returns>The step and the day from which it is due; null if there is none left.</returns>
    public static (ReminderStep Step, DateOnly On)? Next(ReminderOccasion occasion, ReminderPlan plan, IReadOnlyCollection<Reminder> sent, DateOnly today)
    {
        var escalated = sent.Where(one => one.Step != ReminderStep.Near).ToList();
        if (escalated.Count > 0)
        {
            var last = escalated.MaxBy(one => one.Step)!;

            // After a downtime the levels follow each other in the usual distance all the same: nobody is passed over.
            return occasion.Kind == ReminderKind.Draft || last.Step == ReminderStep.National
                ? null
                : (last.Step + 1, DeadlineCalendar.Limit(DeadlineCalendar.DayOf(last.At), plan.Between));
        }

        if (occasion.Kind == ReminderKind.Idle)
            return (ReminderStep.Coordinators, occasion.Day);
        if (occasion.Kind != ReminderKind.Due)
            return (ReminderStep.Handlers, occasion.Day);

        // A party that has less time than the reminder comes before needs none: it was asked only just now.
        var near = occasion.NearFrom(plan);
        if (sent.Count == 0 && today <= occasion.Day && occasion.Since < near)
            return (ReminderStep.Near, near);
        return occasion.IsEndedByPlatform ? null : (ReminderStep.Handlers, occasion.Day.AddDays(1));
    }

    /// <summary>Returns whether e-mails about an occasion leave at once, because the party has little time.</summary>
    public static bool IsAtOnce(ReminderOccasion occasion, ReminderPlan plan) =>
        occasion.Kind == ReminderKind.Due && occasion.Day <= DeadlineCalendar.Limit(occasion.Since, plan.AtOnce);

    /// <summary>The event of a step, one of <see cref="KernelActions.Reminders"/>.</summary>
    public static string EventOf(ReminderStep step) =>
        step switch
        {
            ReminderStep.Near => KernelActions.RemindedNear,
            ReminderStep.Handlers => KernelActions.RemindedHandlers,
            ReminderStep.Allocators => KernelActions.RemindedAllocators,
            ReminderStep.Mailbox => KernelActions.RemindedMailbox,
            ReminderStep.Coordinators => KernelActions.RemindedCoordinators,
            _ => KernelActions.RemindedNational,
        };
}
