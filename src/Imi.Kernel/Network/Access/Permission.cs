namespace Imi.Kernel.Network.Access;

/// <summary>What a person may be permitted to do: the actions of the access matrix.</summary>
public enum Permission
{
    /// <summary>Open what every user needs: the inbox, the guide, the directory of authorities, policy areas, one's own profile.</summary>
    UsePlatform,

    /// <summary>Begin an exchange in an authority's name.</summary>
    BeginExchange,

    /// <summary>Read an exchange whole.</summary>
    ReadExchange,

    /// <summary>Read an exchange but for personal and confidential fields, messages and files.</summary>
    ReadWithoutPersonalData,

    /// <summary>See that an exchange existed whose personal data are hidden or deleted.</summary>
    SeeThatItExisted,

    /// <summary>Open what an exchange holds of special categories (Regulation (EU) No 1024/2012, Article 16).</summary>
    OpenSpecialCategories,

    /// <summary>Take the actions that the procedure gives to a role of a party.</summary>
    TakeAction,

    /// <summary>Write messages, attach files and take them back, and link in an exchange.</summary>
    Contribute,

    /// <summary>Correct what an authority wrote (Article 19).</summary>
    Rectify,

    /// <summary>Ask why somebody may or may not act in an exchange.</summary>
    AskWhy,

    /// <summary>See who in the own authority opened an exchange.</summary>
    SeeReaders,

    /// <summary>Keep content from deletion.</summary>
    Hold,

    /// <summary>Ask to read hidden personal data (Article 14(4)), or to delete them early.</summary>
    AskForDecision,

    /// <summary>Decide what somebody else asked of personal data.</summary>
    DecideOnRequests,

    /// <summary>Oversee what is hidden and deleted at an authority.</summary>
    OverseeRetention,

    /// <summary>Answer data subjects (Articles 18 to 20).</summary>
    AnswerDataSubjects,

    /// <summary>Install policy areas.</summary>
    InstallModules,

    /// <summary>Register a country's national coordinator (Article 6(1)).</summary>
    RegisterNationalCoordinator,

    /// <summary>Register a delegated coordinator (Article 6(1)).</summary>
    RegisterDelegatedCoordinator,

    /// <summary>Say where a delegated coordinator coordinates, and with which functions.</summary>
    DelegateCoordination,

    /// <summary>Register a competent authority (Article 6(2)).</summary>
    RegisterAuthority,

    /// <summary>Correct an authority's entry.</summary>
    AmendEntry,

    /// <summary>Deactivate an authority, or let it take part again.</summary>
    DeactivateAuthority,

    /// <summary>Grant an authority mandates in a module.</summary>
    GrantMandates,

    /// <summary>Give an authority's people roles in a module.</summary>
    GrantRoles,

    /// <summary>End for an authority's people that they are users.</summary>
    EndUsers,

    /// <summary>Say who an authority's data-protection officers are.</summary>
    AppointOfficers,
}
