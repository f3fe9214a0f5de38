namespace Imi.Web.Api.Models;

/// <summary>The withdrawal of a file by the authority that attached it.</summary>
public sealed record ApiFileWithdrawal(DateTime At, string Person, string Reason);
