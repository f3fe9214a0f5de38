namespace Imi.Kernel.Features.PrivateNotes;

/// <summary>The private notes on an exchange that a person sees.</summary>
/// <param name="Number">The number of the exchange; null for a draft.</param>
/// <param name="MayWrite">Whether notes can be added and removed now; not while a person only reads hidden personal data.</param>
/// <param name="Notes">The notes, the oldest first.</param>
public sealed record PrivateNoteList(string? Number, bool MayWrite, IReadOnlyList<PrivateNoteView> Notes);
