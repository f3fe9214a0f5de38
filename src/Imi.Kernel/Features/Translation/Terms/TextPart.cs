namespace Imi.Kernel.Features.Translation.Terms;

/// <summary>A part of a text: a sentence, or what is between sentences.</summary>
/// <param name="Text">The characters; never empty.</param>
/// <param name="IsSentence">Whether it is translated; otherwise it is copied, such as line breaks and the marks of list items.</param>
internal readonly record struct TextPart(string Text, bool IsSentence);
