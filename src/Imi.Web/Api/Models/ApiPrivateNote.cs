namespace Imi.Web.Api.Models;

/// <summary>An internal note of the caller's authority on an exchange.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Author">The name of the person who wrote it.</param>
/// <param name="At">When it was written, UTC.</param>
/// <param name="Text">The text.</param>
public sealed record ApiPrivateNote(Guid Id, string Author, DateTime At, string Text);
