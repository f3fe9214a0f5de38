namespace Imi.Kernel.Features.Retention;

/// <summary>What retention shall do.</summary>
public sealed record RetentionOrder
{
    /// <summary>The day for which it runs; null for today. Never a later one.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Whether somebody answers for the clock being right, although it has gone on by more than a month since the last run.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>How many exchanges each transaction takes; null for as many as leave others no longer than a second to wait.</summary>
    public int? BatchSize { get; init; }
}
