using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Foundation.Vault;
using Imi.Kernel.Network.Access;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges.Actions;

/// <summary>The state of one action while its verbs run: their input, and their results for the timeline.</summary>
internal sealed class ActionStep(
    ExchangeContext context,
    ActionDefinition action,
    ActionRequest request,
    Answers asked,
    Answers amended,
    Actor actor,
    Guid authority
)
{
    public ExchangeContext Context => context;

    public Exchange Exchange => context.Exchange;

    public ActionDefinition Action => action;

    public ActionRequest Request => request;

    /// <summary>The answers to the action's form.</summary>
    public Answers Asked => asked;

    /// <summary>The answers to the procedure's form after the amendment; none if the action does not amend it.</summary>
    public Answers Amended => amended;

    public Actor Actor => actor;

    public Guid Authority => authority;

    /// <summary>Encrypts and decrypts the exchange's content during the action.</summary>
    public ExchangeCipher Cipher { get; set; } = null!;

    public Guid? ToAuthority { get; set; }

    public IReadOnlyList<Guid> Assigned { get; set; } = [];

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
