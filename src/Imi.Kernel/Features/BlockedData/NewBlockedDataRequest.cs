namespace Imi.Kernel.Features.BlockedData;

/// <summary>The input for a request about hidden data.</summary>
/// <param name="Kind">Whether it asks for unblocking or for early deletion.</param>
/// <param name="Ground">The legal ground; null is reported as an error.</param>
/// <param name="Reason">The justification; required.</param>
/// <param name="Days">The number of days for which the data are to be read; required for an unblocking, ignored for an early deletion.</param>
/// <param name="HasConsent">Whether the authority confirms that it has the data subject's consent; required if the ground depends on it.</param>
public sealed record NewBlockedDataRequest(BlockedDataRequestKind Kind, BlockedDataGround? Ground, string Reason, int? Days, bool HasConsent);
