namespace Imi.Kernel.Definitions.Forms;

/// <summary>How much of an exchange somebody sees.</summary>
public enum Sight
{
    /// <summary>Nothing: for this person it does not exist.</summary>
    None,

    /// <summary>That it existed: number, procedure, state, dates, parties. Its personal data are hidden, or deleted.</summary>
    Shell,

    /// <summary>Everything but personal and confidential fields, messages and files: coordinators and former recipients.</summary>
    WithoutPersonal,

    /// <summary>Everything.</summary>
    Full,
}
