using Imi.Kernel.Network.Directory;

namespace Imi.Web.Api.Models;

/// <summary>An authority in short form.</summary>
public sealed record ApiAuthorityName(Guid Id, string Name, string Country);
