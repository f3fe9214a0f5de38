using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>Names one sending of one form, so that a second click or a resend does nothing twice.</summary>
/// <param name="Key">The form's submission id, or the API's Idempotency-Key; at most 64 characters.</param>
/// <param name="Content">A digest of what is sent, where the same key with other content shall be refused; empty not to look.</param>
public readonly record struct SubmissionKey(string Key, string Content = "");
