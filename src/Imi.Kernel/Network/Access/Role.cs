namespace Imi.Kernel.Network.Access;

/// <summary>The role of a person at an authority in a module.</summary>
public enum Role
{
    /// <summary>Request handler: sends and answers in the authority's name.</summary>
    Handler,

    /// <summary>Allocator: assigns exchanges to handlers.</summary>
    Allocator,

    /// <summary>Referral handler: approves, returns and concludes referrals at a coordinator.</summary>
    Referral,

    /// <summary>Supervisor: sees all of the authority's exchanges, takes no action.</summary>
    Supervisor,

    /// <summary>Local data administrator: maintains the authority's entry and users.</summary>
    Administrator,

    /// <summary>The Commission's policy officer: installs policy areas. Held for all modules.</summary>
    PolicyOfficer,

    /// <summary>
    /// Data-protection officer: sees which data of the authority are hidden or deleted and since when, and to which exchanges they belong; sees
    /// content only to answer a data subject. Held for all modules.
    /// </summary>
    DataProtectionOfficer,
}
