namespace Imi.Web.Api.Models;

/// <summary>A file withdrawal to make.</summary>
/// <param name="Reason">The reason, shown to all parties that can see the files; at most 500 characters.</param>
public sealed record ApiNewFileWithdrawal(string? Reason);
