namespace Imi.Kernel.Features.Search;

/// <summary>Where a searched word is in an exchange.</summary>
/// <param name="Title">The title of the field, or of another place, in the person's language.</param>
/// <param name="Before">The text before the word, shortened.</param>
/// <param name="Word">The word as it is in the text.</param>
/// <param name="After">The text after the word, shortened.</param>
public sealed record FoundText(string Title, string Before, string Word, string After)
{
    /// <summary>The language of a stored translation, as a BCP 47 tag; null for what a person wrote.</summary>
    public string? TranslatedInto { get; init; }
}
