namespace Imi.Kernel.Features.Search.Terms;

/// <summary>A word or the name of a host in a text.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Length">Its length in characters.</param>
/// <param name="Keys">The spellings under which it is found, the usual one first.</param>
internal sealed record SearchToken(int At, int Length, IReadOnlyList<string> Keys);
