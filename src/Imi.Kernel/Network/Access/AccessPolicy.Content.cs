using Imi.Kernel.Definitions.Forms;

namespace Imi.Kernel.Network.Access;

/// <summary>Decides who may open special categories of data, and who may correct answers and withdraw files.</summary>
public sealed partial class AccessPolicy
{
    /// <summary>
    /// Whether a person may open the special categories of data in an exchange (Article 16): only request handlers of the parties, who work on the
    /// case, never those who only oversee it.
    /// </summary>
    public bool MayOpenSpecial(Actor actor, ExchangeAccess exchange) =>
        SightOf(actor, exchange) == Sight.Full && PartyThatPermits(actor, exchange, Permission.OpenSpecialCategories) is not null;

    /// <summary>
    /// Whether a person may correct what an authority wrote: its request handlers, or the referral handlers of a coordinator. The duty to correct
    /// (Article 19) outlives mandates and assignments.
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
    /// Whether a person may withdraw a file that an authority attached, even after sending: any request handler of that authority. As with
    /// corrections, ended mandates and assignments do not matter.
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
