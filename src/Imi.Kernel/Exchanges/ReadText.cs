namespace Imi.Kernel.Exchanges;

/// <summary>A decrypted text about an exchange.</summary>
/// <param name="Text">The text.</param>
/// <param name="AuthorityId">The authority that wrote it.</param>
/// <param name="At">When it was written, UTC.</param>
public readonly record struct ReadText(string Text, Guid AuthorityId, DateTime At);
