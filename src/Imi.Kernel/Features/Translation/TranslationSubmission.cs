using System.Security.Cryptography;
using System.Text;

namespace Imi.Kernel.Features.Translation;

/// <summary>Sentences that an engine took and for which it will send the translation later. It is deleted when the translation is stored.</summary>
public sealed class TranslationSubmission
{
    private const int SecretLength = 32;

    private TranslationSubmission() { }

    internal TranslationSubmission(Guid id, TranslationScope scope, string engine, string secret, DateTime now, DateTime notAfter, byte[] cipher)
    {
        (Id, ExchangeId, Language, FileId, Engine) = (id, scope.Exchange, scope.Language, scope.File, engine);
        (SecretHash, SubmittedAt, NotAfter, Cipher) = (HashOf(secret), now, notAfter, cipher);
    }

    /// <summary>The id, which is the reference that the engine repeats.</summary>
    public Guid Id { get; private set; }

    /// <summary>The exchange.</summary>
    public Guid ExchangeId { get; private set; }

    /// <summary>The target language, as a BCP 47 tag.</summary>
    public string Language { get; private set; } = "";

    /// <summary>The file; the empty id for the texts of the exchange.</summary>
    public Guid FileId { get; private set; }

    /// <summary>The name of the engine.</summary>
    public string Engine { get; private set; } = "";

    /// <summary>The SHA-256 hash of the secret in the address for the answer, in hexadecimal.</summary>
    public string SecretHash { get; private set; } = "";

    /// <summary>When it was submitted, UTC.</summary>
    public DateTime SubmittedAt { get; private set; }

    /// <summary>Until when the answer is expected, UTC.</summary>
    public DateTime NotAfter { get; private set; }

    /// <summary>The sentences, encrypted with the exchange's key.</summary>
    public byte[] Cipher { get; private set; } = [];

    /// <summary>When the engine answered, UTC; null if it has not.</summary>
    public DateTime? AnsweredAt { get; private set; }

    /// <summary>The translated segments, encrypted with the exchange's key; null if the engine sent none.</summary>
    public byte[]? Answer { get; private set; }

    /// <summary>Why the engine did not translate; null if it did or has not answered.</summary>
    public TranslationFault? Fault { get; private set; }

    /// <summary>The texts of the exchange or the file, and the language.</summary>
    internal TranslationScope Scope => new(ExchangeId, Language, FileId);

    /// <summary>The purpose to which the ciphertext of the sentences is bound.</summary>
    internal static string PurposeOf(Guid id) => $"translation-submission/{id}";

    /// <summary>The purpose to which the ciphertext of the answer is bound.</summary>
    internal static string AnswerPurposeOf(Guid id) => $"translation-answer/{id}";

    /// <summary>Creates the secret of an address.</summary>
    internal static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretLength));

    /// <summary>Whether a secret is that of its address. The time that it takes does not depend on the secret.</summary>
    internal bool IsFor(string secret) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(SecretHash), Encoding.ASCII.GetBytes(HashOf(secret)));

    /// <summary>Whether the engine may still answer.</summary>
    internal bool IsOpen(DateTime now) => AnsweredAt is null && NotAfter > now;

    /// <summary>Keeps what the engine answered.</summary>
    internal void Receive(byte[]? answer, TranslationFault? fault, DateTime now) => (Answer, Fault, AnsweredAt) = (answer, fault, now);

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
