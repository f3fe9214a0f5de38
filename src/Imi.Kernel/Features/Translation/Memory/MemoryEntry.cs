namespace Imi.Kernel.Features.Translation.Memory;

/// <summary>A translated sentence.</summary>
/// <param name="Text">The translation.</param>
/// <param name="Engines">The names of the engines that translated it.</param>
/// <param name="Via">The language through which it was translated; null for a direct translation.</param>
/// <param name="On">The day of the translation in Brussels.</param>
/// <param name="IsUncertain">Whether something that must not change was lost or added.</param>
internal sealed record MemoryEntry(string Text, IReadOnlyList<string> Engines, string? Via, DateOnly On, bool IsUncertain);
