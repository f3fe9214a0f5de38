namespace Imi.Kernel.Features.DueCalendar;

/// <summary>The secret address of a person's calendar of last days. Only a hash of the secret is stored.</summary>
public sealed class CalendarAddress
{
    private CalendarAddress() { }

    internal CalendarAddress(Guid userId) => UserId = userId;

    /// <summary>The person.</summary>
    public Guid UserId { get; private set; }

    /// <summary>The SHA-256 hash of the secret, in lower-case hexadecimal digits.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>When the address was made, UTC.</summary>
    public DateTime CreatedAt { get; private set; }

    internal void Become(string hash, DateTime now) => (Hash, CreatedAt) = (hash, now);
}
