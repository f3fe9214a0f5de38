using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges.Actions;

/// <summary>One taking of an action, as its verbs see it.</summary>
internal sealed class ActionStep(ExchangeChange change, ActionDefinition action, ActionRequest request, Answers asked, Answers amended, Guid authority)
{
    public ExchangeChange Change => change;

    public ExchangeContext Context => change.Context;

    public Exchange Exchange => change.Exchange;

    public ActionDefinition Action => action;

    public ActionRequest Request => request;

    /// <summary>The answers to the form that the action asks.</summary>
    public Answers Asked => asked;

    /// <summary>The procedure's form as it shall be from now on; none where the action does not amend it.</summary>
    public Answers Amended => amended;

    public Actor Actor => change.Actor;

    public Guid Authority => authority;

    public ExchangeCipher Cipher => change.Cipher;

    public Guid? ToAuthority { get; set; }

    public IReadOnlyList<Guid> Assigned { get; set; } = [];

    public Guid? OtherExchange { get; set; }

    public DateOnly? Date { get; set; }

    /// <summary>Puts into the timeline what the verbs did.</summary>
    public void Complete(TimelineEntry entry)
    {
        entry.ToAuthorityId = ToAuthority;
        entry.AssignedIds = Assigned;
        entry.OtherExchangeId = OtherExchange;
        entry.Date = Date;
    }
}
