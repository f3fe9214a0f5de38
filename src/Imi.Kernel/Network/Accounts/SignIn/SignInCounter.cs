namespace Imi.Kernel.Network.Accounts.SignIn;

/// <summary>How often signing in failed lately for one account, browser or network address. Kept in the database, so that all nodes count together.</summary>
public sealed class SignInCounter
{
    private SignInCounter() { }

    internal SignInCounter(string key, DateTime at)
    {
        Key = key;
        Failures = 1;
        LastFailedAt = at;
    }

    /// <summary>What is counted, hashed: nobody reads from it what was typed.</summary>
    public string Key { get; private set; } = "";

    /// <summary>How often it failed since it last succeeded, or since long ago.</summary>
    public int Failures { get; private set; }

    /// <summary>When it failed last, UTC.</summary>
    public DateTime LastFailedAt { get; private set; }
}
