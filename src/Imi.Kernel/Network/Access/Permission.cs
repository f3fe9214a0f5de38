namespace Imi.Kernel.Network.Access;

/// <summary>An action of the access matrix that a person may be permitted to take.</summary>
public enum Permission
{
    /// <summary>Open what every user needs: the inbox, the guide, the directory of authorities, policy areas, one's own profile.</summary>
    UsePlatform,

    /// <summary>Start an exchange in an authority's name.</summary>
    BeginExchange,

    /// <summary>Read an entire exchange.</summary>
    ReadExchange,

    /// <summary>Read an exchange without personal and confidential fields, messages and files.</summary>
    ReadWithoutPersonalData,

    /// <summary>Read an exchange, personal data included, while it is the turn of the coordinator at which the role is held.</summary>
    ReadInTurn,

    /// <summary>Read what an action shows to the countries that it informs.</summary>
    ReadInformation,

    /// <summary>See that an exchange with hidden or deleted personal data existed.</summary>
    SeeThatItExisted,

    /// <summary>Open the special categories of data in an exchange (Regulation (EU) No 1024/2012, Article 16).</summary>
    OpenSpecialCategories,

    /// <summary>Take the actions that the procedure assigns to a role of a party.</summary>
    TakeAction,

    /// <summary>Write messages, attach and withdraw files, add links, and correct and rate translations in an exchange.</summary>
    Contribute,

    /// <summary>Correct what an authority wrote (Article 19).</summary>
    Rectify,

    /// <summary>Ask why somebody may or may not act in an exchange.</summary>
    AskWhy,

    /// <summary>See the access log of an exchange for one's own authority.</summary>
    SeeReaders,

    /// <summary>Place a legal hold, which keeps content from deletion.</summary>
    Hold,

    /// <summary>Request to read hidden personal data (Article 14(4)), or to delete them early.</summary>
    AskForDecision,

    /// <summary>Decide on another person's request about personal data.</summary>
    DecideOnRequests,

    /// <summary>Oversee hidden and deleted data of an authority.</summary>
    OverseeRetention,

    /// <summary>Answer data subjects (Articles 18 to 20).</summary>
    AnswerDataSubjects,

    /// <summary>Install policy areas.</summary>
    InstallModules,

    /// <summary>Register a country's national coordinator (Article 6(1)).</summary>
    RegisterNationalCoordinator,

    /// <summary>Register a delegated coordinator (Article 6(1)).</summary>
    RegisterDelegatedCoordinator,

    /// <summary>Set the scopes of a delegated coordinator.</summary>
    DelegateCoordination,

    /// <summary>Register a competent authority (Article 6(2)).</summary>
    RegisterAuthority,

    /// <summary>Correct an authority's entry.</summary>
    AmendEntry,

    /// <summary>Deactivate or reactivate an authority.</summary>
    DeactivateAuthority,

    /// <summary>Grant an authority mandates in a module.</summary>
    GrantMandates,

    /// <summary>Grant an authority's users roles in a module.</summary>
    GrantRoles,

    /// <summary>Remove an authority's users.</summary>
    EndUsers,

    /// <summary>Appoint an authority's data-protection officers.</summary>
    AppointOfficers,
}
