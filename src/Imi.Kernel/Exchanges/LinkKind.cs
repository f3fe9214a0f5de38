namespace Imi.Kernel.Exchanges;

/// <summary>Why two exchanges are linked.</summary>
public enum LinkKind
{
    /// <summary>Somebody says that they concern the same matter.</summary>
    Related,

    /// <summary>The second was split off from the first.</summary>
    Split,

    /// <summary>The second was begun as a copy of the first.</summary>
    Copied,
}
