using Imi.Kernel.Foundation.Ledger;

namespace Imi.Kernel.Features.Retention;

/// <summary>A run of retention that did something, or failed.</summary>
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

    /// <summary>Its identity, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>When it began, UTC.</summary>
    public DateTime StartedAt { get; private set; }

    /// <summary>The day for which it ran.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>How many exchanges' parties were warned.</summary>
    public int Warned { get; private set; }

    /// <summary>How many exchanges' personal data were hidden.</summary>
    public int Hidden { get; private set; }

    /// <summary>How many exchanges' content was deleted.</summary>
    public int Deleted { get; private set; }

    /// <summary>How many drafts were removed.</summary>
    public int Drafts { get; private set; }

    /// <summary>How many former users' data were deleted.</summary>
    public int Users { get; private set; }

    /// <summary>Why it ended early: a text's key below <c>retention.failures</c>; empty where it did not.</summary>
    public string Failure { get; private set; } = "";
}
