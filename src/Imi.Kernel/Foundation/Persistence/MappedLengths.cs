namespace Imi.Kernel.Foundation.Persistence;

/// <summary>The longest texts in characters. Keys stay below SQL Server's 900 bytes, other indices below its 1,700.</summary>
internal static class MappedLengths
{
    public const int Unlimited = -1;

    public const int Default = 200;

    public const int Country = 8;

    public const int Language = 16;

    /// <summary>Names in definitions: modules, procedures, states, actions, forms.</summary>
    public const int Name = 64;

    /// <summary>A form's and a field's name with a point between.</summary>
    public const int FieldPath = 130;

    /// <summary>SHA-256 in hexadecimal.</summary>
    public const int Hash = 64;

    /// <summary>A passkey's id in base64url: of the longest that is taken.</summary>
    public const int PasskeyId = 800;

    /// <summary>The longest e-mail address (RFC 5321, 4.5.3.1).</summary>
    public const int Email = 254;

    public const int Title = 400;

    /// <summary>Folding can lengthen a text: ß becomes ss.</summary>
    public const int FoldedTitle = 800;
}
