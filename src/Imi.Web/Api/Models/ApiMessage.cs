using Imi.Kernel.Network.Directory;

namespace Imi.Web.Api.Models;

/// <summary>A message between the parties.</summary>
public sealed record ApiMessage(Guid Id, string Author, ApiAuthorityName? Authority, DateTime At, string Language, string Text);
