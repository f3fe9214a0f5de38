namespace Imi.Kernel.Features.PrivateNotes;

/// <summary>A private note as the people of its authority see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Author">The name of the person who wrote it, or the term for a former user.</param>
/// <param name="At">When it was written, UTC.</param>
/// <param name="Text">The text.</param>
public sealed record PrivateNoteView(Guid Id, string Author, DateTime At, string Text);
