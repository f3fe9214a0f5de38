namespace Imi.Kernel.Network.Accounts;

/// <summary>A used challenge, to prevent replay. Only its hash is stored, until the challenge has expired.</summary>
public sealed class SpentChallenge
{
    private SpentChallenge() { }

    internal SpentChallenge(string hash, DateTime at) => (Hash, At) = (hash, at);

    /// <summary>The SHA-256 hash of the challenge, in hexadecimal.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>The time of use, UTC.</summary>
    public DateTime At { get; private set; }
}
