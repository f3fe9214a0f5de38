namespace Imi.Web.Api.Models;

/// <summary>That a file was withdrawn by its author.</summary>
public sealed record ApiFileWithdrawal(DateTime At, string Person, string Reason);
