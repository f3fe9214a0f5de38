using Imi.Kernel.Foundation.Vault;

namespace Imi.Kernel.Exchanges;

/// <summary>Encrypted texts about an exchange.</summary>
/// <param name="ExchangeId">The exchange, whose key encrypts them.</param>
/// <param name="Read">Decrypts them with this key.</param>
public sealed record ExchangeText(Guid ExchangeId, Func<ExchangeCipher, IEnumerable<ReadText>> Read);
