namespace Imi.Kernel.Foundation.Persistence;

/// <summary>The maximum lengths of text columns in characters. Keys stay within SQL Server's limit of 900 bytes, other indexes within 1,700.</summary>
internal static class MappedLengths
{
    public const int Unlimited = -1;

    public const int Default = 200;

    public const int Country = 8;

    public const int Language = 16;

    /// <summary>A name in definitions: of a module, procedure, state, action or form.</summary>
    public const int Name = 64;

    /// <summary>The names of a form and a field, separated by a dot.</summary>
    public const int FieldPath = 130;

    /// <summary>Two names with a sign between them.</summary>
    public const int TwoNames = (2 * Name) + 1;

    /// <summary>A SHA-256 hash in hexadecimal.</summary>
    public const int Hash = 64;

    /// <summary>The id of a passkey in base64url, at the maximum length accepted.</summary>
    public const int PasskeyId = 800;

    /// <summary>An e-mail address (RFC 5321, section 4.5.3.1).</summary>
    public const int Email = 254;

    public const int Title = 400;

    /// <summary>A folded title: folding can lengthen a text, as ß becomes ss.</summary>
    public const int FoldedTitle = 800;
}
