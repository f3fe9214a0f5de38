namespace Imi.Kernel.Exchanges;

/// <summary>An encrypted text about an exchange.</summary>
/// <param name="ExchangeId">The exchange, whose key encrypts it.</param>
/// <param name="Cipher">The ciphertext.</param>
/// <param name="Purpose">The purpose to which the ciphertext is bound.</param>
/// <param name="At">When it was written, UTC.</param>
public sealed record ExchangeText(Guid ExchangeId, byte[] Cipher, string Purpose, DateTime At);
