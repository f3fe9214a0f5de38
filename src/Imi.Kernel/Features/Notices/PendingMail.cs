namespace Imi.Kernel.Features.Notices;

/// <summary>
/// An e-mail that is still to be sent: address, language, and what happened, without personal data of the case. Without module and
/// procedure where it reminds of a data subject's request.
/// </summary>
/// <remarks>State and task are those of now; <see cref="Joined"/> earlier notices about the same exchange are told of too.</remarks>
public sealed record PendingMail(
    Guid Id,
    string Name,
    string Email,
    string Language,
    Guid? ExchangeId,
    Guid? SubjectRequestId,
    string? Number,
    string Module,
    string Procedure,
    string Action,
    string State,
    bool NeedsAction,
    string? Task,
    int Joined
);
