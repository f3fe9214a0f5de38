namespace Imi.Kernel.Definitions.Forms;

/// <summary>How much of an exchange a person may see.</summary>
public enum Sight
{
    /// <summary>Nothing: to this person, the exchange does not exist.</summary>
    None,

    /// <summary>Only number, procedure, state, dates and parties; personal data are hidden or deleted.</summary>
    Shell,

    /// <summary>Everything except personal and confidential fields, messages and files: for coordinators and former recipients.</summary>
    WithoutPersonal,

    /// <summary>Everything.</summary>
    Full,
}
