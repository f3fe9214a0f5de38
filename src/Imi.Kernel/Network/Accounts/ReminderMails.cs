namespace Imi.Kernel.Network.Accounts;

/// <summary>When a person gets reminders of exchanges by e-mail.</summary>
public enum ReminderMails
{
    /// <summary>Those of a day in one e-mail, in the morning. What has to be done within a few days comes at once.</summary>
    Daily,

    /// <summary>Each at once.</summary>
    AtOnce,

    /// <summary>Never: only as notices in the platform.</summary>
    Never,
}
