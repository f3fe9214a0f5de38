using Imi.Kernel.Foundation.Ledger;

namespace Imi.Kernel.Features.Retention;

/// <summary>The record of a run of retention. Runs that did nothing and did not fail are not recorded.</summary>
public sealed class RetentionRun
{
    private RetentionRun() { }

    internal RetentionRun(Guid id, DateTime startedAt, DateOnly day, RetentionCounts counts, string failure)
    {
        Id = id;
        StartedAt = startedAt;
        Day = day;
        (Warned, Hidden, Deleted, Drafts, Users) = (counts.Warned, counts.Hidden, counts.Deleted, counts.Drafts, counts.Users);
        Failure = failure;
    }

    /// <summary>The identifier, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>When it began, UTC.</summary>
    public DateTime StartedAt { get; private set; }

    /// <summary>The day for which it ran.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>The number of exchanges whose parties were warned.</summary>
    public int Warned { get; private set; }

    /// <summary>The number of exchanges whose personal data were hidden.</summary>
    public int Hidden { get; private set; }

    /// <summary>The number of exchanges whose content was deleted.</summary>
    public int Deleted { get; private set; }

    /// <summary>The number of drafts that were removed.</summary>
    public int Drafts { get; private set; }

    /// <summary>The number of former users whose data were deleted.</summary>
    public int Users { get; private set; }

    /// <summary>Why it failed or is incomplete: a text key below <c>retention.failures</c>; empty if it succeeded.</summary>
    public string Failure { get; private set; } = "";
}
