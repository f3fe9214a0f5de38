namespace Imi.Kernel.Features.Retention;

/// <summary>The grounds for a legal hold.</summary>
public enum HoldGround
{
    /// <summary>Court proceedings.</summary>
    Court,

    /// <summary>An audit or an inspection.</summary>
    Audit,
}
