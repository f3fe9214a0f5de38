namespace Imi.Kernel.Features.Search.Terms;

/// <summary>A word of a search.</summary>
/// <param name="Keys">The spellings, one of which must be found.</param>
/// <param name="IsBeginning">Whether the beginning of a word is enough.</param>
internal sealed record SearchedWord(IReadOnlyList<string> Keys, bool IsBeginning)
{
    /// <summary>Whether a word of a text is one that is searched for, by the same rule as in the index.</summary>
    public bool Matches(SearchToken token) =>
        Keys.Any(key =>
            token.Keys.Any(other =>
                other == key || (IsBeginning && TermHasher.LevelOf(key) is { } level && other.StartsWith(key[..level], StringComparison.Ordinal))
            )
        );
}
