namespace Imi.Kernel.Features.Translation;

/// <summary>What is counted of machine translation.</summary>
public sealed record TranslationFigures
{
    /// <summary>The translated sentences.</summary>
    public long Segments { get; init; }

    /// <summary>The characters of these sentences in the original.</summary>
    public long Characters { get; init; }

    /// <summary>How long people waited for the batches together, in milliseconds: from the request until the batch was stored.</summary>
    public long Milliseconds { get; init; }

    /// <summary>The batches that were stored; each has up to 50 sentences.</summary>
    public long Batches { get; init; }

    /// <summary>The sentences that people corrected, without corrections that were taken back.</summary>
    public long Corrections { get; init; }

    /// <summary>The ratings as good, without those that were taken back.</summary>
    public long Good { get; init; }

    /// <summary>The ratings as bad, without those that were taken back.</summary>
    public long Bad { get; init; }

    /// <summary>How long people waited for a batch on average; null if there is none.</summary>
    public TimeSpan? AverageWait => Batches > 0 ? TimeSpan.FromMilliseconds((double)Milliseconds / Batches) : null;
}
