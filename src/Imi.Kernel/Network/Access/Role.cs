namespace Imi.Kernel.Network.Access;

/// <summary>What a person does at an authority in a module.</summary>
public enum Role
{
    /// <summary>Request handler: sends and answers in the authority's name.</summary>
    Handler,

    /// <summary>Allocator: assigns exchanges to handlers.</summary>
    Allocator,

    /// <summary>Referral handler: approves, returns and concludes referrals at a coordinator.</summary>
    Referral,

    /// <summary>Supervisor: sees all of the authority's exchanges, acts on nothing.</summary>
    Supervisor,

    /// <summary>Local data administrator: the authority's data and users.</summary>
    Administrator,

    /// <summary>The Commission's policy officer: installs policy areas. Held in no module, for all of them.</summary>
    PolicyOfficer,

    /// <summary>Data-protection officer: sees what is hidden and deleted at the authority and when, and which exchanges those were; of content only what a data subject asks for. Held in no module, for all of them.</summary>
    DataProtectionOfficer,
}
