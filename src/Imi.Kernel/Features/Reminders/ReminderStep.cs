namespace Imi.Kernel.Features.Reminders;

/// <summary>Who is reminded, in the order of escalation.</summary>
public enum ReminderStep
{
    /// <summary>The people who have to act, because the last day is near.</summary>
    Near,

    /// <summary>The people who have to act: the assigned ones, otherwise all handlers.</summary>
    Handlers,

    /// <summary>The allocators of the authority.</summary>
    Allocators,

    /// <summary>The mailbox of the authority.</summary>
    Mailbox,

    /// <summary>The coordinators of the authority that take part in the exchange.</summary>
    Coordinators,

    /// <summary>The mailbox of the national coordinator.</summary>
    National,
}
