using Imi.Kernel.Exchanges;
using Imi.Kernel.Network.Directory;

namespace Imi.Web.Api.Models;

/// <summary>An event in the history of the reply-by date.</summary>
public sealed record ApiReplyDate(ReplyDateKind Kind, DateOnly Date, ApiAuthorityName? Authority, DateTime At);
