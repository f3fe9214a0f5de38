namespace Imi.Kernel.Network.Directory;

/// <summary>The way in which an authority matches a search.</summary>
public enum MatchReasonKind
{
    /// <summary>A name begins with the words.</summary>
    NameBegins,

    /// <summary>A name contains the words.</summary>
    NameContains,

    /// <summary>A name contains words that differ by one or two letters.</summary>
    NameAlike,

    /// <summary>The words are the initials of a name.</summary>
    Initials,

    /// <summary>The authority is competent for a keyword.</summary>
    Competent,

    /// <summary>The authority works for the region.</summary>
    Region,

    /// <summary>The authority is the country's central authority in the module.</summary>
    Central,

    /// <summary>The authority coordinates others there.</summary>
    Coordinator,
}
