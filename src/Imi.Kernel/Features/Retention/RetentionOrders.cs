namespace Imi.Kernel.Features.Retention;

/// <summary>The options of a run of retention.</summary>
public sealed record RetentionOrder
{
    /// <summary>The day for which it runs; null or a later day means today.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Whether a person confirms that the clock is right although more than a month has passed since the last run.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>The number of exchanges in each transaction; null to adapt it so that other writers wait no longer than about a second.</summary>
    public int? BatchSize { get; init; }
}
