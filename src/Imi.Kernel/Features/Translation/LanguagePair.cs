namespace Imi.Kernel.Features.Translation;

/// <summary>A source and a target language.</summary>
/// <param name="Source">The language of the original, as a BCP 47 tag such as <c>el</c>.</param>
/// <param name="Target">The language of the translation, as a BCP 47 tag.</param>
public sealed record LanguagePair(string Source, string Target)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Source}-{Target}";
}
