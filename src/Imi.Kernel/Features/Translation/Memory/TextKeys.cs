using System.Security.Cryptography;
using System.Text;

namespace Imi.Kernel.Features.Translation.Memory;

/// <summary>Names texts and sentences of an exchange in addresses without showing them.</summary>
internal static class TextKeys
{
    private const int Length = 16;

    /// <summary>The key of a text in a language: the beginning of a hash, in hexadecimal. The same text has another key in each exchange.</summary>
    public static string Of(Guid exchange, string language, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{exchange:N}\n{language}\n{text}")))[..Length];
}
