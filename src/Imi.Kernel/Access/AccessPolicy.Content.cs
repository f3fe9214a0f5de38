using Imi.Kernel.People;

namespace Imi.Kernel.Access;

/// <summary>Who may open what stands apart in an exchange's content, and who may correct what stands there.</summary>
public sealed partial class AccessPolicy
{
    /// <summary>
    /// Whether a person may open what an exchange holds of special categories (Article 16): request handlers of the parties, who
    /// work on the case; nobody who only oversees it.
    /// </summary>
    public bool MayOpenSpecial(Actor actor, ExchangeFacts exchange) =>
        SightOf(actor, exchange) == Sight.Full && exchange.Parts.Any(part => part.Value.IsHost && actor.Holds(part.Key, exchange.Module, Role.Handler));

    /// <summary>
    /// Whether a person may correct what an authority wrote: its request handlers, at a coordinator its referral handlers. The duty to
    /// correct (Article 19) outlives mandates and assignments.
    /// </summary>
    public AccessDecision MayRectify(Actor actor, ExchangeFacts exchange, Guid author)
    {
        if (exchange.IsContentLost)
            return AccessDecision.Refused(Lost);
        return exchange.Parts.TryGetValue(author, out var part)
            && ((part.IsHost && actor.Holds(author, exchange.Module, Role.Handler)) || (part.IsCoordinator && actor.Holds(author, exchange.Module, Role.Referral)))
                ? AccessDecision.Allowed(author)
                : AccessDecision.Refused(new AccessReason("access.needs-author"));
    }
}
