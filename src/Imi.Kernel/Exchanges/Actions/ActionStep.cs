using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges.Actions;

/// <summary>The state of one action while its verbs run: their input, and their results for the timeline.</summary>
internal sealed class ActionStep(ExchangeChange change, ActionDefinition action, ActionRequest request, Answers asked, Answers amended, Guid authority)
{
    public ExchangeChange Change => change;

    public ExchangeContext Context => change.Context;

    public Exchange Exchange => change.Exchange;

    public ActionDefinition Action => action;

    public ActionRequest Request => request;

    /// <summary>The answers to the action's form.</summary>
    public Answers Asked => asked;

    /// <summary>The answers to the procedure's form after the amendment; none if the action does not amend it.</summary>
    public Answers Amended => amended;

    public Actor Actor => change.Actor;

    public Guid Authority => authority;

    public ExchangeCipher Cipher => change.Cipher;

    public Guid? ToAuthority { get; set; }

    public IReadOnlyList<Guid> Assigned { get; set; } = [];

    /// <summary>Whether the people who are to be assigned are assigned already, and nobody else.</summary>
    public bool AreAssigned { get; set; }

    /// <summary>Whether the action has nothing to change: it only assigns people, and they are assigned already.</summary>
    public bool IsDone => AreAssigned && Action is { Does: [Verb.Allocate], To: null, Asks: null };

    public Guid? OtherExchange { get; set; }

    public DateOnly? Date { get; set; }

    /// <summary>Copies the results of the verbs to the timeline's entry.</summary>
    public void Complete(TimelineEntry entry)
    {
        entry.ToAuthorityId = ToAuthority;
        entry.AssignedIds = Assigned;
        entry.OtherExchangeId = OtherExchange;
        entry.Date = Date;
    }
}
