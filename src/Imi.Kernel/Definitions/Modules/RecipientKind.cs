using Imi.Modules.Contracts;

namespace Imi.Kernel.Definitions.Modules;

/// <summary>What a <see cref="RecipientRule"/> names.</summary>
public enum RecipientKind
{
    /// <summary>The European Commission.</summary>
    Commission,

    /// <summary>The countries that a field of the form names.</summary>
    Field,

    /// <summary>Every country that takes part, without the sender's own.</summary>
    All,
}
