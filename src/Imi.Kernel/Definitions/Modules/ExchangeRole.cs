namespace Imi.Kernel.Definitions.Modules;

/// <summary>The role that an officer needs to take an action.</summary>
public enum ExchangeRole
{
    /// <summary>Request handler: sends and answers in the authority's name.</summary>
    Handler,

    /// <summary>Allocator: assigns exchanges to handlers.</summary>
    Allocator,

    /// <summary>Referral handler of a coordinator: approves, returns and concludes referrals.</summary>
    Referral,
}
