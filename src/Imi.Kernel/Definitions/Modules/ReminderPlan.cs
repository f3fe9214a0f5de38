using Imi.Kernel.Foundation.Calendar;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>When the platform reminds the parties of a procedure.</summary>
public sealed record ReminderPlan
{
    /// <summary>The plan of a procedure that defines none.</summary>
    public static ReminderPlan Default { get; } = new();

    /// <summary>How long before a last day the party is reminded that it is near.</summary>
    public Period Before { get; init; } = new(0, 0, 3);

    /// <summary>How long after each reminder the next level is reminded, as long as nothing is done.</summary>
    public Period Between { get; init; } = new(0, 0, 7);

    /// <summary>If a party has at most this long to act, the e-mail leaves at once and not with those of the day.</summary>
    public Period AtOnce { get; init; } = new(0, 0, 3);

    /// <summary>How long a draft may stay unchanged before its author is reminded.</summary>
    public Period Draft { get; init; } = new(0, 0, 14);

    /// <summary>
    /// How long an open exchange in which nobody has to act may stay unchanged before the coordinators are reminded (Regulation (EU) No 1024/2012,
    /// Article 14(7): two months).
    /// </summary>
    public Period Idle { get; init; } = new(0, 2, 0);
}
