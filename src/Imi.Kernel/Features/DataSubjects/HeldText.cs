namespace Imi.Kernel.Features.DataSubjects;

/// <summary>A text in an exchange that speaks of a person.</summary>
/// <param name="Place">What it stands in: <c>form</c>, <c>message</c>, <c>file</c>, or an action's name.</param>
/// <param name="Label">The field's label; empty for messages and files.</param>
/// <param name="Text">What stands there; empty in a search where it is of a special category.</param>
/// <param name="AuthorityId">Which authority wrote it.</param>
/// <param name="At">When, UTC.</param>
public sealed record HeldText(string Place, string Label, string Text, Guid AuthorityId, DateTime At);
