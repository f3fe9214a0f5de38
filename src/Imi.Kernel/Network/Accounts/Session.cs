namespace Imi.Kernel.Network.Accounts;

/// <summary>A person's session in the browser. The cookie carries its id, which is only valid as long as this row exists.</summary>
public sealed class Session
{
    private Session() { }

    internal Session(Guid id, Guid userId, SessionPlace place, bool isByClick, DateTime at)
    {
        Id = id;
        UserId = userId;
        Browser = place.Browser;
        Address = place.Address;
        IsByClick = isByClick;
        StartedAt = LastUsedAt = ConfirmedAt = at;
    }

    /// <summary>The id, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The time of signing in, UTC.</summary>
    public DateTime StartedAt { get; private set; }

    /// <summary>The time of the last use, UTC, accurate to a few minutes.</summary>
    public DateTime LastUsedAt { get; private set; }

    /// <summary>The time of the last authentication, UTC.</summary>
    public DateTime ConfirmedAt { get; private set; }

    /// <summary>A description of the browser; empty if unknown.</summary>
    public string Browser { get; private set; } = "";

    /// <summary>The network address at sign-in.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Whether the person signed in by a click, in the demonstration network.</summary>
    public bool IsByClick { get; private set; }

    /// <summary>Whether the person authenticated recently enough for sensitive actions at a given time.</summary>
    public bool IsConfirmedAt(DateTime now) => now - ConfirmedAt < SessionService.ConfirmationLasts;
}

/// <summary>The origin of a sign-in.</summary>
/// <param name="Browser">A description of the browser; empty if unknown.</param>
/// <param name="Address">The network address.</param>
public sealed record SessionPlace(string Browser, string Address);
