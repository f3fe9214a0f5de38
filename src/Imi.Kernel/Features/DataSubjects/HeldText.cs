using Imi.Kernel.Exchanges;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>A text in an exchange that mentions a data subject.</summary>
/// <param name="Place">Where the text is: <c>form</c>, <c>message</c>, <c>file</c>, or an action's name.</param>
/// <param name="Label">The field's label; empty for messages and files.</param>
/// <param name="Text">The answer, message or file name; empty if a search leaves it out because it is of a special category.</param>
/// <param name="AuthorityId">The authority that wrote it.</param>
/// <param name="At">When it was written, UTC.</param>
public sealed record HeldText(string Place, string Label, string Text, Guid AuthorityId, DateTime At)
{
    /// <summary>The stored machine translations of the text, or of its parts, in their order; empty if none is stored or none is asked for.</summary>
    public IReadOnlyList<StoredTranslation> Translations { get; init; } = [];
}
