namespace Imi.Kernel.Exchanges;

/// <summary>What a content document holds.</summary>
public enum ContentKind
{
    /// <summary>The answers to the procedure's form.</summary>
    Form,

    /// <summary>The answers to a form that an action asked.</summary>
    Action,

    /// <summary>A message between the parties.</summary>
    Message,

    /// <summary>How the guide led to the procedure.</summary>
    Way,

    /// <summary>What stood in another document before it was rectified: blocked.</summary>
    Earlier,

    /// <summary>What data that are hidden should say, because somebody contested them.</summary>
    Correction,
}
