namespace Imi.Kernel.Features.Retention;

/// <summary>Who needs an exchange's content beyond its time.</summary>
public enum HoldGround
{
    /// <summary>Court proceedings.</summary>
    Court,

    /// <summary>An audit or an inspection.</summary>
    Audit,
}
