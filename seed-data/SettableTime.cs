namespace Imi.SeedData;

/// <summary>A clock that stands where it is put, so that what is seeded has happened in the past.</summary>
internal sealed class SettableTime(DateTimeOffset now) : TimeProvider
{
    /// <summary>The moment that the clock shows.</summary>
    public DateTimeOffset Now { get; set; } = now;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;
}
