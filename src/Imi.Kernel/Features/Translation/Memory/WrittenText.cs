namespace Imi.Kernel.Features.Translation.Memory;

/// <summary>A text of an exchange.</summary>
/// <param name="Language">The language in which it is written: as its author declared it, or as it was found.</param>
/// <param name="Text">The text.</param>
/// <param name="UnionOnly">Whether only engines that an institution of the Union runs may translate it.</param>
internal sealed record WrittenText(string Language, string Text, bool UnionOnly)
{
    /// <summary>Whether the text is in another language than its author declared.</summary>
    public bool IsDetected { get; init; }
}
