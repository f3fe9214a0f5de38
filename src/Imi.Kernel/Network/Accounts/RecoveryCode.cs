namespace Imi.Kernel.Network.Accounts;

/// <summary>A code that replaces the authenticator app once at sign-in. Only its hash is stored.</summary>
public sealed class RecoveryCode
{
    private RecoveryCode() { }

    internal RecoveryCode(Guid userId, string hash)
    {
        UserId = userId;
        Hash = hash;
    }

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The SHA-256 hash of the code, in hexadecimal. The code has 80 random bits, which rules out guessing.</summary>
    public string Hash { get; private set; } = "";
}
