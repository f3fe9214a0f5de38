namespace Imi.Kernel.Network.Directory;

/// <summary>In which way an authority fits a search.</summary>
public enum MatchReasonKind
{
    /// <summary>A name begins with the words.</summary>
    NameBegins,

    /// <summary>A name holds them.</summary>
    NameContains,

    /// <summary>A name has words that differ from them by a letter or two.</summary>
    NameAlike,

    /// <summary>They are the initials of a name.</summary>
    Initials,

    /// <summary>It is competent for a keyword.</summary>
    Competent,

    /// <summary>It works for the region.</summary>
    Region,

    /// <summary>It is the country's central authority in the module.</summary>
    Central,

    /// <summary>It coordinates others there.</summary>
    Coordinator,
}
