using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>The kind of recipients that a <see cref="RecipientRule"/> names.</summary>
public enum RecipientKind
{
    /// <summary>The European Commission.</summary>
    Commission,

    /// <summary>The countries that a field of the form names.</summary>
    Field,

    /// <summary>All participating countries except the sender's.</summary>
    All,

    /// <summary>
    /// The authorities that received a linked exchange, as far as they can receive this procedure and are in a country that the broadcast reaches.
    /// </summary>
    Linked,
}
