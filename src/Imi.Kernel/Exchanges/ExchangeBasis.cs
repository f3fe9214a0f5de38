using Imi.Kernel.Definitions.Modules;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>The definition that an exchange follows, and its recipient.</summary>
/// <param name="Module">Its module, in the version with which the exchange began.</param>
/// <param name="Procedure">Its procedure.</param>
/// <param name="Recipient">The recipient; null if none is chosen.</param>
/// <param name="SenderCountry">The sender's country.</param>
public sealed record ExchangeBasis(PolicyModule Module, Procedure Procedure, Guid? Recipient, string SenderCountry)
{
    internal static ExchangeBasis Of(ExchangeContext context) =>
        new(context.Module, context.Procedure, context.Exchange.RecipientId, context.Exchange.SenderCountry);
}
