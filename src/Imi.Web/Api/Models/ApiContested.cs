using Imi.Kernel.Features.DataSubjects;
using Imi.Kernel.Network.Directory;

namespace Imi.Web.Api.Models;

/// <summary>A data subject's request that contests data of the exchange.</summary>
public sealed record ApiContested(
    string Request,
    SubjectRequestKind Kind,
    ApiAuthorityName? Authority,
    DateOnly ReceivedOn,
    SubjectDecision? Decision,
    DateOnly? AnsweredOn,
    DateOnly? RectifiedOn
);
