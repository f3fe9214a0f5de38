namespace Imi.Web.Api.Models;

/// <summary>A person.</summary>
public sealed record ApiPerson(Guid Id, string Name);
