namespace Imi.Kernel.Exchanges;

/// <summary>A rectification in an exchange (Regulation (EU) No 1024/2012, Article 19). The earlier version is blocked.</summary>
/// <param name="Content">The id of the corrected answers or message; null for the procedure's form.</param>
/// <param name="At">When it was done, UTC.</param>
/// <param name="UserId">The person who did it.</param>
/// <param name="AuthorityId">The authority in whose name it was done.</param>
/// <param name="Fields">The changed fields; empty for a message.</param>
/// <param name="Reason">The reason; empty if the person sees no personal data.</param>
/// <param name="Request">The number of the data subject's request that led to it; null if the authority found its own mistake.</param>
public sealed record Rectified(Guid? Content, DateTime At, Guid UserId, Guid AuthorityId, IReadOnlyList<string> Fields, string Reason, string? Request);

/// <summary>The version of a content document before a rectification. It is encrypted like other content, but no view of the exchange shows it.</summary>
/// <param name="Content">The id of the document; null for the procedure's form.</param>
/// <param name="Fields">The changed fields; empty for a message.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Request">The number of the data subject's request; null for none.</param>
/// <param name="Text">The earlier text of the message, or the earlier answers as JSON.</param>
internal sealed record EarlierContent(Guid? Content, IReadOnlyList<string> Fields, string Reason, string? Request, string Text);
