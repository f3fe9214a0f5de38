namespace Imi.Kernel.Features.Translation.Memory;

/// <summary>A reader's correction of a translated sentence. It does not say who the person is: the journal does.</summary>
/// <param name="Text">The corrected translation.</param>
/// <param name="AuthorityId">The authority in whose name the person corrected it.</param>
/// <param name="On">The day in Brussels.</param>
/// <param name="Missing">Protected parts of the original, such as numbers, that the correction lacks, as the original writes them.</param>
internal sealed record MemoryCorrection(string Text, Guid AuthorityId, DateOnly On, IReadOnlyList<string> Missing);
