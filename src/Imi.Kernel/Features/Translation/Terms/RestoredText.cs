namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>A translated text with its protected parts put back.</summary>
/// <param name="Text">The text. Parts of <paramref name="Missing"/> are not in it.</param>
/// <param name="Missing">Protected parts, as the original writes them, that the engine lost.</param>
/// <param name="Doubled">Protected parts, as the original writes them, that the engine repeated.</param>
/// <param name="Unfounded">Numbers, and remains of placeholders, that the original does not have.</param>
internal sealed record RestoredText(string Text, IReadOnlyList<string> Missing, IReadOnlyList<string> Doubled, IReadOnlyList<string> Unfounded)
{
    /// <summary>Whether every protected part came back exactly once and no number was invented. Otherwise readers must be told to check the original.</summary>
    public bool IsCertain => Missing.Count == 0 && Doubled.Count == 0 && Unfounded.Count == 0;
}
