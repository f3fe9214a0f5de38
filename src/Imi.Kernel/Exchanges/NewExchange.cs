using Imi.Kernel.Definitions.Guidance;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>A new exchange to begin as a draft.</summary>
/// <param name="Module">The module.</param>
/// <param name="Procedure">The name of the procedure in the module.</param>
/// <param name="Sender">The authority in whose name it begins.</param>
/// <param name="Recipient">The recipient; null if none is chosen yet.</param>
/// <param name="Language">The language in which it is written, by BCP 47.</param>
/// <param name="Answers">The answers; may be incomplete or wrong.</param>
/// <param name="Way">How the guide led to the procedure; null if the person did not use it.</param>
public sealed record NewExchange(string Module, string Procedure, Guid Sender, Guid? Recipient, string Language, Answers Answers, ChosenWay? Way = null);
