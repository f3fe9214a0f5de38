namespace Imi.Kernel.Features.Translation.Documents;

/// <summary>The note at the top of a translated document: that it is a machine translation, and where it comes from.</summary>
/// <param name="Title">A short title, at most 31 characters, also the name of the sheet in a workbook.</param>
/// <param name="Lines">Who translated from which language and when, and what a reader must know.</param>
internal sealed record DocumentNote(string Title, IReadOnlyList<string> Lines);
