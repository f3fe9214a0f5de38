namespace Imi.Kernel.Network.Accounts;

/// <summary>A code that signs a person in once without the authenticator app. Only its hash is kept.</summary>
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

    /// <summary>SHA-256 of the code, in hexadecimal: it has 80 random bits, so nobody tries them all.</summary>
    public string Hash { get; private set; } = "";
}
