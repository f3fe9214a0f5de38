using Imi.Kernel.Definitions.Guidance;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>A new exchange to begin as a draft.</summary>
/// <param name="Module">The module.</param>
/// <param name="Procedure">The procedure in the module.</param>
/// <param name="Sender">The authority in whose name it is begun.</param>
/// <param name="Recipient">The authority to be asked; null while not chosen.</param>
/// <param name="Language">The language that it is written in, by BCP 47.</param>
/// <param name="Answers">What is already answered; may be incomplete or wrong.</param>
/// <param name="Way">How the guide led to the procedure; null where nobody asked it.</param>
public sealed record NewExchange(string Module, string Procedure, Guid Sender, Guid? Recipient, string Language, Answers Answers, ChosenWay? Way = null);
