namespace Imi.Kernel.Definitions.Forms;

/// <summary>How much of an exchange a person may see.</summary>
public enum Sight
{
    /// <summary>Nothing: to this person, the exchange does not exist.</summary>
    None,

    /// <summary>Only number, procedure, state, dates and parties; personal data are hidden or deleted.</summary>
    Shell,

    /// <summary>Only what identifies the exchange, and what its definition shows to the countries that an action informs.</summary>
    Informed,

    /// <summary>Everything except personal and confidential fields, messages and files: for coordinators and former recipients.</summary>
    WithoutPersonal,

    /// <summary>
    /// Everything except confidential fields and special categories: for coordinators while it is their turn, since they cannot approve or settle what they
    /// cannot read.
    /// </summary>
    WithoutConfidential,

    /// <summary>Everything.</summary>
    Full,
}
