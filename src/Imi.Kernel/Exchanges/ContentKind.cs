namespace Imi.Kernel.Exchanges;

/// <summary>The kinds of content documents.</summary>
public enum ContentKind
{
    /// <summary>The answers to the procedure's form.</summary>
    Form,

    /// <summary>The answers to the form of an action.</summary>
    Action,

    /// <summary>A message between the parties.</summary>
    Message,

    /// <summary>How the guide led to the procedure.</summary>
    Way,

    /// <summary>The blocked version of another document before its rectification.</summary>
    Earlier,

    /// <summary>The recorded correction of hidden data that a data subject contested.</summary>
    Correction,
}
