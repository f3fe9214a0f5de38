using OtpNet;

namespace Imi.Kernel.Network.Accounts.SignIn;

/// <summary>
/// Codes of authenticator apps (RFC 6238): six digits, changing every 30 seconds. ASP.NET Core Identity's own provider accepts a code repeatedly
/// while it is valid and reads the system clock; this class returns the time step of a code, so that each is accepted once.
/// </summary>
internal static class Totp
{
    public const int Digits = 6;
    private const int KeyLength = 20;

    /// <summary>One step before and one after, to tolerate clock differences.</summary>
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    public static byte[] NewKey() => KeyGeneration.GenerateRandomKey(KeyLength);

    /// <summary>The time step of a code: the current one, or the one before or after; null if the code is wrong.</summary>
    public static long? StepOf(byte[] key, string code, DateTimeOffset now) =>
        new OtpNet.Totp(key, totpSize: Digits).VerifyTotp(now.UtcDateTime, code, out var step, Window) ? step : null;

    /// <summary>Encodes a key as authenticator apps expect it, without padding.</summary>
    public static string Base32(byte[] key) => Base32Encoding.ToString(key).TrimEnd('=');
}
