namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>A part of a text that must survive every engine.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How many characters it has.</param>
/// <param name="Write">Writes it for the target language; null if it stays as it is.</param>
internal readonly record struct FoundToken(int Start, int Length, Func<string, string?>? Write = null)
{
    /// <summary>Where the text after it begins.</summary>
    public int End => Start + Length;
}
