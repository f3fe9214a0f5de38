using Imi.Modules.Contracts;

namespace Imi.Kernel.Exchanges;

/// <summary>Identifies one submission of a form or API call, so that a repetition takes effect only once.</summary>
/// <param name="Key">The form's submission id, or the API's Idempotency-Key; at most 64 characters.</param>
/// <param name="Content">A digest of the content, to refuse the same key with other content; empty to skip this check.</param>
public readonly record struct SubmissionKey(string Key, string Content = "");
