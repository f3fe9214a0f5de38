namespace Imi.Kernel.Features.Notices;

/// <summary>
/// The data of an e-mail that waits to be sent: address, language and event, without personal data of the exchange. Module and procedure
/// are empty if it reminds of a data subject's request.
/// </summary>
/// <remarks>State and task are the current ones. The e-mail also covers <see cref="Joined"/> further notices about the same exchange.</remarks>
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
