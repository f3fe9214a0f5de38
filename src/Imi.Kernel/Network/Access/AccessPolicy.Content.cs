using Imi.Kernel.Definitions.Forms;

namespace Imi.Kernel.Network.Access;

/// <summary>Who may open what stands apart in an exchange's content, and who may correct what stands there.</summary>
public sealed partial class AccessPolicy
{
    /// <summary>
    /// Whether a person may open what an exchange holds of special categories (Article 16): request handlers of the parties, who
    /// work on the case; nobody who only oversees it.
    /// </summary>
    public bool MayOpenSpecial(Actor actor, ExchangeAccess exchange) =>
        SightOf(actor, exchange) == Sight.Full && PartyThatPermits(actor, exchange, Permission.OpenSpecialCategories) is not null;

    /// <summary>
    /// Whether a person may correct what an authority wrote: its request handlers, at a coordinator its referral handlers. The duty to
    /// correct (Article 19) outlives mandates and assignments.
    /// </summary>
    public AccessDecision MayRectify(Actor actor, ExchangeAccess exchange, Guid author)
    {
        if (exchange.IsContentLost)
            return AccessDecision.Refused(Lost);
        return PartiesThatPermit(actor, exchange, Permission.Rectify).Contains(author)
            ? AccessDecision.Allowed(author)
            : AccessDecision.Refused(new AccessReason("access.needs-author"));
    }

    /// <summary>
    /// Whether a person may withdraw a file that an authority attached, after sending: request handlers of that authority, whoever of them
    /// attached it. As with a correction, ended mandates and assignments do not matter.
    /// </summary>
    public AccessDecision MayWithdrawFile(Actor actor, ExchangeAccess exchange, Guid author)
    {
        if (IsHidden(exchange))
            return AccessDecision.Refused(Hidden);
        if (exchange.IsContentLost)
            return AccessDecision.Refused(Lost);
        return PartiesThatPermit(actor, exchange, Permission.Contribute).Contains(author)
            ? AccessDecision.Allowed(author)
            : AccessDecision.Refused(new AccessReason("access.needs-file-author"));
    }
}
