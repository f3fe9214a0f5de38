namespace Imi.SeedData;

/// <summary>A clock that can be set, so that seeded events lie in the past.</summary>
internal sealed class SettableTime(DateTimeOffset now) : TimeProvider
{
    /// <summary>The time that the clock shows.</summary>
    public DateTimeOffset Now { get; set; } = now;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;
}
