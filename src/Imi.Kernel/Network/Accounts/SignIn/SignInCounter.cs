namespace Imi.Kernel.Network.Accounts.SignIn;

/// <summary>
/// Counts recent failed sign-ins of an account, a browser or a network address. Stored in the database, so that all nodes share it.
/// </summary>
public sealed class SignInCounter
{
    private SignInCounter() { }

    internal SignInCounter(string key, DateTime at)
    {
        Key = key;
        Failures = 1;
        LastFailedAt = at;
    }

    /// <summary>The hash of what is counted, so that it does not reveal what was typed.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The number of failures since the last success, or since the counter expired.</summary>
    public int Failures { get; private set; }

    /// <summary>The time of the last failure, UTC.</summary>
    public DateTime LastFailedAt { get; private set; }
}
