namespace Imi.Kernel.Network.Accounts;

/// <summary>A session of a person at the pages, from signing in to signing out. The cookie carries its id; without the row it opens nothing.</summary>
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

    /// <summary>Its identity, a UUIDv7.</summary>
    public Guid Id { get; private set; }

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }

    /// <summary>When it began, UTC.</summary>
    public DateTime StartedAt { get; private set; }

    /// <summary>When it was last used, UTC, to a few minutes.</summary>
    public DateTime LastUsedAt { get; private set; }

    /// <summary>When the person last showed who they are, UTC.</summary>
    public DateTime ConfirmedAt { get; private set; }

    /// <summary>The browser in words; empty where it does not say.</summary>
    public string Browser { get; private set; } = "";

    /// <summary>The network address from which it began.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Whether it began by a click, as one of the demonstration network's people.</summary>
    public bool IsByClick { get; private set; }

    /// <summary>Whether the person showed who they are shortly before a moment: else they are asked again before what is sensitive.</summary>
    public bool IsConfirmedAt(DateTime now) => now - ConfirmedAt < SessionService.ConfirmationLasts;
}

/// <summary>From where somebody signs in.</summary>
/// <param name="Browser">The browser in words; empty where it does not say.</param>
/// <param name="Address">The network address.</param>
public sealed record SessionPlace(string Browser, string Address);
