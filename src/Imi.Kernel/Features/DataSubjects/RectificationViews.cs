using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>What an authority wrote in an exchange and may correct.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Module">Its module, in the version that it started with.</param>
/// <param name="Procedure">Its procedure.</param>
/// <param name="Facts">What the form's conditions read.</param>
/// <param name="Form">The form that was answered; null for a message.</param>
/// <param name="Answers">The answers as they stand.</param>
/// <param name="Text">The message as it stands; empty for answers.</param>
/// <param name="Fixed">The fields that stay, because they steered the exchange.</param>
/// <param name="Requests">The numbers of data subjects' requests to the authority that contest data of the exchange.</param>
public sealed record RectifiableContent(
    Exchange Exchange,
    PolicyModule Module,
    Procedure Procedure,
    IConditionContext Facts,
    Form? Form,
    Answers Answers,
    string Text,
    IReadOnlySet<string> Fixed,
    IReadOnlyList<string> Requests
);
