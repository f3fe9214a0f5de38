using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Network.Directory;

namespace Imi.Web.Api.Models;

/// <summary>That a data subject contests data of the exchange, or did.</summary>
public sealed record ApiContested(
    string Request,
    SubjectRequestKind Kind,
    ApiAuthorityName? Authority,
    DateOnly ReceivedOn,
    SubjectDecision? Decision,
    DateOnly? AnsweredOn,
    DateOnly? RectifiedOn
);
