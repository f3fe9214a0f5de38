namespace Imi.Kernel.Features.Translation.Memory;

/// <summary>A person's rating of a machine-translated sentence.</summary>
/// <param name="IsGood">Whether the person finds it good.</param>
/// <param name="On">The day in Brussels.</param>
internal sealed record MemoryRating(bool IsGood, DateOnly On);
