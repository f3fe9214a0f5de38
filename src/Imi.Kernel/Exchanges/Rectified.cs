namespace Imi.Kernel.Exchanges;

/// <summary>That something written in an exchange was rectified (Regulation (EU) No 1024/2012, Article 19). The earlier version is blocked.</summary>
/// <param name="Content">The action's answers or the message; null for the exchange's form.</param>
/// <param name="At">When, UTC.</param>
/// <param name="UserId">Who did it.</param>
/// <param name="AuthorityId">In which authority's name.</param>
/// <param name="Fields">The fields that say something else now; empty for a message.</param>
/// <param name="Reason">Why; empty for who sees no personal data.</param>
/// <param name="Request">The number of the data subject's request that asked for it; null where the authority found its own mistake.</param>
public sealed record Rectified(Guid? Content, DateTime At, Guid UserId, Guid AuthorityId, IReadOnlyList<string> Fields, string Reason, string? Request);

/// <summary>A content document as it stood before a rectification: encrypted as content is, and read by nobody who reads content.</summary>
/// <param name="Content">The document; null for the exchange's form.</param>
/// <param name="Fields">The fields that were changed.</param>
/// <param name="Reason">Why.</param>
/// <param name="Request">The data subject's request; null for none.</param>
/// <param name="Text">What stood there.</param>
internal sealed record EarlierContent(Guid? Content, IReadOnlyList<string> Fields, string Reason, string? Request, string Text);
