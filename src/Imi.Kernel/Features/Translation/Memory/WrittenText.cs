namespace Imi.Kernel.Features.Translation.Memory;

/// <summary>A text of an exchange with the language in which it is written, as its author declared it.</summary>
internal sealed record WrittenText(string Language, string Text);
