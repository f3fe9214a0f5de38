namespace Imi.Kernel.Exchanges;

/// <summary>Why two exchanges are linked.</summary>
public enum LinkKind
{
    /// <summary>A person linked them, because they concern the same matter.</summary>
    Related,

    /// <summary>The second was split off from the first.</summary>
    Split,

    /// <summary>The second began as a copy of the first.</summary>
    Copied,
}
