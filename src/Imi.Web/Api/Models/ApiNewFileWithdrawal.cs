namespace Imi.Web.Api.Models;

/// <summary>Why a file is withdrawn.</summary>
/// <param name="Reason">The reason, for all parties that see the files; at most 500 characters.</param>
public sealed record ApiNewFileWithdrawal(string? Reason);
