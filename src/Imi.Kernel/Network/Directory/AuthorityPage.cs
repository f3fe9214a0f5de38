namespace Imi.Kernel.Network.Directory;

/// <summary>A page of authorities.</summary>
public sealed record AuthorityPage(IReadOnlyList<Authority> Authorities, bool HasMore);
