namespace Imi.Web.Api.Models;

/// <summary>A user of the platform.</summary>
public sealed record ApiPerson(Guid Id, string Name);
