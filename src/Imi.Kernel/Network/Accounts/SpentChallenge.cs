namespace Imi.Kernel.Network.Accounts;

/// <summary>A challenge that was answered: nobody answers it twice. Only its hash is kept, as long as it could be shown again.</summary>
public sealed class SpentChallenge
{
    private SpentChallenge() { }

    internal SpentChallenge(string hash, DateTime at) => (Hash, At) = (hash, at);

    /// <summary>SHA-256 of the challenge, in hexadecimal.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>When it was answered, UTC.</summary>
    public DateTime At { get; private set; }
}
