using Imi.Kernel.Definitions.Modules;
using Imi.Kernel.Exchanges;
using Imi.Modules.Contracts;

namespace Imi.Kernel.Features.DataSubjects;

/// <summary>Content that an authority wrote in an exchange and may correct.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Module">Its module, in the version with which the exchange began.</param>
/// <param name="Procedure">Its procedure.</param>
/// <param name="Conditions">The facts that the form's conditions evaluate.</param>
/// <param name="Form">The form of the answers; null for a message.</param>
/// <param name="Answers">The current answers; none for a message.</param>
/// <param name="Text">The current message; empty for answers.</param>
/// <param name="Fixed">The fields that cannot be corrected: they hold no personal data, or they determined recipients or dates.</param>
/// <param name="Requests">The numbers of the data subjects' requests to the authority that contest data of the exchange.</param>
public sealed record RectifiableContent(
    Exchange Exchange,
    PolicyModule Module,
    Procedure Procedure,
    IConditionContext Conditions,
    Form? Form,
    Answers Answers,
    string Text,
    IReadOnlySet<string> Fixed,
    IReadOnlyList<string> Requests
);
